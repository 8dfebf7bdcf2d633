import { dateTime, idField, readOnly, reference, text } from '../catalog/standard/fields.js';
import type { FieldDefinition } from '../catalog/definition.js';
import { auditTrail } from '../org/setupAuditTrail.js';
import { isAggregate } from '../soql/operandSql.js';
import { malformed } from '../soql/soqlError.js';
import type { Statement } from '../soql/statement.js';
import { wholeSeconds } from './durableId.js';
import { setupView } from './view.js';
import type { SetupView } from './view.js';

/** What the reference lists under Properties: all fields sort, some filter. */
const filtered = { ...readOnly, barredFrom: ['grouped'] } as const;
const sortedOnly = { ...readOnly, barredFrom: ['filtered', 'grouped'] } as const;
const fields: readonly FieldDefinition[] = [
  { ...idField('Setup Audit Trail Entry ID'), barredFrom: ['grouped'] },
  text('Action', 'Action', 255, { ...filtered, nillable: false }),
  text('Section', 'Section', 255, sortedOnly),
  dateTime('CreatedDate', 'Created Date', { ...filtered, nillable: false }),
  reference('CreatedById', 'Created By ID', 'User', filtered),
  text('Display', 'Display', 1000, sortedOnly),
  text('DelegateUser', 'Delegate User', 255, filtered),
  text('ResponsibleNamespacePrefix', 'Responsible Namespace Prefix', 15, filtered),
  text('CreatedByContext', 'Context', 255, filtered),
  text('CreatedByIssuer', 'Created By Issuer', 255, filtered),
];

/**
 * What was changed in Setup in the last 180 days, for users who may view Setup.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_setupaudittrail.htm
 */
export const setupAuditTrail: SetupView = setupView({
  name: 'SetupAuditTrail',
  label: 'Setup Audit Trail Entry',
  keyPrefix: '0Ym',
  apis: ['data'],
  permission: 'ViewSetup',
  fields,
  rows: (org) =>
    auditTrail(org).map(({ id, action, section, display, createdDate, createdById }) => ({
      Id: id,
      Action: action,
      Section: section,
      Display: display,
      CreatedDate: wholeSeconds(createdDate),
      CreatedById: createdById,
    })),
  restrict: refuseAggregates,
});

/** `COUNT()` is answered, `COUNT(Id)` and its kin are not. Wording: https://github.com/Dogeforce/tilewall-lwc/issues/3 */
function refuseAggregates(statement: Statement): Statement {
  for (const item of statement.select) {
    if (item.kind === 'operand' && item.operand.kind === 'function' && isAggregate(item.operand)) {
      const { name, argument } = item.operand;
      if (argument?.kind === 'field') {
        throw malformed(`field ${argument.path.join('.')} does not support aggregate operator ${name.toUpperCase()}`);
      }
    }
  }
  return statement;
}
