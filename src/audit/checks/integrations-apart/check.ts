import type { AuditInput, Check, CheckMetadata } from '../../check.js';
import { observationFinding, NOT_GATHERED } from '../../observationFinding.js';
import type { Finding } from '../../finding.js';
import type { ProductionOrg } from '../../fleetFacts.js';
import { type Integration, integrationsIn } from '../../integration.js';
import { hostsIn, isHostOf, PRODUCTION_LOGINS } from '../../productionHost.js';

const metadata: CheckMetadata = {
  id: 'integrations-apart',
  title: 'Nothing in an org that is not production points at a production org of the fleet',
  severity: 'high',
  risk: 'A copied integration that still points at production carries synthetic records there, past every guard of the org they were made in.',
  remediation:
    'Point it at an org of the same kind, or switch it off, then audit again: sf synthetic audit --target-org %s',
  references: [
    'https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_namedcredential.htm',
    'https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_eventrelayconfig.htm',
    'https://help.salesforce.com/s/articleView?id=xcloud.domain_name_app_url_changes.htm&type=5',
  ],
};

export const check: Check = {
  metadata,
  evaluate: (input) => {
    const { fleet, snapshot } = input;
    const { foreign } = snapshot.observations ?? {};
    const say = (status: Finding['status'], message: string): Finding[] => [
      observationFinding(input, metadata, { status, message }),
    ];
    if (snapshot.org.role === 'production') return say('pass', 'this is a production org');
    if (foreign?.state !== 'read') {
      return say('notEvaluated', `integrations not readable: ${foreign?.reason ?? NOT_GATHERED}`);
    }
    if (fleet === undefined) return noFleet(input);
    const unknown = fleet.production.flatMap((org) => (org.hosts.state === 'unread' ? [notKnown(input, org)] : []));
    const found = integrationsIn(foreign.value).flatMap((integration) =>
      onIntegration(input, integration, fleet.production),
    );
    const judged = [...found, ...unknown];
    return judged.length > 0 ? judged : say('pass', 'no integration points at a production org of the fleet');
  },
};

/** Which hosts are production's stands in no org. */
function noFleet(input: AuditInput): Finding[] {
  return [
    observationFinding(input, metadata, {
      status: 'manual',
      message: 'which hosts are production is not known without a fleet file',
      remediation: 'Name the production orgs in config/fleet.yaml: sf synthetic init',
    }),
  ];
}

function notKnown(input: AuditInput, { name, hosts }: ProductionOrg): Finding {
  const reason = hosts.state === 'unread' ? hosts.reason : '';
  return observationFinding(
    input,
    metadata,
    {
      status: 'notEvaluated',
      message: `the hosts of the production org ${name} are not known: ${reason}`,
      remediation: `Log in to it (sf org login web --alias ${name}), or name its hosts in the fleet file: hosts: [acme.my.salesforce.com]`,
    },
    { subject: `ProductionOrg:${name}`, name },
  );
}

const LOOK = {
  remediation:
    'Look in Setup > Named Credentials where it points; give the audit’s user the permission "Customize Application", and audit again: one that a package holds, or that is gone, can’t be read.',
};

function onIntegration(
  input: AuditInput,
  { subject, name, addresses, through, unknown }: Integration,
  production: readonly ProductionOrg[],
): Finding[] {
  const say = (status: Finding['status'], message: string, mend: { remediation?: string } = {}): Finding[] => [
    observationFinding(input, metadata, { status, message, ...mend }, { subject, name }),
  ];
  const hosts = [...new Set(addresses.flatMap(hostsIn))];
  const by = through === undefined ? '' : ` through the named credential ${through}`;
  const reached = production.filter(
    (org) =>
      org.hosts.state === 'read' &&
      hosts.some((host) => isHostOf(host, org.hosts.state === 'read' ? org.hosts.value : [])),
  );
  if (reached.length > 0) {
    return say('fail', `points at the production org ${reached.map((org) => org.name).join(', ')}${by}`);
  }
  if (unknown !== undefined) return say('notEvaluated', `where it points is not known: ${unknown}`, LOOK);
  const logins = hosts.filter((host) => PRODUCTION_LOGINS.has(host));
  return logins.length === 0 ? [] : say('manual', `logs in at ${logins.join(', ')}${by}, which is for production orgs`);
}
