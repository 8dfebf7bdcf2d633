import { check } from '../../../src/audit/checks/banner-placed/check.js';
import type { Finding } from '../../../src/audit/finding.js';
import type { ForeignComponent } from '../../../src/metadata/foreignComponent.js';
import { judgedBy, open } from '../../builders/audit.js';
import { aForeign } from '../../builders/foreign.js';
import { aSchema } from '../../builders/schema.js';
import { aConformingOrg, someObservations } from '../../builders/snapshot.js';

const schema = aSchema({ objects: ['Case'] });
const judged = (...components: ForeignComponent[]): Finding[] =>
  judgedBy(check)(
    schema,
    aConformingOrg(schema, {
      facts: { observations: someObservations({ foreign: { state: 'read', value: components } }) },
    }),
  );
const banner = aForeign('LightningComponentBundle', 'syntheticBanner', '<isExposed>true</isExposed>');
const page = (name: string, shown: boolean, object = 'Case'): ForeignComponent => {
  const instance = `<itemInstances><componentInstance><componentName>${shown ? 'c:syntheticBanner' : 'c:other'}</componentName></componentInstance></itemInstances>`;
  return aForeign(
    'FlexiPage',
    name,
    `<flexiPageRegions>${instance}</flexiPageRegions><sobjectType>${object}</sobjectType><type>RecordPage</type>`,
  );
};

describe('the check banner-placed', () => {
  it.each([
    ['no banner', [page('P', false)], []],
    ['a banner on every page', [banner, page('P', true), page('Q', true)], []],
    ['a banner on no page', [banner, page('P', false)], [['Object:Case', 'fail']]],
    ['a banner on some pages', [banner, page('P', true), page('Q', false)], [['Object:Case', 'manual']]],
    ['a banner and no page of one’s own', [banner, page('P', true, 'Account')], [['Object:Case', 'manual']]],
  ])('Given %s, When judged, Then what is open is %j', (_, components, expected) => {
    expect(open(judged(...components))).toEqual(expected);
  });

  it('Given pages that the org would not tell, When judged, Then nothing passes', () => {
    const observations = someObservations({ foreign: { state: 'unread', reason: 'no access' } });

    expect(open(judgedBy(check)(schema, aConformingOrg(schema, { facts: { observations } })))).toEqual([
      ['Org', 'notEvaluated'],
    ]);
  });
});
