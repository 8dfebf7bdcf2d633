import { contractStatusCodes } from '../catalog/standard/contract.js';
import { orderStatusCodes } from '../catalog/standard/order.js';
import type { StoredRow } from '../catalog/storedValue.js';
import { notEmulated } from '../org/apiError.js';
import { problem, type RecordProblem } from './recordError.js';
import { recordOf, recordsReferring, type Saving } from './saving.js';

/**
 * An order has an account, by itself or by its contract; it starts as a draft and is activated once it has products.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_order.htm,
 * https://salesforce.stackexchange.com/questions/42068 (only drafts can be inserted)
 */
export function completeOrder(saving: Saving): RecordProblem[] {
  const { org, row, before } = saving;
  if (row['IsReductionOrder'] === 1) throw notEmulated('reduction orders');
  row['AccountId'] ??= recordOf(org, 'Contract', row['ContractId'])?.['AccountId'] ?? null;
  const activated = applyStatus(saving, orderStatusCodes);
  return [
    ...(row['AccountId'] === null
      ? [problem('REQUIRED_FIELD_MISSING', 'Required fields are missing: [AccountId]', 'AccountId')]
      : []),
    ...(activated && before === undefined
      ? [problem('FAILED_ACTIVATION', 'An order cannot be created as an activated one.', 'Status')]
      : []),
    ...(activated && before !== undefined && recordsReferring(org, 'OrderItem', 'OrderId', row['Id']).length === 0
      ? [problem('FAILED_ACTIVATION', 'An order must have at least one product to be activated.', 'Status')]
      : []),
  ];
}

/**
 * A contract is not made as an activated one; it ends a day before the term is over.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_contract.htm
 */
export function completeContract(saving: Saving): RecordProblem[] {
  const { row, before } = saving;
  const activated = applyStatus(saving, contractStatusCodes);
  row['EndDate'] = endOf(row);
  return activated && before === undefined
    ? [problem('FAILED_ACTIVATION', 'A contract cannot be created as an activated one.', 'Status')]
    : [];
}

/** Sets what follows from the status; says whether this save activates the record. */
function applyStatus({ row, before, caller, now }: Saving, codes: ReadonlyMap<string, string>): boolean {
  // A status that is not one of a new org's is in the category of drafts.
  row['StatusCode'] = codes.get(String(row['Status'])) ?? 'Draft';
  const activated = row['StatusCode'] === 'Activated' && before?.['StatusCode'] !== 'Activated';
  if (activated) {
    row['ActivatedDate'] = now;
    row['ActivatedById'] = caller.userId;
  }
  return activated;
}

function endOf({ StartDate: start, ContractTerm: months }: StoredRow): string | null {
  if (typeof start !== 'string' || typeof months !== 'number') return null;
  const [year = 0, month = 1, day = 1] = start.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  // The 31st of a shorter month is its last day.
  const anniversary = Date.UTC(year, month - 1 + months, Math.min(day, lastOfMonth));
  const end = new Date(anniversary);
  end.setUTCDate(end.getUTCDate() - 1);
  return end.toISOString().slice(0, 10);
}
