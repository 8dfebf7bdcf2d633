import { composite, queryPath } from '../../src/org/composite.js';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';

describe('composite', () => {
  let org: LiveOrg;
  beforeAll(async () => {
    org = await aLiveOrg();
  });
  afterAll(() => org.stop());
  const faults = () => org.emulator.faults(org.emulator.orgs[0]?.name ?? '');

  it('Given eleven queries and a describe, When asked together, Then three calls answer them in their order, each for itself', async () => {
    faults().clear();
    const paths = [
      ...Array.from({ length: 10 }, (_, index) => queryPath(`SELECT COUNT() FROM Account WHERE Name = '${index}'`)),
      queryPath('SELECT Nothing FROM Nowhere'),
      'sobjects',
    ];

    const answers = await composite(org.connection, paths);

    expect(faults().report().calls.total).toBe(3);
    expect(answers.slice(0, 10).every((answer) => answer.ok)).toBe(true);
    expect(answers[10]).toEqual({ ok: false, reason: expect.stringContaining('INVALID_TYPE') as string });
    expect(answers[11]).toMatchObject({ ok: true, value: { sobjects: expect.any(Array) as unknown[] } });
  });

  it('Given queries of the Tooling API, When asked together, Then they are answered by it', async () => {
    const [answer] = await composite(org.connection, [queryPath('SELECT COUNT() FROM ValidationRule')], 'tooling');

    expect(answer).toMatchObject({ ok: true, value: { totalSize: 0 } });
  });

  it('Given an org that is overloaded for a moment, When asked, Then it is asked again, since it only reads', async () => {
    faults().set({ faults: [{ kind: 'unavailable', on: { call: 'composite' }, when: { nth: 1 } }] });

    expect(await composite(org.connection, ['sobjects'])).toMatchObject([{ ok: true }]);
    faults().clear();
  });
});
