import type { StoredRow } from '../catalog/storedValue.js';
import { notEmulated } from '../org/apiError.js';
import { problem, type RecordProblem } from './recordError.js';
import { recordOf, recordsReferring, type Saving } from './saving.js';
import { catalogOf } from '../catalog/catalog.js';
import { writeRow } from './tables.js';

const PERCENT = 100;
const CENTS = 100;

/** The record that line items belong to, and the field that names it. */
const owners: Readonly<Record<string, readonly [object: string, reference: string]>> = {
  ContractLineItem: ['ServiceContract', 'ServiceContractId'],
  OpportunityLineItem: ['Opportunity', 'OpportunityId'],
  OrderItem: ['Order', 'OrderId'],
  QuoteLineItem: ['Quote', 'QuoteId'],
};

/**
 * A product has one price in each price book, and one in the standard price book before any other.
 * Wording: https://github.com/forcedotcom/SFDX-Data-Move-Utility/issues/706
 */
export function completePricebookEntry({ org, row, before }: Saving): RecordProblem[] {
  if (row['UseStandardPrice'] === 1) throw notEmulated('price book entries that use the standard price');
  if (before !== undefined) return [];
  const others = recordsReferring(org, 'PricebookEntry', 'Product2Id', row['Product2Id']);
  if (others.some((other) => other['Pricebook2Id'] === row['Pricebook2Id'])) {
    return [problem('DUPLICATE_VALUE', 'This price definition already exists in this price book', 'Pricebook2Id')];
  }
  const isStandard = (entry: StoredRow): boolean =>
    recordOf(org, 'Pricebook2', entry['Pricebook2Id'])?.['IsStandard'] === 1;
  return isStandard(row) || others.some(isStandard)
    ? []
    : [
        problem(
          'STANDARD_PRICE_NOT_DEFINED',
          'Before creating a custom price, create a standard price.',
          'Pricebook2Id',
        ),
      ];
}

/** The price book of a record stays as long as the record has line items. */
export function keepPricebook({ org, row, before }: Saving, lineItem: string, reference: string): RecordProblem[] {
  if (before === undefined || (before['Pricebook2Id'] ?? null) === (row['Pricebook2Id'] ?? null)) return [];
  return recordsReferring(org, lineItem, reference, row['Id']).length === 0
    ? []
    : [
        problem(
          'FIELD_INTEGRITY_EXCEPTION',
          'The price book cannot be changed while there are line items.',
          'Pricebook2Id',
        ),
      ];
}

/**
 * A line item is a product at a price of its order's, opportunity's or quote's price book. An opportunity without a
 * price book takes that of its first line item.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_opportunitylineitem.htm
 */
export function completeLineItem(saving: Saving): RecordProblem[] {
  const { object, before } = saving;
  const owner = owners[object.name];
  const problems = before === undefined && owner !== undefined ? bindEntry(saving, ...owner) : [];
  return [...problems, ...priceLine(saving)];
}

function bindEntry({ org, row, object }: Saving, ownerName: string, reference: string): RecordProblem[] {
  const owner = recordOf(org, ownerName, row[reference]);
  // A missing owner, or entry where it is required, is refused as a missing field.
  if (owner === undefined) return [];
  if ((row['PricebookEntryId'] ?? null) === null) {
    return object.fields.get('PricebookEntryId')?.nillable === true ? [entryMissing()] : [];
  }
  const entry = recordOf(org, 'PricebookEntry', row['PricebookEntryId']);
  const wrong = (why: string): RecordProblem[] => [
    problem('FIELD_INTEGRITY_EXCEPTION', `field integrity exception: PricebookEntryId (${why})`, 'PricebookEntryId'),
  ];
  if (entry === undefined) return [];
  if (entry['IsActive'] !== 1) return wrong('pricebook entry is inactive');
  if ((row['Product2Id'] ?? entry['Product2Id']) !== entry['Product2Id'])
    return wrong('pricebook entry is of a different product');
  row['Product2Id'] = entry['Product2Id'] ?? null;
  if (ownerName === 'Opportunity' && (owner['Pricebook2Id'] ?? null) === null) {
    const opportunity = catalogOf(org).object(ownerName);
    if (opportunity !== undefined)
      writeRow(org, opportunity, { ...owner, Pricebook2Id: entry['Pricebook2Id'] ?? null });
    return [];
  }
  return owner['Pricebook2Id'] === entry['Pricebook2Id']
    ? []
    : wrong(`pricebook entry is in a different pricebook than the one assigned to the ${ownerName.toLowerCase()}`);
}

/** Source: https://help.salesforce.com/s/articleView?id=000383141 */
function entryMissing(): RecordProblem {
  return problem(
    'FIELD_INTEGRITY_EXCEPTION',
    'field integrity exception: PricebookEntryId, unknown (versions 3.0 and higher must specify pricebook entry id; others must specify product id)',
    'PricebookEntryId',
    'unknown',
  );
}

/** Source: the object's page named above (UnitPrice: it or TotalPrice is needed, not both) */
function priceLine({ object, row, given }: Saving): RecordProblem[] {
  if (object.name === 'OpportunityLineItem') {
    const total = given['TotalPrice'] ?? null;
    if (total !== null && (given['UnitPrice'] ?? null) !== null) {
      return [
        problem(
          'FIELD_INTEGRITY_EXCEPTION',
          'UnitPrice and TotalPrice cannot be specified both.',
          'UnitPrice',
          'TotalPrice',
        ),
      ];
    }
    if (total !== null && typeof row['Quantity'] === 'number' && row['Quantity'] !== 0)
      row['UnitPrice'] = cents(Number(total) / row['Quantity']);
    if ((row['UnitPrice'] ?? null) === null)
      return [problem('REQUIRED_FIELD_MISSING', 'Required fields are missing: [UnitPrice]', 'UnitPrice')];
    if (total !== null) return [];
  }
  const { Quantity: quantity, UnitPrice: price, Discount: discount } = row;
  if (typeof quantity !== 'number' || typeof price !== 'number') return [];
  const subtotal = cents(quantity * price);
  if (object.fields.has('Subtotal')) row['Subtotal'] = subtotal;
  row['TotalPrice'] = cents(subtotal * (1 - (typeof discount === 'number' ? discount : 0) / PERCENT));
  return [];
}

function cents(amount: number): number {
  return Math.round((amount + Number.EPSILON) * CENTS) / CENTS;
}
