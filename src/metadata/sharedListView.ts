import type { ProvenanceSchema } from '../schema/provenanceSchema.js';
import type { Extension, SharedListView } from './extension.js';
import type { TargetObject } from './target.js';
import { textOf } from './xml.js';

/** Source: https://help.salesforce.com/s/articleView?id=xcloud.customviews_create_lex.htm&type=5 */
const MOST_COLUMNS = 15;

/** The badge as a column of a list view that the org already has; every other column stays, in its place. */
export function sharedListView(
  schema: ProvenanceSchema,
  targets: readonly TargetObject[],
  { object, name }: SharedListView,
): Extension[] {
  const { badge, report } = schema;
  const target = targets.find((candidate) => candidate.name === object);
  const ours = [badge.listViews.synthetic.name, badge.listViews.genuine.name, report.listView.name];
  if (!badge.listViews.extendShared || target === undefined || target.settings.badge === 'none' || ours.includes(name))
    return [];
  const column = badge.field.apiName;
  return [
    {
      type: 'ListView',
      fullName: `${object}.${name}`,
      purpose: 'badge',
      object,
      // A view that is not there to be extended is nobody's: users' private views are not metadata.
      createIfAbsent: false,
      extend: (body) => {
        const columns = body['columns'] ?? [];
        if (columns.some((entry) => textOf(entry) === column)) return { body, added: [], gaps: [] };
        if (columns.length >= MOST_COLUMNS) {
          const gap = {
            object,
            lacks: 'badge column',
            reason: `its list view ${name} already has ${MOST_COLUMNS} columns, the most there can be`,
            instead: 'the badge on the record',
            action: `Remove a column of ${name} in the list view’s settings, then deploy again.`,
          } as const;
          return { body, added: [], gaps: [gap] };
        }
        return {
          body: { ...body, columns: [...columns, column] },
          added: [{ element: `columns[${column}]`, value: 'shown' }],
          gaps: [],
        };
      },
      retract: (body, goes) => {
        const columns = body['columns'] ?? [];
        const kept = goes(object, column) ? columns.filter((entry) => textOf(entry) !== column) : columns;
        return kept.length === columns.length
          ? { body, removed: [] }
          : { body: { ...body, columns: kept }, removed: [{ element: `columns[${column}]`, value: 'shown' }] };
      },
    },
  ];
}
