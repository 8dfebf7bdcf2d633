import { type GuardId, guardIds, type ProvenanceSchema } from '../schema/provenanceSchema.js';
import type { DesiredComponent } from './component.js';
import { type FieldHome, fieldHomes } from './fieldHome.js';
import { call, formulaText } from './formula.js';
import { guardConditions, reportedOn } from './guard.js';
import type { PolicyBinding } from './policy.js';
import type { TargetObject } from './target.js';

/**
 * Where guards report instead of refusing: a formula field that names those which would refuse the record as it is, and
 * a list view of such records. A formula field knows the record's state alone: whether it is new or changed only rules
 * can ask (https://help.salesforce.com/s/articleView?id=platform.customize_functions_isnew.htm and customize_functions_ischanged.htm).
 */
export function reportFields(
  schema: ProvenanceSchema,
  { name, reported }: Pick<FieldHome, 'name' | 'reported'>,
  policy: PolicyBinding,
): DesiredComponent<'CustomField'>[] {
  if (reported.length === 0) return [];
  const { field } = schema.report;
  const conditions = guardConditions(schema);
  const stateOf = (id: GuardId): string => (id === 'contained' ? refusedBy(schema, policy) : conditions[id]);
  const parts = reported.map((id) => call('IF', stateOf(id), formulaText(`${schema.guards[id].name} `), '""'));
  return [
    {
      type: 'CustomField',
      fullName: `${name}.${field.apiName}`,
      purpose: 'report',
      object: name,
      body: {
        label: field.label,
        description: field.description,
        inlineHelpText: field.helpText,
        type: 'Text',
        formula: call('TRIM', parts.join(' & ')),
        required: false,
        unique: false,
        externalId: false,
      },
    },
  ];
}

/**
 * Whether an org that keeps to `policy` has no place for the record. The policy stands in the formula, not its record:
 * a permission set names the field, so it is deployed beside that record. In another org, a copy for one, no record has
 * a place.
 */
function refusedBy({ markers }: ProvenanceSchema, policy: PolicyBinding): string {
  const synthetic = markers.is_synthetic.apiName;
  if (policy === 'unbound' || !policy.acceptsSynthetic) return synthetic;
  const id = formulaText(policy.organizationId.slice(0, 15));
  return call('AND', synthetic, `LEFT($Organization.Id, 15) <> ${id}`);
}

/** The records of one object that would be refused; where that field is not empty, since no value is compared with. */
export function reportListViews(schema: ProvenanceSchema, target: TargetObject): DesiredComponent<'ListView'>[] {
  const { badge, markers, report } = schema;
  const { field, listView } = report;
  const { name: object, settings, capabilities } = target;
  if (reportedOn(target).length === 0 || !listView.enabled) return [];
  if (!settings.listViews || capabilities.listView === undefined) return [];
  return [
    {
      type: 'ListView',
      fullName: `${object}.${listView.name}`,
      purpose: 'report',
      object,
      body: {
        columns: [
          capabilities.listView.name,
          field.apiName,
          ...(settings.badge === 'none' ? [] : [badge.field.apiName]),
          markers.generation_source.apiName,
        ],
        filterScope: 'Everything',
        filters: [{ field: field.apiName, operation: 'notEqual' }],
        label: listView.label,
      },
    },
  ];
}

/**
 * All that would report, were every guard of these objects to: what an org may have from a time when some did. Their
 * formulas depend on which did.
 */
export function everyReport(
  schema: ProvenanceSchema,
  targets: readonly TargetObject[],
): DesiredComponent<'CustomField' | 'ListView'>[] {
  const every = <T>(value: T): Record<GuardId, T> =>
    Object.fromEntries(guardIds.map((id) => [id, value])) as Record<GuardId, T>;
  const { report } = schema;
  const withViews = { ...schema, report: { ...report, listView: { ...report.listView, enabled: true } } };
  const reporting = targets.map((target) => ({
    ...target,
    settings: { ...target.settings, guards: every(true), listViews: true },
    enforcement: every('reportOnly' as const),
  }));
  return [
    ...fieldHomes(reporting).flatMap((home) => reportFields(withViews, home, 'unbound')),
    ...reporting.flatMap((target) => reportListViews(withViews, target)),
  ];
}
