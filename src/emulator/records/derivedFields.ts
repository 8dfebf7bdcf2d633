import { closedCaseStatuses } from '../catalog/standard/case.js';
import { opportunityStages } from '../catalog/standard/opportunity.js';
import type { ObjectDefinition } from '../catalog/definition.js';
import type { StoredRow } from '../catalog/storedValue.js';

const PERCENT = 100;

type Derivation = (row: StoredRow, given: StoredRow, before: StoredRow | undefined, now: string) => void;

/** Standard fields that the platform computes from others at every save. */
const derivations: Readonly<Record<string, Derivation>> = {
  Contact: fullName,
  ContactPointEmail: named('EmailAddress'),
  ContactPointPhone: named('TelephoneNumber'),
  Individual: fullName,
  Lead: fullName,
  User: fullName,
  Opportunity: opportunity,
  Case: caseState,
};

/** `given` holds what the request set itself, `before` the record as it was; `now` is in stored form. */
export function deriveFields(
  object: ObjectDefinition,
  row: StoredRow,
  given: StoredRow,
  before: StoredRow | undefined,
  now: string,
): void {
  derivations[object.name]?.(row, given, before, now);
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_contact.htm (Name) */
function fullName(row: StoredRow): void {
  row['Name'] = [row['FirstName'], row['LastName']].filter((part) => part !== null && part !== undefined).join(' ');
}

/** Source: the pages of ContactPointEmail and ContactPointPhone in the object reference (Name is not written by clients) */
function named(field: string): Derivation {
  return (row) => {
    row['Name'] = row[field] ?? null;
  };
}

/**
 * The stage decides; a probability given along with it stays.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunity.htm
 */
function opportunity(row: StoredRow, given: StoredRow, before: StoredRow | undefined): void {
  // The amount of an opportunity with products is what these come to.
  if (row['HasOpportunityLineItem'] === 1 && given['Amount'] !== undefined) row['Amount'] = before?.['Amount'] ?? null;
  const stage = opportunityStages.get(String(row['StageName']));
  if (stage !== undefined && row['StageName'] !== before?.['StageName']) {
    if (given['Probability'] === undefined) row['Probability'] = stage.probability;
    row['ForecastCategory'] = stage.forecast;
  }
  row['ForecastCategory'] ??= 'Pipeline';
  row['IsClosed'] = stage?.closed === true ? 1 : 0;
  row['IsWon'] = stage?.won === true ? 1 : 0;
  const amount = row['Amount'];
  row['ExpectedRevenue'] =
    typeof amount === 'number' ? Math.round(amount * Number(row['Probability'] ?? 0)) / PERCENT : null;
}

/** Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_case.htm */
function caseState(row: StoredRow, _given: StoredRow, before: StoredRow | undefined, now: string): void {
  const closed = closedCaseStatuses.has(String(row['Status']));
  row['IsClosed'] = closed ? 1 : 0;
  row['ClosedDate'] = closed ? (row['ClosedDate'] ?? now) : null;
  if (before === undefined) row['IsClosedOnCreate'] = closed ? 1 : 0;
}
