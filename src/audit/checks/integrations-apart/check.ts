import type { ForeignComponent, ForeignType } from '../../../metadata/foreignComponent.js';
import { listOf, textOf, type XmlValue } from '../../../metadata/xml.js';
import type { AuditInput, Check, CheckMetadata } from '../../check.js';
import { observationFinding, NOT_GATHERED } from '../../observationFinding.js';
import type { Finding } from '../../finding.js';
import type { ProductionOrg } from '../../fleetFacts.js';
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
    'https://help.salesforce.com/s/articleView?id=xcloud.domain_name_app_url_changes.htm&type=5',
  ],
};

/** What sends something somewhere, or lets it. */
const INTEGRATIONS: ReadonlySet<ForeignType> = new Set([
  'ConnectedApp',
  'EventRelayConfig',
  'ExternalDataSource',
  'NamedCredential',
  'RemoteSiteSetting',
  'Workflow',
]);

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
    const found = foreign.value
      .filter(({ type }) => INTEGRATIONS.has(type))
      .flatMap((component) => onComponent(input, component, fleet.production));
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

function onComponent(input: AuditInput, component: ForeignComponent, production: readonly ProductionOrg[]): Finding[] {
  return partsOf(component).flatMap(({ subject, name, addresses }) => {
    const hosts = [...new Set(addresses.flatMap(hostsIn))];
    const about = { subject, name };
    const reached = production.filter(
      (org) =>
        org.hosts.state === 'read' &&
        hosts.some((host) => isHostOf(host, org.hosts.state === 'read' ? org.hosts.value : [])),
    );
    if (reached.length > 0) {
      const message = `points at the production org ${reached.map((org) => org.name).join(', ')}`;
      return [observationFinding(input, metadata, { status: 'fail', message }, about)];
    }
    const logins = hosts.filter((host) => PRODUCTION_LOGINS.has(host));
    if (logins.length === 0) return [];
    const message = `logs in at ${logins.join(', ')}, which is for production orgs`;
    return [observationFinding(input, metadata, { status: 'manual', message }, about)];
  });
}

type Part = { readonly subject: string; readonly name: string; readonly addresses: readonly string[] };

/** What of a component sends by itself, with the addresses in it; nothing of what is switched off. */
function partsOf({ type, fullName, body }: ForeignComponent): Part[] {
  if (type === 'RemoteSiteSetting' && textOf(body['isActive']) !== 'true') return [];
  if (type !== 'Workflow') return [{ subject: `${type}:${fullName}`, name: fullName, addresses: textsIn(body) }];
  return listOf(body['outboundMessages']).map((message) => {
    const own = typeof message === 'string' || Array.isArray(message) ? {} : message;
    const name = `${fullName}.${textOf(own['fullName']) ?? ''}`;
    return { subject: `WorkflowOutboundMessage:${name}`, name, addresses: textsIn(own['endpointUrl'] ?? '') };
  });
}

function textsIn(value: XmlValue): string[] {
  if (typeof value === 'string') return [value];
  return Object.values(value).flatMap(textsIn);
}
