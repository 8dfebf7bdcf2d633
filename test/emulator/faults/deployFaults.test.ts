import { cancelTaken, DeployFaults, pollResult, type DeployFault } from '../../../src/emulator/faults/deployFaults.js';

const ID = '0Af000000000001AAA';
const hangs: DeployFault = { kind: 'deployHangs', polls: 0 };
const fails: DeployFault = { kind: 'deployFails', as: 'componentFailure', polls: 0 };

function taken(fault: DeployFault, checkOnly = false): NonNullable<ReturnType<DeployFaults['find']>> {
  const deploys = new DeployFaults();
  deploys.begin(fault, { checkOnly, deployNow: () => Promise.resolve('0Af000000000002AAA') }, ID);
  const deploy = deploys.find(ID);
  if (deploy === undefined) throw new Error('It was not taken over.');
  return deploy;
}

describe('Given a deploy that a fault has taken over, whose package may be large', () => {
  it('When it fails, only validates or is cancelled, then the package is not kept', () => {
    const cancelled = taken({ kind: 'deployHangs' });
    cancelTaken(cancelled);
    for (const deploy of [taken(fails), taken(hangs, true), cancelled]) expect(deploy.deployNow).toBeUndefined();
  });

  it('When it hangs, then the package is kept until it goes on', async () => {
    const deploy = taken(hangs);
    expect(deploy.deployNow).toBeDefined();
    await pollResult(deploy, { done: true, success: true }, 'token');
    expect(deploy).toMatchObject({ carriedOut: '0Af000000000002AAA', refused: false });
    expect(deploy.deployNow).toBeUndefined();
  });
});
