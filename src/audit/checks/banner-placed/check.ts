import { BANNER_COMPONENT } from '../../../metadata/banner.js';
import type { ForeignComponent } from '../../../metadata/foreignComponent.js';
import { textOf } from '../../../metadata/xml.js';
import type { Check, CheckMetadata } from '../../check.js';
import { observationFinding, NOT_GATHERED } from '../../observationFinding.js';
import type { Finding } from '../../finding.js';

const metadata: CheckMetadata = {
  id: 'banner-placed',
  title: 'Where the record page banner is installed, the record pages of every object in scope show it',
  severity: 'low',
  risk: 'People who rely on the banner take a record whose page lacks it for genuine.',
  remediation:
    'Add the banner to the record page in the Lightning App Builder, then: sf synthetic audit --target-org %s',
  references: ['https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_flexipage.htm'],
};

export const check: Check = {
  metadata,
  evaluate: (input) => {
    const { plan, snapshot } = input;
    const { foreign } = snapshot.observations ?? {};
    if (foreign?.state !== 'read') {
      const message = `record pages not readable: ${foreign?.reason ?? NOT_GATHERED}`;
      return [observationFinding(input, metadata, { status: 'notEvaluated', message })];
    }
    const installed = foreign.value.some(
      ({ type, fullName }) => type === 'LightningComponentBundle' && fullName === BANNER_COMPONENT,
    );
    if (!installed) {
      const message = 'the record page banner is not installed; the badge marks records';
      return [observationFinding(input, metadata, { status: 'pass', message })];
    }
    return plan.scope.targets.map(({ name: object }) => {
      const pages = foreign.value.filter((component) => isRecordPageOf(component, object));
      const about = { subject: `Object:${object}`, object, name: object };
      return observationFinding(input, metadata, judged(pages), about);
    });
  },
};

/** Which page which user sees is settled by app, record type and profile, so that one page without it may be nobody's. */
function judged(pages: readonly ForeignComponent[]): Pick<Finding, 'status' | 'message'> {
  const bare = pages.filter(({ body }) => !JSON.stringify(body).includes(`c:${BANNER_COMPONENT}`));
  const names = bare.map(({ fullName }) => fullName).join(', ');
  if (pages.length === 0)
    return { status: 'manual', message: 'it has no record page of its own that could show the banner' };
  if (bare.length === 0) return { status: 'pass', message: 'every record page shows the banner' };
  return bare.length === pages.length
    ? { status: 'fail', message: `no record page shows the banner: ${names}` }
    : { status: 'manual', message: `record pages without the banner: ${names}` };
}

function isRecordPageOf({ type, body }: ForeignComponent, object: string): boolean {
  return type === 'FlexiPage' && textOf(body['type']) === 'RecordPage' && textOf(body['sobjectType']) === object;
}
