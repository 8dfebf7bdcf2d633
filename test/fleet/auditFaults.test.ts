import type { Finding, OrgAudit } from '../../src/audit/finding.js';
import type { WrittenFaultPlan } from '../../src/emulator/faults/faultPlan.js';
import { auditFleet } from '../../src/fleet/audit/auditFleet.js';
import { takeAnswersWhole } from '../../src/org/wholeAnswers.js';
import { deployTo } from '../builders/deployment.js';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { assign } from '../builders/guardedOrg.js';
import { aSchema } from '../builders/schema.js';

type WrittenFault = NonNullable<WrittenFaultPlan['faults']>[number];
/** A kind of fault without the occasion, which each test adds. */
type Kind = Exclude<WrittenFault, { kind: `deploy${string}` | 'writeFails' }>;

const KINDS: readonly Kind[] = [
  { kind: 'unavailable' },
  { kind: 'requestLimit' },
  { kind: 'reset', at: 'halfway' },
  { kind: 'noAnswer', at: 'before' },
  { kind: 'malformed', body: 'truncated' },
  { kind: 'malformed', body: 'html' },
];
/** What befalls the one retrieve. */
const OF_RETRIEVES: readonly Kind[] = [
  { kind: 'retrieveTruncated', keep: 0.5 },
  { kind: 'retrieveTruncated', keep: 0.98 },
  { kind: 'retrievePartial' },
  { kind: 'retrievePartial', share: 0.3 },
  { kind: 'retrievePartial', members: 'Account*' },
];

const schema = aSchema({ objects: ['Account', 'Lead'] });
const now = new Date();
/** What no audit takes. */
const LONG = 60_000;
/** For an org that never answers, or always says the same; whether an audit fits in decides nothing. */
const SHORT = 400;

let conforming: LiveOrg;
let empty: LiveOrg;
let steps: number;
const reference = new Map<LiveOrg, OrgAudit>();

beforeAll(async () => {
  // As every connection of a command does.
  await takeAnswersWhole();
  [conforming, empty] = await Promise.all([aLiveOrg(), aLiveOrg()]);
  await deployTo(conforming, schema);
  await assign(conforming.connection, schema.access.reader.name);
  for (const org of [conforming, empty]) reference.set(org, await auditOf(org, LONG));
  conforming.emulator.faults(nameOf(conforming)).clear();
  await auditOf(conforming, LONG);
  steps = conforming.emulator.faults(nameOf(conforming)).report().calls.total;
});
afterAll(() => Promise.all([conforming.stop(), empty.stop()]));

const nameOf = (org: LiveOrg): string => org.emulator.orgs[0]?.name ?? '';

async function auditOf(org: LiveOrg, limitMs: number): Promise<OrgAudit> {
  const [audit] = await auditFleet({
    schema,
    orgs: [{ name: 'uat', connect: () => Promise.resolve(org.connection) }],
    concurrency: 1,
    limitMs,
    observations: { now, since: new Date(now.getTime() - 86_400_000), records: true },
    verifyIdentity: () => undefined,
    onOrgDone: () => Promise.resolve(),
  });
  if (audit === undefined) throw new Error('no audit');
  return audit;
}

const keyOf = ({ check, subject, name }: Finding): string => `${check} ${subject} ${name}`;
const passed = ({ findings }: OrgAudit): string[] => findings.filter(({ status }) => status === 'pass').map(keyOf);

/** What must not be, after an audit under that fault. */
function wrongs(alike: LiveOrg, audit: OrgAudit): string[] {
  const seen = reference.get(alike);
  if (seen === undefined) throw new Error('no reference');
  const really = new Set(passed(seen));
  const unseen = passed(audit).filter((key) => !really.has(key));
  const whole = audit.findings.length === seen.findings.length;
  return [
    ...unseen.map((key) => `passed unseen: ${key}`),
    ...(audit.verdict === 'conforming' && (seen.verdict !== 'conforming' || !whole) ? ['conforms unseen'] : []),
    // What could not be read has not failed either.
    ...(seen.verdict === 'conforming'
      ? audit.findings.filter(({ status }) => status === 'fail').map((f) => `failed: ${keyOf(f)}`)
      : []),
  ];
}

describe('an audit of an org on which something goes wrong', () => {
  it('Given nothing wrong, When audited, Then one org conforms, the other does not, and both took some calls', () => {
    expect(reference.get(conforming)?.verdict).toBe('conforming');
    expect(reference.get(empty)?.verdict).toBe('nonconforming');
    expect(steps).toBeGreaterThan(5);
  });

  it.each([...KINDS, ...OF_RETRIEVES].map((kind) => [JSON.stringify(kind), kind] as const))(
    'Given %s at any call, once or from then on, When audited, Then nothing passes that was not seen',
    async (_, kind) => {
      const found: string[] = [];
      let fired = 0;
      const ofRetrieve = OF_RETRIEVES.includes(kind);
      // Of an org that keeps silent, no more is learned by silence that lasts.
      const lasting = kind.kind === 'noAnswer' ? [] : [{ after: 1 }, {}];
      const once = Array.from({ length: ofRetrieve ? 1 : steps }, (_, index) => ({ nth: index + 1 }));
      for (const when of ofRetrieve ? once : [...once, ...lasting]) {
        const limit = 'nth' in when && kind.kind !== 'noAnswer' ? LONG : SHORT;
        await Promise.all(
          [conforming, empty].map(async (org) => {
            const faults = org.emulator.faults(nameOf(org));
            faults.set({ seed: 7, faults: [{ ...kind, when }] });
            found.push(...wrongs(org, await auditOf(org, limit)).map((wrong) => `${JSON.stringify(when)}: ${wrong}`));
            fired += faults.report().faults.reduce((sum, fault) => sum + fault.fired, 0);
            faults.clear();
          }),
        );
      }

      expect(found).toEqual([]);
      expect(fired).toBeGreaterThan(0);
    },
    240_000,
  );

  it('Given a session that ends at any call, When audited, Then nothing passes that was not seen', async () => {
    for (let nth = 1; nth <= steps; nth += 1) {
      // A session that has ended stays so, which is why each has an org of its own.
      const org = await aLiveOrg();
      try {
        org.emulator.faults(nameOf(org)).set({ faults: [{ kind: 'sessionExpired', when: { nth } }] });
        const audit = await auditOf(org, SHORT);

        expect([nth, wrongs(empty, audit), audit.verdict]).toEqual([nth, [], expect.stringMatching(/^no/)]);
      } finally {
        await org.stop();
      }
    }
  }, 120_000);
});
