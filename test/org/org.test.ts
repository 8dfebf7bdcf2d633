import { SfError } from '@salesforce/core/sfError';
import { readings } from '../../src/org/gatherSnapshot.js';
import { roleOf } from '../../src/org/identity.js';
import { orgError } from '../../src/org/orgError.js';
import { verifyDeclaredRole } from '../../src/fleet/declaredRole.js';
import { parseFleet } from '../../src/fleet/fleetFile.js';
import { anOrg } from '../builders/snapshot.js';
import { TODAY } from '../builders/schema.js';

const wanted = { key: 'CustomField:Account.A__c', type: 'CustomField', fullName: 'Account.A__c' } as const;
const readingAfter = (messages: readonly string[]) => readings([wanted], { files: {}, messages }).get(wanted.key);

describe('readings', () => {
  it('Given the org says that it can’t be found, When read, Then it is absent', () => {
    const messages = ["Entity of type 'CustomField' named 'Account.A__c' cannot be found"];

    expect(readingAfter(messages)).toEqual({ state: 'absent' });
  });

  it.each([
    [[], 'the org neither returned it nor said that it does not exist'],
    [
      ["Entity of type 'CustomField' named 'Account.B__c' cannot be found"],
      'the org neither returned it nor said that it does not exist',
    ],
    [
      ["You do not have access to 'CustomField' named 'Account.A__c'"],
      "You do not have access to 'CustomField' named 'Account.A__c'",
    ],
  ])('Given messages %j, When read, Then it counts as unread', (messages, reason) => {
    expect(readingAfter(messages)).toEqual({ state: 'unread', reason });
  });
});

describe('roleOf', () => {
  it.each([
    [{ IsSandbox: false, TrialExpirationDate: null }, 'production'],
    [{ IsSandbox: false, TrialExpirationDate: '2027-01-01' }, 'production'],
    [{ IsSandbox: true, TrialExpirationDate: null }, 'sandbox'],
    [{ IsSandbox: true, TrialExpirationDate: '2027-01-01' }, 'scratch'],
  ])('Given %j, When asked, Then the org is %s', (row, role) => {
    expect(roleOf(row)).toBe(role);
  });
});

describe('orgError', () => {
  const org = { name: 'prod', instanceUrl: 'https://prod.example' };

  it.each([
    [new SfError('Session expired or invalid', 'INVALID_SESSION_ID'), 'SessionExpired'],
    [
      Object.assign(new Error('fetch failed'), {
        cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
      }),
      'OrgUnreachable',
    ],
    [new Error('REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded.'), 'RequestLimitExceeded'],
    [Object.assign(new Error('no'), { errorCode: 'INSUFFICIENT_ACCESS' }), 'InsufficientAccess'],
    [new Error('something new'), 'OrgRequestFailed'],
    ['a text', 'OrgRequestFailed'],
  ])('Given %s, When explained, Then it is %s, names the org, and says what to do', (error, name) => {
    const explained = orgError(error, org);

    expect(explained).toMatchObject({ name, message: expect.stringContaining('prod') });
    expect(explained.actions?.length).toBeGreaterThan(0);
  });

  it('Given an error that says what to do, When explained, Then it passes unchanged', () => {
    const error = new SfError('no', 'Known', ['do this']);

    expect(orgError(error, org)).toBe(error);
  });
});

describe('verifyDeclaredRole', () => {
  const fleet = parseFleet(
    'orgs: [{ org: prod, role: production }, { org: admin@uat.example, role: sandbox }]',
    'fleet.yaml',
    TODAY,
  );

  it.each([
    anOrg({ name: 'prod', role: 'production' }),
    anOrg({ name: 'uat', username: 'admin@uat.example', role: 'sandbox' }),
    anOrg({ name: 'unlisted', role: 'scratch' }),
  ])('Given $name as the org reports it, When verified, Then it passes', (org) => {
    expect(() => verifyDeclaredRole(fleet, org)).not.toThrow();
  });

  it('Given an org declared a sandbox that is production, When verified, Then it is refused', () => {
    const org = anOrg({ name: 'uat', username: 'admin@uat.example', role: 'production' });

    expect(() => verifyDeclaredRole(fleet, org)).toThrow(
      'declares admin@uat.example as sandbox, but the org says that it is production',
    );
  });
});
