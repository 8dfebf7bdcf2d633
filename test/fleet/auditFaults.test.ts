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
  { kind: 'reset', at: 'before' },
  { kind: 'reset', at: 'halfway' },
  { kind: 'reset', at: 'after' },
  { kind: 'noAnswer', at: 'before' },
  { kind: 'noAnswer', at: 'after' },
  { kind: 'latency', ms: 30 },
  { kind: 'slowBody', bytesPerSecond: 500_000 },
  { kind: 'malformed', body: 'truncated' },
  { kind: 'malformed', body: 'html' },
];
/** What befalls queries, which bulk jobs then stand in for. */
const OF_QUERIES: readonly Kind[] = [{ kind: 'queryTimeout' }, { kind: 'queryTimeout', objects: 'Account' }];
/** What befalls the two retrieves. */
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

/** Orgs of each kind side by side, each with faults of its own, since much of an audit under faults is waiting. */
const PAIRS = 4;

type Pair = { readonly conforming: LiveOrg; readonly empty: LiveOrg };
let pairs: readonly Pair[];
let steps: number;
/** The audits without a fault. */
let reference: { readonly conforming: OrgAudit; readonly empty: OrgAudit };

beforeAll(async () => {
  // As every connection of a command does.
  await takeAnswersWhole();
  pairs = await Promise.all(Array.from({ length: PAIRS }, aPair));
  const [first] = pairs;
  if (first === undefined) throw new Error('no pair');
  const { conforming, empty } = first;
  reference = { conforming: await auditOf(conforming, LONG), empty: await auditOf(empty, LONG) };
  conforming.emulator.faults(nameOf(conforming)).clear();
  await auditOf(conforming, LONG);
  steps = conforming.emulator.faults(nameOf(conforming)).report().calls.total;
}, 60_000);
afterAll(() => Promise.all(pairs.flatMap(({ conforming, empty }) => [conforming.stop(), empty.stop()])));

async function aPair(): Promise<Pair> {
  const [conforming, empty] = await Promise.all([aLiveOrg(), aLiveOrg()]);
  await deployTo(conforming, schema);
  await assign(conforming.connection, schema.access.reader.name);
  return { conforming, empty };
}

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
function wrongs(alike: keyof Pair, audit: OrgAudit): string[] {
  const seen = reference[alike];
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

type Occasion = NonNullable<WrittenFault['when']>;
/** To start a job, to look at it, to take it away; three jobs an object. */
const BULK_CALLS = 9;

/** Audits a conforming and an empty org on each occasion; what was wrong, and how often a fault befell a call. */
async function underFaults(
  occasions: readonly Occasion[],
  faultsOn: (when: Occasion) => WrittenFault[],
  { kind }: Kind,
): Promise<{ found: string[]; fired: number }> {
  const found: string[] = [];
  let fired = 0;
  const audited = async (org: LiveOrg, alike: keyof Pair, when: Occasion): Promise<void> => {
    const faults = org.emulator.faults(nameOf(org));
    faults.set({ seed: 7, faults: faultsOn(when) });
    const audit = await auditOf(org, 'nth' in when && kind !== 'noAnswer' ? LONG : SHORT);
    found.push(...wrongs(alike, audit).map((wrong) => `${JSON.stringify(when)}: ${wrong}`));
    fired += faults.report().faults.at(-1)?.fired ?? 0;
    faults.clear();
  };
  const left = [...occasions];
  await Promise.all(
    pairs.map(async ({ conforming, empty }) => {
      for (let when = left.shift(); when !== undefined; when = left.shift()) {
        await Promise.all([audited(conforming, 'conforming', when), audited(empty, 'empty', when)]);
      }
    }),
  );
  return { found, fired };
}

describe('an audit of an org on which something goes wrong', () => {
  it('Given nothing wrong, When audited, Then one org conforms, the other does not, and both took some calls', () => {
    expect(reference.conforming.verdict).toBe('conforming');
    expect(reference.empty.verdict).toBe('nonconforming');
    expect(steps).toBeGreaterThan(5);
  });

  it.each([...KINDS, ...OF_QUERIES, ...OF_RETRIEVES].map((kind) => [JSON.stringify(kind), kind] as const))(
    'Given %s at any call, once or from then on, When audited, Then nothing passes that was not seen',
    async (_, kind) => {
      // Of an org that keeps silent, no more is learned by silence that lasts.
      const lasting: Occasion[] = kind.kind === 'noAnswer' ? [] : [{ after: 1 }, {}];
      const few = OF_RETRIEVES.includes(kind) ? 2 : OF_QUERIES.includes(kind) ? 8 : steps;
      const once = Array.from({ length: few }, (_each, index) => ({ nth: index + 1 }));

      const { found, fired } = await underFaults([...once, ...lasting], (when) => [{ ...kind, when }], kind);

      expect(found).toEqual([]);
      expect(fired).toBeGreaterThan(0);
    },
    240_000,
  );

  // Silence ends an audit by its limit, before bulk jobs as well as in them.
  it.each(KINDS.filter(({ kind }) => kind !== 'noAnswer').map((kind) => [JSON.stringify(kind), kind] as const))(
    'Given %s at any call of the bulk jobs that stand in for queries, When audited, Then nothing passes that was not seen',
    async (_, kind) => {
      const once = Array.from({ length: BULK_CALLS }, (_each, index) => ({ nth: index + 1 }));
      const { found, fired } = await underFaults(
        once,
        (when) => [
          { kind: 'queryTimeout', objects: 'Account' },
          { ...kind, on: { call: 'bulk' }, when },
        ],
        kind,
      );

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

        expect([nth, wrongs('empty', audit), audit.verdict]).toEqual([nth, [], expect.stringMatching(/^no/)]);
      } finally {
        await org.stop();
      }
    }
  }, 120_000);
});
