import type { WrittenFaultPlan } from '../../src/emulator/faults/faultPlan.js';
import { gatherSnapshot } from '../../src/org/gatherSnapshot.js';
import { takeAnswersWhole } from '../../src/org/wholeAnswers.js';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { aSchema } from '../builders/schema.js';

const schema = aSchema({ objects: ['Account'] });
let org: LiveOrg;
beforeAll(async () => {
  await takeAnswersWhole();
  org = await aLiveOrg();
});
afterAll(() => org.stop());

const lose = (on: NonNullable<NonNullable<WrittenFaultPlan['faults']>[number]['on']>): void => {
  const name = org.emulator.orgs[0]?.name ?? '';
  org.emulator.faults(name).set({ faults: [{ kind: 'reset', at: 'halfway', on, when: { times: 1 } }] });
};
const read = (): Promise<unknown> => gatherSnapshot(org.connection, 'uat', schema);

describe('an org whose connection is lost halfway through an answer', () => {
  it.each(['tooling', 'composite'] as const)(
    'Given a %s call, which only reads, When it is lost, Then it is repeated',
    async (call) => {
      lose({ call });

      await expect(read()).resolves.toMatchObject({ objectsUnread: undefined, usage: { state: 'read' } });
    },
  );

  it.each([{ operation: 'retrieve' }, { operation: 'checkRetrieveStatus' }])(
    'Given a call that may not be repeated (%j), When the org is read, Then it does not answer, and the process lives',
    async (on) => {
      lose(on);

      await expect(read()).rejects.toMatchObject({ name: 'OrgUnreachable' });
      await expect(read()).resolves.toMatchObject({ org: { name: 'uat' } });
    },
  );

  it('Given a large answer, When it comes whole, Then nothing of it is missing', async () => {
    org.emulator.faults(org.emulator.orgs[0]?.name ?? '').clear();

    const { sobjects } = await org.connection.describeGlobal();

    expect(sobjects.map(({ name }) => name)).toEqual(expect.arrayContaining(['Account', 'WorkOrder']));
  });
});
