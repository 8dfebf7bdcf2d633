import { catalogOf } from '../catalog/catalog.js';
import type { ObjectDefinition } from '../catalog/definition.js';
import { bodiesOf, textOf } from '../catalog/metadataBody.js';
import type { StoredRow, StoredValue } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { checkValue } from './checkValue.js';
import { refuse } from './recordError.js';

/** What a lead becomes. */
export type LeadTarget = 'Account' | 'Contact' | 'Opportunity';

/** Field of the target, field of the lead. */
type Mapping = Readonly<Record<string, string>>;

const addressParts = [
  'Street',
  'City',
  'State',
  'PostalCode',
  'Country',
  'Latitude',
  'Longitude',
  'GeocodeAccuracy',
] as const;
const address = (prefix: string): Mapping => Object.fromEntries(addressParts.map((part) => [`${prefix}${part}`, part]));

/** Source: https://help.salesforce.com/s/articleView?id=sales.lead_conversion_mapping.htm */
const standardMappings: Readonly<Record<LeadTarget, Mapping>> = {
  Account: {
    Name: 'Company',
    ...address('Billing'),
    AnnualRevenue: 'AnnualRevenue',
    Fax: 'Fax',
    Industry: 'Industry',
    AccountSource: 'LeadSource',
    NumberOfEmployees: 'NumberOfEmployees',
    Phone: 'Phone',
    Rating: 'Rating',
    Website: 'Website',
  },
  Contact: {
    ...address('Mailing'),
    Description: 'Description',
    DoNotCall: 'DoNotCall',
    Email: 'Email',
    HasOptedOutOfEmail: 'HasOptedOutOfEmail',
    Fax: 'Fax',
    HasOptedOutOfFax: 'HasOptedOutOfFax',
    FirstName: 'FirstName',
    LastName: 'LastName',
    Salutation: 'Salutation',
    LeadSource: 'LeadSource',
    MobilePhone: 'MobilePhone',
    Phone: 'Phone',
    Title: 'Title',
    IndividualId: 'IndividualId',
  },
  Opportunity: { LeadSource: 'LeadSource' },
};

/**
 * What a lead says about one of the records it becomes: standard fields by the platform's mapping, custom ones by the
 * org's LeadConvertSettings. A custom field without a mapping is lost.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_leadconvertsettings.htm
 */
export function mappedValues(org: EmbeddedOrg, lead: StoredRow, target: ObjectDefinition, kind: LeadTarget): StoredRow {
  const values: StoredRow = {};
  for (const [to, from] of [...Object.entries(standardMappings[kind]), ...customMapping(org, kind)]) {
    const value = valueFor(org, target, to, lead[from] ?? null);
    if (value !== null) values[to] = value;
  }
  return values;
}

function customMapping(org: EmbeddedOrg, kind: LeadTarget): [to: string, from: string][] {
  const catalog = catalogOf(org);
  return org.components
    .list('LeadConvertSettings')
    .flatMap(({ body }) => bodiesOf(body, 'objectMapping'))
    .filter((mapping) => textOf(mapping, 'outputObject')?.toLowerCase() === kind.toLowerCase())
    .flatMap((mapping) => bodiesOf(mapping, 'mappingFields'))
    .flatMap((each): [string, string][] => {
      const to = catalog.field(kind, textOf(each, 'outputField') ?? '');
      const from = catalog.field('Lead', textOf(each, 'inputField') ?? '');
      // A field that was deleted after it was mapped maps nothing.
      return to === undefined || from === undefined ? [] : [[to.name, from.name]];
    });
}

/** The value as the other object's field takes it; a value that does not fit fails the conversion. */
function valueFor(org: EmbeddedOrg, target: ObjectDefinition, fieldName: string, value: StoredValue): StoredValue {
  const field = catalogOf(org).field(target.name, fieldName);
  if (field === undefined || value === null) return null;
  const checked = checkValue(field, value);
  if ('value' in checked) return checked.value;
  refuse([checked.problem]);
  return null;
}
