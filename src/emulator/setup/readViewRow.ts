import { fetchRecords, selectKeys, type QueryRecord } from '../soql/fetchRows.js';
import { ApiError } from '../org/apiError.js';
import { planRows } from '../soql/rowPlan.js';
import type { Statement } from '../soql/statement.js';
import { accessOf } from '../access/access.js';
import { isShown } from './view.js';
import { withWorld, type QuerySender } from './queryService.js';
import { setupViewNamed } from './setupViews.js';

/** One row of a setup view by its id, as `sobjects/X/<id>` answers it. `names` are the fields asked for. */
export function readViewRow(
  sender: QuerySender,
  row: { readonly object: string; readonly id: string; readonly names?: readonly string[] },
): QueryRecord {
  const view = setupViewNamed(row.object);
  const notFound = (): ApiError => new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');
  const access = accessOf(sender.org, sender.caller);
  if (view === undefined || !isShown(view, sender.api, access)) throw notFound();
  const fields = row.names ?? [...view.object.fields.keys()];
  const statement: Statement = {
    from: view.object.name,
    alias: undefined,
    select: fields.map((name) => ({
      kind: 'operand',
      operand: { kind: 'field', path: [name] },
      alias: undefined,
    })),
    where: {
      kind: 'condition',
      left: { kind: 'field', path: [view.key] },
      operator: '=',
      right: [{ type: 'STRING', text: `'${row.id.replace(/[\\']/g, '\\$&')}'` }],
    },
    groupBy: [],
    having: undefined,
    orderBy: [],
    limit: undefined,
    offset: undefined,
  };
  return withWorld(sender, '', false, (world) => {
    const plan = planRows(world, statement);
    const [record] = fetchRecords(world, plan, [...selectKeys(world, plan)]);
    if (record === undefined) throw notFound();
    return record;
  });
}
