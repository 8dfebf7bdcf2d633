import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeployListener, DeployOrgResult } from '../../src/fleet/deploy/deployOrg.js';
import { assign } from '../../src/org/grantees.js';
import { parseAssignment } from '../../src/schema/assignment.js';
import { type DeployOverrides, deployTo } from '../builders/deployment.js';
import { aLiveOrg, type LiveOrg } from '../builders/embeddedOrg.js';
import { aDeployRun, aFleetMember, aRunStore, carryOutRun, jobsSentTo } from '../builders/fleetRun.js';
import { takes } from '../builders/orgEdits.js';
import { aSchema } from '../builders/schema.js';
import { file, manifest } from '../emulator/metadata/support.js';

const schema = aSchema({ objects: ['Account'] });
const reader = schema.access.reader.name;
const writer = schema.access.writer.name;
let org: LiveOrg;
beforeAll(async () => {
  org = await aLiveOrg();
});
afterAll(() => org.stop());

const deploy = (texts: readonly string[], overrides: DeployOverrides = {}): Promise<DeployOrgResult> =>
  deployTo(org, schema, { assignments: texts.map(parseAssignment), ...overrides });

/** Somebody who always answers the same, and what they were asked to agree to. */
function answering(answer: boolean): {
  readonly asked: { readonly changes: number; readonly assignments: number }[];
  readonly confirm: DeployListener['confirm'];
} {
  const asked: { changes: number; assignments: number }[] = [];
  const confirm: DeployListener['confirm'] = (_, { now }, assignments) => {
    asked.push({ changes: now.length, assignments });
    return Promise.resolve(answer);
  };
  return { asked, confirm };
}

/** Usernames by permission set, of the schema's sets alone. */
async function holders(): Promise<Record<string, string[]>> {
  const { records } = await org.connection.query<{ PermissionSet: { Name: string }; Assignee: { Username: string } }>(
    `SELECT PermissionSet.Name, Assignee.Username FROM PermissionSetAssignment WHERE PermissionSet.Name LIKE 'Synthetic%' ORDER BY Assignee.Username`,
  );
  const bySet: Record<string, string[]> = {};
  for (const { PermissionSet, Assignee } of records) (bySet[PermissionSet.Name] ??= []).push(Assignee.Username);
  return bySet;
}

async function create(object: string, fields: Record<string, unknown>): Promise<string> {
  const created = await org.connection.sobject(object).create(fields);
  return created.id ?? '';
}

async function aUser(alias: string, fields: Record<string, unknown> = {}): Promise<string> {
  const { records } = await org.connection.query<{ Id: string }>("SELECT Id FROM Profile WHERE Name = 'Standard User'");
  return create('User', {
    Username: `${alias}@example.com`,
    LastName: alias,
    Email: `${alias}@example.com`,
    Alias: alias,
    ProfileId: records[0]?.Id ?? '',
    TimeZoneSidKey: 'GMT',
    LocaleSidKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    LanguageLocaleKey: 'en_US',
    ...fields,
  });
}

async function aGroup(name: string, members: readonly string[]): Promise<string> {
  const files = {
    'package.xml': manifest({ Group: [name] }),
    [`groups/${name}.group`]: file('Group', `<doesIncludeBosses>false</doesIncludeBosses><name>${name}</name>`),
  };
  expect(await takes(org.connection, files)).toBe(true);
  const { records } = await org.connection.query<{ Id: string }>(
    `SELECT Id FROM Group WHERE DeveloperName = '${name}' AND Type = 'Regular'`,
  );
  const id = records[0]?.Id ?? '';
  for (const member of members) {
    await create('GroupMember', { GroupId: id, UserOrGroupId: member });
  }
  return id;
}

