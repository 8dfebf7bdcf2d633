/**
 * What Salesforce appends to an org's My Domain name, for logins, pages, sites and files. Other kinds of org have a part
 * of their own between: `acme--uat.sandbox.my.salesforce.com`.
 * Source: https://help.salesforce.com/s/articleView?id=xcloud.domain_name_app_url_changes.htm&type=5 (My Domain URL formats)
 */
const SUFFIXES: ReadonlySet<string> = new Set([
  'builder.salesforce-experience.com',
  'file.force.com',
  'lightning.force.com',
  'live-preview.salesforce-experience.com',
  'my.salesforce-scrt.com',
  'my.salesforce-setup.com',
  'my.salesforce-sites.com',
  'my.salesforce.com',
  'my.site.com',
  'preview.salesforce-experience.com',
]);
/** Pages of a package stand under `acme--package`. */
const PACKAGED: ReadonlySet<string> = new Set(['container.force.com', 'vf.force.com']);

const MY_DOMAIN = 'my.salesforce.com';

/** The hosts named in a text by full addresses, in lower case; the usual port is left out. */
export function hostsIn(text: string): string[] {
  return [...text.matchAll(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>\\]+/gi)].flatMap(
    ([address]) => hostOf(address.replace(/[.,;:!?)\]}]+$/, '')) ?? [],
  );
}

/** The host of an address, or of a bare host name; undefined for a text that is neither. */
export function hostOf(address: string): string | undefined {
  const { host } = URL.parse(address.includes('://') ? address : `https://${address}`) ?? {};
  return host === undefined || host === '' ? undefined : host.toLowerCase();
}

/** Whether a host is one of those of an org, which are given as they are known: `acme.my.salesforce.com`. */
export function isHostOf(host: string, known: readonly string[]): boolean {
  return known.some((own) => {
    const mine = own.toLowerCase();
    if (host === mine) return true;
    const [label = '', suffix] = cut(mine);
    if (suffix !== MY_DOMAIN) return false;
    const [first = '', rest = ''] = cut(host);
    return first === label ? SUFFIXES.has(rest) : PACKAGED.has(rest) && packageOf(first, label) !== undefined;
  });
}

/** A host's first label and what follows it. */
function cut(host: string): [string | undefined, string | undefined] {
  const dot = host.indexOf('.');
  return dot < 0 ? [host, undefined] : [host.slice(0, dot), host.slice(dot + 1)];
}

/** The package in `acme--package`; in `acme--uat--package` it is a sandbox's. */
function packageOf(first: string, domain: string): string | undefined {
  const rest = first.startsWith(`${domain}--`) ? first.slice(domain.length + 2) : '';
  return rest === '' || rest.includes('--') ? undefined : rest;
}

/** Where users of every production org log in, and of no sandbox. */
export const PRODUCTION_LOGINS: ReadonlySet<string> = new Set(['login.salesforce.com', 'welcome.salesforce.com']);
