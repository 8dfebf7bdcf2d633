import { bearersOf } from '../metadata/objectTraits.js';
import { markersOf, type ProvenanceSchema } from '../schema/provenanceSchema.js';
import type { RemovalPlan } from './removal.js';

/** The records of one object that have a value in a marker that goes. */
export type MarkerQuestion = {
  readonly object: string;
  /** The markers that go, by API name. A checkbox has a value when it is ticked. */
  readonly fields: readonly { readonly name: string; readonly checkbox: boolean }[];
  /** Counts the records and the values of each field: `total`, and `n0` and so on in the order of the fields. */
  readonly count: string;
  /** Gives the records' ids and values, in the order of the fields. */
  readonly rows: string;
};

/**
 * What to ask about the values that a removal would take along: one question an object, for tasks and events apart,
 * whose fields are the same.
 */
export function markerQuestions(
  schema: ProvenanceSchema,
  { deletions }: Pick<RemovalPlan, 'deletions'>,
): MarkerQuestion[] {
  const { markers } = schema;
  const names = [...markersOf(schema).map(({ field }) => field.apiName), markers.generation_batch.apiName];
  const going = deletions.filter(({ type, purpose }) => type === 'CustomField' && purpose === 'marker');
  return [...Map.groupBy(going, ({ object = '' }) => object)].flatMap(([home, fields]) => {
    const present = new Set(fields.map(({ fullName }) => fullName.slice(home.length + 1)));
    const asked = [...new Set(names)]
      .filter((name) => present.has(name))
      .map((name) => ({ name, checkbox: name === markers.is_synthetic.apiName }));
    return bearersOf(home).map((object) => questionOf(object, asked));
  });
}

function questionOf(object: string, fields: MarkerQuestion['fields']): MarkerQuestion {
  const some = fields.map(({ name, checkbox }) => (checkbox ? `${name} = TRUE` : `${name} != NULL`)).join(' OR ');
  const checkbox = fields.find((field) => field.checkbox)?.name;
  const counts = fields.flatMap(({ name, checkbox: ticked }, index) => (ticked ? [] : [`COUNT(${name}) n${index}`]));
  const grouped = checkbox === undefined ? '' : ` GROUP BY ${checkbox}`;
  return {
    object,
    fields,
    count: `SELECT ${[...(checkbox === undefined ? [] : [checkbox]), 'COUNT(Id) total', ...counts].join(', ')} FROM ${object} WHERE ${some}${grouped}`,
    rows: `SELECT ${['Id', ...fields.map(({ name }) => name)].join(', ')} FROM ${object} WHERE ${some}`,
  };
}