describe('permission sets for users, on a live org', () => {
  let people: string;

  beforeAll(async () => {
    await aUser('jane');
    const members = [await aUser('ann'), await aUser('bob'), await aUser('gone', { IsActive: false })];
    people = await aGroup('Integration_Users', members);
    await aGroup('Nested', [people]);
  });

  it.each([
    ['UserUnknown', 'reader=nobody@example.com', 'uat: there is no user nobody@example.com.'],
    ['UserInactive', 'reader=gone@example.com', 'uat: the user gone@example.com is not active.'],
    ['GroupUnknown', 'writer=group:Nowhere', 'uat: there is no public group Nowhere.'],
    ['GroupHasOtherMembers', 'writer=group:Nested', 'uat: groups or roles are members of the public group Nested'],
    ['RoleNotInSchema', 'generator=me', 'The provenance schema has no permission set for the role generator'],
  ])(
    'Given what the org can not do, When deployed, Then %s comes before anything is written',
    async (name, bad, text) => {
      const { asked, confirm } = answering(true);
      const before = jobsSentTo(org);

      await expect(deploy(['reader=jane@example.com', bad], { listener: { confirm } })).rejects.toMatchObject({
        name,
        message: expect.stringContaining(text) as string,
      });

      expect(asked).toEqual([]);
      expect(jobsSentTo(org)).toBe(before);
      expect(await holders()).toEqual({});
    },
  );

  it('Given a dry run, a deploy and a second deploy, When asked for the same, Then it is told, done, and done already', async () => {
    const wanted = [
      'reader=JANE@example.com',
      'reader=group:Integration_Users',
      'writer=me',
      'reader=jane@example.com',
    ];
    const counts = (readers: number, readersHeld: number, writers: number, writersHeld: number): unknown[] => [
      { role: 'reader', permissionSet: reader, assigned: readers, alreadyHeld: readersHeld },
      { role: 'writer', permissionSet: writer, assigned: writers, alreadyHeld: writersHeld },
    ];

    expect(await deploy(wanted, { dryRun: true })).toMatchObject({
      outcome: 'validated',
      assignments: counts(3, 0, 1, 0),
    });
    expect(await holders()).toEqual({});

    expect(await deploy(wanted)).toMatchObject({ outcome: 'deployed', assignments: counts(3, 0, 1, 0) });
    const given = {
      [reader]: ['ann@example.com', 'bob@example.com', 'jane@example.com'],
      [writer]: [org.connection.getUsername()],
    };
    expect(await holders()).toEqual(given);

    const { asked, confirm } = answering(true);
    expect(await deploy(wanted, { listener: { confirm } })).toMatchObject({
      outcome: 'unchanged',
      assignments: counts(0, 3, 0, 1),
    });
    expect(asked).toEqual([]);
    expect(await holders()).toEqual(given);
  });

  it('Given an org that conforms, When only an assignment is left, Then it is confirmed, and declining leaves it', async () => {
    await deploy([]);
    const before = await holders();
    const { asked, confirm } = answering(false);

    expect(await deploy(['steward=jane@example.com'], { listener: { confirm } })).toMatchObject({
      outcome: 'declined',
      assignments: [],
    });

    expect(asked).toEqual([{ changes: 0, assignments: 1 }]);
    expect(await holders()).toEqual(before);
  });

  it('Given a run that is kept, When it is read again and taken up, Then it assigns the same', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assign-'));
    try {
      const run = aDeployRun(['uat'], { options: { assign: [parseAssignment('steward=group:Integration_Users')] } });
      const store = aRunStore(folder);
      await store.save(run);
      const kept = await store.load(run.id);

      const ended = await carryOutRun(kept, [aFleetMember('uat', org, { schema })], folder);

      expect(ended.orgs[0]).toMatchObject({
        phase: 'ended',
        assignments: [{ role: 'steward', permissionSet: schema.access.steward.name, assigned: 2, alreadyHeld: 0 }],
      });
      expect(await store.load(run.id)).toEqual(ended);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('Given an org that will not assign, When deployed, Then it is said, not fine, and a second run makes up for it', async () => {
    const faults = org.emulator.faults(org.emulator.orgs[0]?.name ?? '');
    faults.set({ faults: [{ kind: 'unavailable', on: { path: '**/composite/sobjects' } }] });

    expect(await deploy(['steward=jane@example.com'])).toMatchObject({
      outcome: 'incomplete',
      unassigned: true,
      assignments: [],
      errorMessage: expect.stringContaining('The permission sets could not be assigned. ') as string,
    });
    faults.set({ faults: [] });
    expect(await deploy(['steward=jane@example.com'])).toMatchObject({
      outcome: 'unchanged',
      assignments: [{ role: 'steward', assigned: 1, alreadyHeld: 0 }],
    });
  });

  it('Given more assignments than one call takes, some held and some impossible, When made, Then each is told for itself', async () => {
    await deploy(['reader=ann@example.com']);
    const { records } = await org.connection.query<{ Id: string }>(
      "SELECT Id FROM User WHERE Username = 'ann@example.com'",
    );
    const nobody = Array.from({ length: 401 }, (_, index) => ({
      permissionSet: reader,
      userId: `005${String(index).padStart(12, '0')}`,
    }));
    const ann = { permissionSet: reader, userId: records[0]?.Id ?? '' };
    const calls = (): number => org.emulator.faults(org.emulator.orgs[0]?.name ?? '').report().calls.total;
    const before = calls();

    const { assigned, held, refused } = await assign(org.connection, [ann, ...nobody]);

    expect([assigned, held]).toEqual([[], [ann]]);
    expect(refused).toHaveLength(401);
    expect(refused[0]).toEqual({
      permissionSet: reader,
      reason: expect.stringMatching(/^[A-Z_]+: ./) as string,
    });
    // One to find the permission set, three of at most 200 records.
    expect(calls() - before).toBe(4);
  });
});
