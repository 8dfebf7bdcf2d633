import type { WrittenFault } from './faultyFleet.js';

type Kind = WrittenFault extends infer F ? (F extends WrittenFault ? Omit<F, 'on' | 'when' | 'name'> : never) : never;
type Moment = NonNullable<WrittenFault['on']> & { readonly nth: number; readonly after?: WrittenFault };

/** The kinds of trouble that an embedded org knows, and what people are told of each. */
export const troubles = {
  unavailable: { fault: { kind: 'unavailable' }, words: /Too many requests waiting/ },
  limit: { fault: { kind: 'requestLimit' }, words: /API calls of the last 24 hours are used up/ },
  expired: { fault: { kind: 'sessionExpired' }, words: /session has expired/ },
  lost: { fault: { kind: 'reset' }, words: /does not answer/ },
  lostAfter: { fault: { kind: 'reset', at: 'after' }, words: /does not answer/ },
  lostHalf: { fault: { kind: 'reset', at: 'halfway' }, words: /does not answer/ },
  cut: { fault: { kind: 'malformed' }, words: /answer could not be read/ },
  page: { fault: { kind: 'malformed', body: 'html' }, words: /answer could not be read/ },
  silent: { fault: { kind: 'noAnswer' }, words: /./ },
  silentAfter: { fault: { kind: 'noAnswer', at: 'after' }, words: /./ },
  refused: { fault: { kind: 'deployFails' }, words: /./ },
  gack: { fault: { kind: 'deployFails', as: 'unexpectedError' }, words: /UNKNOWN_EXCEPTION|unexpected error/ },
  cancelled: { fault: { kind: 'deployCancelled' }, words: /job 0Af\w+ was canceled/ },
  hangs: { fault: { kind: 'deployHangs', polls: 1 }, words: /./ },
  forever: { fault: { kind: 'deployHangs' }, words: /./ },
  writeFails: { fault: { kind: 'writeFails' }, words: /UNABLE_TO_LOCK_ROW/ },
  zipCut: { fault: { kind: 'retrieveTruncated' }, words: /answer could not be read/ },
  partial: {
    fault: { kind: 'retrievePartial', members: 'Account.*' },
    words: /could not be read whole|neither returned it/,
  },
} satisfies Record<string, { readonly fault: Kind; readonly words: RegExp }>;

/** The calls of a deploy that also gives a user a permission set, in their order: which of those calls each step is. */
const steps = {
  reading: { call: 'composite', nth: 1 },
  readingSetup: { call: 'tooling', nth: 1 },
  retrieving: { operation: 'retrieve', nth: 1 },
  retrieved: { operation: 'checkRetrieveStatus', nth: 1 },
  grantees: { call: 'composite', nth: 2 },
  sending: { operation: 'deploy', nth: 1 },
  polling: { operation: 'checkDeployStatus', nth: 1 },
  sendingRest: { operation: 'deploy', nth: 2 },
  pollingRest: { operation: 'checkDeployStatus', nth: 2 },
  retrievingAgain: { operation: 'retrieve', nth: 2 },
  retrievedAgain: { operation: 'checkRetrieveStatus', nth: 2 },
  findingSets: { call: 'composite', nth: 4 },
  assigning: { path: '*/composite/sobjects', nth: 1 },
  /** The session ends at the first call, or where the first job is sent, so that a new one is asked for. */
  login: { call: 'login', nth: 1, after: { kind: 'sessionExpired', when: { nth: 1 } } },
  loginLater: {
    call: 'login',
    nth: 1,
    after: { kind: 'sessionExpired', on: { operation: 'deploy' }, when: { nth: 1 } },
  },
} satisfies Record<string, Moment>;

type Trouble = keyof typeof troubles;
type Step = keyof typeof steps;

/** How an org is left, as the table has it: by its outcome, or by the phase that it stays in. */
export type Cell = { readonly step: Step; readonly trouble: Trouble; readonly ending: string };

/** What people are told: where no new session was given, they are told that. */
export function wordsOf({ step, trouble }: Cell): RegExp {
  const { words } = troubles[trouble];
  return step.startsWith('login') ? new RegExp(`${words.source}|session has ended`) : words;
}

/** What happens to a deploy at that step. */
export function faultsOf(step: Step, fault: Kind): WrittenFault[] {
  const { nth, after, ...on }: Moment = steps[step];
  return [...(after === undefined ? [] : [after]), { ...fault, on, when: { nth } }];
}

/** Steps that are calls of their own, whatever else goes wrong. */
export const plainSteps = (Object.keys(steps) as Step[]).filter((step) => !step.startsWith('login'));

/** Reads a table with a row for each step and a column for each kind of trouble; `.` stands for what is not tried. */
export function cellsOf(table: string): Cell[] {
  const [head = [], ...rows] = rowsOf(table);
  return rows.flatMap(([step, ...endings]) =>
    endings.flatMap((ending, column) => {
      const trouble = head[column + 1];
      return ending === '.' ? [] : [{ step, trouble, ending } as Cell];
    }),
  );
}

/** The same table with other endings in it, as wide as it was. */
export function tableOf(table: string, endingOf: (cell: Cell) => string): string {
  const [head = [], ...rows] = rowsOf(table);
  const lines = rows.map(([step, ...endings]) => [
    step,
    ...endings.map((ending, column) =>
      ending === '.' ? ending : endingOf({ step, trouble: head[column + 1], ending } as Cell),
    ),
  ]);
  return [head, ...lines].map((line) => line.join(' ')).join('\n');
}

/** Without the blanks that are there for people. */
export function plain(table: string): string {
  return rowsOf(table)
    .map((line) => line.join(' '))
    .join('\n');
}

function rowsOf(table: string): string[][] {
  return table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
}
