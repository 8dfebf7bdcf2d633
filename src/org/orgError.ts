import { SfError } from '@salesforce/core/sfError';

/**
 * What went wrong between this machine and an org, in words and with the way out. Takes whatever the Salesforce
 * libraries throw; an SfError that already says what to do passes unchanged.
 */
export function orgError(error: unknown, org: { readonly name: string; readonly instanceUrl: string }): SfError {
  if (isExplained(error)) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  const code = `${cause.name} ${'errorCode' in cause ? String(cause.errorCode) : ''} ${cause.message} ${causeChain(cause)}`;
  const known = KNOWN.find(({ pattern }) => pattern.test(code));
  // The cause is not passed on: one that is a TypeError, as fetch throws, would change the CLI's exit code.
  return known === undefined
    ? new SfError(`${org.name}: ${withoutToken(cause.message)}`, 'OrgRequestFailed', [
        `Check that the org answers: sf org display --target-org ${org.name}`,
      ])
    : new SfError(`${org.name}: ${known.message(org.instanceUrl)}`, known.name, known.actions(org.name));
}

/** What a caller throws who misses in an answer what every answer of an org has. */
export function unreadableAnswer(misses: string): Error {
  return Object.assign(new Error(`The answer has no ${misses}.`), { name: 'AnswerUnreadable' });
}

/** Trouble that may be over in a moment: a connection that was lost, an org that is overloaded. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'errorCode' in error ? String(error.errorCode) : error.name;
  return (
    /^(?:ERROR_HTTP_50[234]|SERVER_UNAVAILABLE)$/.test(code) ||
    /ECONNRESET|ETIMEDOUT|UND_ERR_SOCKET|socket hang up|other side closed|terminated/i.test(
      `${error.message} ${causeChain(error)}`,
    )
  );
}

/** No access token may reach a screen or a log, whatever a library puts into its messages. */
function withoutToken(message: string): string {
  return message.replace(/00D\w{12,15}![\w.]+/g, '(access token)');
}

function isExplained(error: unknown): error is SfError {
  return error instanceof SfError && (error.actions?.length ?? 0) > 0;
}

/** Network failures carry the system's reason in `cause`. */
function causeChain(error: Error): string {
  const { cause } = error;
  if (!(cause instanceof Error)) return '';
  return `${cause.message} ${'code' in cause ? String(cause.code) : ''} ${causeChain(cause)}`;
}

const KNOWN: readonly {
  readonly pattern: RegExp;
  readonly name: string;
  readonly message: (url: string) => string;
  readonly actions: (org: string) => string[];
}[] = [
  {
    pattern: /INVALID_SESSION_ID|Session expired|expired access\/refresh token|Bad_OAuth_Token|INVALID_AUTH_HEADER/i,
    name: 'SessionExpired',
    message: () => 'the session has expired or was revoked.',
    actions: (org) => [`Log in again: sf org login web --alias ${org}`],
  },
  {
    pattern:
      /ECONNREFUSED|ENOTFOUND|ECONNRESET|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ETIMEDOUT|UND_ERR|fetch failed|socket hang up/i,
    name: 'OrgUnreachable',
    message: (url) => `the org does not answer at ${url}.`,
    actions: (org) => [
      'Check the network, and the proxy variables (HTTPS_PROXY, HTTP_PROXY).',
      `Check that the org answers: sf org display --target-org ${org}`,
      'For an embedded org, check that it runs: sf synthetic emulator list',
    ],
  },
  {
    pattern: /refresh session|refresh token/i,
    name: 'LoginFailed',
    message: () => 'the session has ended, and the org gave no new one.',
    actions: (org) => [
      'Run the command again.',
      `If that does not help, log in again: sf org login web --alias ${org}`,
    ],
  },
  {
    pattern: /REQUEST_LIMIT_EXCEEDED/i,
    name: 'RequestLimitExceeded',
    message: () => "the org's API calls of the last 24 hours are used up.",
    actions: (org) => [`See what is left: sf org list limits --target-org ${org}`, 'Run the command again later.'],
  },
  {
    pattern: /INSUFFICIENT_ACCESS|API_DISABLED_FOR_ORG|FUNCTIONALITY_NOT_ENABLED|insufficient access rights/i,
    name: 'InsufficientAccess',
    message: () => 'the user may not do this.',
    actions: () => [
      'Use a user with "Modify Metadata Through Metadata API Functions", "View Setup and Configuration" and "API Enabled".',
    ],
  },
  {
    // What parsers of XML, JSON and zip say of an answer that was cut off, and what one that is a page leads to: the
    // libraries hand it on as text.
    pattern:
      /AnswerUnreadable|TypeError .*(?:is not iterable|is not a function|Cannot read properties of)|Unclosed root tag|Unexpected end|Unexpected close tag|Text data outside of root|Non-whitespace before first tag|is not valid JSON|in JSON at position|invalid zip data|unexpected EOF/i,
    name: 'AnswerUnreadable',
    message: () =>
      'an answer could not be read. It was cut off, or something between this machine and the org answered in its place.',
    actions: (org) => [
      'Run the command again.',
      'Check the proxy variables (HTTPS_PROXY, HTTP_PROXY).',
      `Check that the org answers: sf org display --target-org ${org}`,
    ],
  },
];
