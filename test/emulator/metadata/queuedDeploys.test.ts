import { setTimeout as sleep } from 'node:timers/promises';
import { defaultDeployOptions } from '../../../src/emulator/metadata/deploy/deployRecord.js';
import { deploysOf } from '../../../src/emulator/metadata/deploy/deploys.js';
import { bench, file, manifest, markerField, zip } from './support.js';

/** More files than are deployed at once. */
function large(): Uint8Array {
  const names = Array.from({ length: 101 }, (_, index) => `P${index}`);
  return zip({
    'package.xml': manifest({ CustomField: ['Account.Is_Synthetic__c'], CustomPermission: names }),
    'objects/Account.object': file('CustomObject', markerField),
    ...Object.fromEntries(
      names.map((name) => [
        `customPermissions/${name}.customPermission`,
        file('CustomPermission', `<isLicensed>false</isLicensed><label>${name}</label>`),
      ]),
    ),
  });
}

const options = { ...defaultDeployOptions, singlePackage: true, rollbackOnError: true };

describe('Given two large packages, the second waiting for the first', () => {
  it('When it is canceled, then it ends at once, and the first goes on', async () => {
    const on = bench();
    const deploys = deploysOf(on.org);
    const first = deploys.start(on.caller, large(), options);
    const second = deploys.start(on.caller, large(), options);
    expect([first.status, second.status]).toEqual(['Pending', 'Pending']);
    expect(deploys.cancel(on.caller, second.id)).toMatchObject({ status: 'Canceled', done: true });
    while (!deploys.find(first.id).record.done) await sleep(1);
    expect(deploys.find(first.id).record).toMatchObject({ status: 'Succeeded', numberComponentsDeployed: 102 });
    expect(() => deploys.cancel(on.caller, first.id)).toThrow('Deployment already completed');
    expect(deploys.find(second.id).record).toMatchObject({ status: 'Canceled', canceledBy: on.caller.userId });
  });

  it('When what the first brings cannot be saved, then it fails without components, and the second goes on', async () => {
    const on = bench();
    const deploys = deploysOf(on.org);
    const first = deploys.start(on.caller, large(), options);
    const second = deploys.start(on.caller, large(), options);
    const broken = `CREATE TRIGGER broken BEFORE INSERT ON metadata_deploy WHEN NEW.id = '${first.id}' AND NEW.record LIKE '%Succeeded%' BEGIN SELECT RAISE(ABORT, 'no room'); END`;
    on.org.storage.db.exec(broken);
    while (!deploys.find(second.id).record.done) await sleep(1);
    expect(deploys.find(first.id).record).toMatchObject({
      status: 'Failed',
      errorMessage: 'An unexpected error occurred: no room',
      numberComponentsDeployed: 0,
      details: { componentSuccesses: [], componentFailures: [] },
    });
    expect(deploys.find(second.id).record.status).toBe('Succeeded');
  });
});
