import type { DesiredComponent } from '../metadata/component.js';
import type { RetrievedComponent } from '../metadata/metadataPackage.js';
import { policyFields } from '../metadata/policy.js';
import { textOf, type XmlValue } from '../metadata/xml.js';
import type { RemovalFacts } from '../org/removalFacts.js';
import { markersOf, type ProvenanceSchema } from '../schema/provenanceSchema.js';
import { type Difference, differencesOf } from './difference.js';

/** A deploy of several jobs makes fields and policy this far apart, in milliseconds; what is older was there before. */
const ONE_DEPLOY = 60 * 60_000;

type Judge = {
  readonly schema: ProvenanceSchema;
  readonly facts: RemovalFacts;
};

/**
 * Why a component that has the name of the product's is not taken for its own; undefined when it is. The platform keeps
 * no record of who deployed a component, so the name alone proves nothing: each type has to show something else that
 * the schema wrote and people seldom change. Drift in everything else is no reason.
 */
export function notOurs(desired: DesiredComponent, actual: RetrievedComponent, judge: Judge): string | undefined {
  switch (desired.type) {
    case 'CustomField':
      return fieldIsNotOurs(desired, actual, judge.facts);
    case 'ValidationRule':
      return same(desired, actual, 'errorConditionFormula') ? undefined : otherDescription(desired, actual);
    case 'StaticResource':
      return same(desired, actual, 'content') ? undefined : otherDescription(desired, actual);
    case 'CustomObject':
      return otherDescription(desired, actual) ?? holdsMore(judge);
    case 'CustomPermission':
      return otherDescription(desired, actual);
    case 'PermissionSet':
      return otherDescription(desired, actual) ?? grantsMore(desired, actual, judge.schema);
    case 'ListView': {
      const { markers, report } = judge.schema;
      const by = desired.purpose === 'report' ? report.field.apiName : markers.is_synthetic.apiName;
      const filters = (actual.body['filters'] ?? []).filter(isElement);
      return filters.some((filter) => textOf(filter['field']) === by)
        ? undefined
        : `it does not choose records by ${by}`;
    }
    // A record of the policy's own type under the policy's own name; texts in other languages go with what they translate.
    case 'CustomMetadata':
    case 'CustomObjectTranslation':
    case 'LeadConvertSettings':
      return undefined;
  }
}

/** Fields hold data, so both the kind and the description have to be the schema's, and no field is older than the policy. */
function fieldIsNotOurs(
  desired: DesiredComponent<'CustomField'>,
  actual: RetrievedComponent,
  { fields, policy }: RemovalFacts,
): string | undefined {
  const type = textOf(actual.body['type']) ?? 'unknown';
  if (type !== desired.body.type) return `it is of type ${type}, not ${desired.body.type}`;
  const isFormula = actual.body['formula'] !== undefined;
  if (isFormula !== (desired.body.formula !== undefined))
    return isFormula ? 'it is a formula' : 'it stores values and is no formula';
  const other = otherDescription(desired, actual);
  if (other !== undefined) return other;
  const created = fields.get(desired.fullName)?.createdAt;
  const since = [...policy.fields.values()].map(({ createdAt }) => createdAt).sort()[0];
  if (created === undefined || since === undefined) return undefined;
  return Date.parse(since) - Date.parse(created) > ONE_DEPLOY
    ? `it was made on ${created.slice(0, 10)}, before the policy came to this org on ${since.slice(0, 10)}`
    : undefined;
}

function otherDescription(desired: DesiredComponent, actual: RetrievedComponent): string | undefined {
  return same(desired, actual, 'description') ? undefined : 'its description is not the schema’s';
}

/** Whether the org has an element as the schema wants it. */
function same(desired: DesiredComponent, actual: RetrievedComponent, element: string): boolean {
  return differencesOf(desired, actual).every((difference) => difference.element !== element);
}

/** A type that holds more than the policy would take along what is somebody else's. */
function holdsMore({ schema, facts: { policy } }: Judge): string | undefined {
  const records = policy.records.filter((name) => name !== schema.policy.record);
  if (records.length > 0) return `it has other records: ${records.join(', ')}`;
  const fields = [...policy.fields.keys()].filter((name) => !policyFields.includes(name.slice(name.indexOf('.') + 1)));
  return fields.length > 0 ? `it has other fields: ${fields.join(', ')}` : undefined;
}

/** A set to which somebody added grants of their own would take those along. */
function grantsMore(
  desired: DesiredComponent<'PermissionSet'>,
  actual: RetrievedComponent,
  schema: ProvenanceSchema,
): string | undefined {
  const { badge, report } = schema;
  const names = new Set([...markersOf(schema), badge, report].map(({ field }) => field.apiName));
  const added = differencesOf(desired, actual).filter((difference) => isForeignGrant(difference, names));
  return added.length > 0 ? `it also grants ${added.map(({ element }) => element).join(', ')}` : undefined;
}

function isForeignGrant({ element, desired, actual }: Difference, names: ReadonlySet<string>): boolean {
  if (desired !== undefined || actual === undefined) return false;
  const field = /^fieldPermissions\[[^.\]]+\.([^\]]+)\]$/.exec(element)?.[1];
  return field === undefined || !names.has(field);
}

function isElement(value: XmlValue): value is { [element: string]: XmlValue } {
  return typeof value !== 'string' && !Array.isArray(value);
}
