import { accessOf } from '../../access/access.js';
import type { Caller } from '../../access/caller.js';
import { catalogOf } from '../../catalog/catalog.js';
import type { ObjectDefinition } from '../../catalog/definition.js';
import type { EmbeddedOrg } from '../../org/embeddedOrg.js';
import { recordWriters, type RecordWriter } from '../../records/recordWriter.js';
import { ApiError } from '../../org/apiError.js';
import { attributeOf, badRequest, bodyObject, isJsonObject, objectsOf, type JsonObject } from './requestBody.js';
import { saveErrors, type SaveError } from './saveResult.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_sobject_tree.htm */
const MAX_RECORDS = 200;
const MAX_LEVELS = 5;
const MAX_TYPES = 5;

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/responses_composite_sobject_tree.htm */
export type TreeAnswer = {
  readonly hasErrors: boolean;
  readonly results: readonly (
    | { readonly referenceId: string; readonly id: string }
    | { readonly referenceId: string; readonly errors: readonly SaveError[] }
  )[];
};

/** One record of a tree. `parent` is the place of its parent in the level above, `link` the field that refers to it. */
type Node = {
  readonly object: ObjectDefinition;
  readonly referenceId: string;
  readonly values: Record<string, unknown>;
  readonly parent?: { readonly index: number; readonly link: string };
};

/**
 * Creates all records of the trees or none, level by level. The answer to a failure has only the records that failed,
 * and stops at the first level that has any.
 */
export function createTree(org: EmbeddedOrg, caller: Caller, objectName: string, body: unknown): TreeAnswer {
  const records = objectsOf(bodyObject(body), 'records');
  const problems: TreeProblem[] = [];
  const levels = readLevels(org, caller, objectName, records, problems);
  const nodes = levels.flat();
  refuseSizes(levels, nodes);
  problems.push(...duplicateReferences(nodes));
  if (problems.length > 0) return { hasErrors: true, results: problems };
  return org.storage.transaction<TreeAnswer>((rollback) => {
    const writerOf = recordWriters(org, caller);
    const results: { referenceId: string; id: string }[] = [];
    let above: readonly string[] = [];
    for (const level of levels) {
      const failures: TreeProblem[] = [];
      const ids: string[] = [];
      for (const node of level) {
        const saved = create(writerOf(node.object), node, above);
        if ('id' in saved) {
          ids.push(saved.id);
          results.push({ referenceId: node.referenceId, id: saved.id });
        } else {
          failures.push({ referenceId: node.referenceId, errors: saved.errors });
        }
      }
      if (failures.length > 0) return rollback({ hasErrors: true, results: failures });
      above = ids;
    }
    return { hasErrors: false, results };
  });
}

type TreeProblem = { readonly referenceId: string; readonly errors: readonly SaveError[] };

function create(
  writer: RecordWriter,
  { values, parent }: Node,
  above: readonly string[],
): { id: string } | { errors: SaveError[] } {
  const linked = parent === undefined ? values : { ...values, [parent.link]: above[parent.index] };
  try {
    return writer.create(linked);
  } catch (error) {
    if (!(error instanceof ApiError) || error.errorCode === 'JSON_PARSER_ERROR') throw error;
    return { errors: saveErrors(error) };
  }
}

/** The records of the trees by level, roots first; what is wrong with single ones is added to `problems`. */
function readLevels(
  org: EmbeddedOrg,
  caller: Caller,
  rootType: string,
  records: readonly JsonObject[],
  problems: TreeProblem[],
): Node[][] {
  const catalog = catalogOf(org);
  const access = accessOf(org, caller);
  const refuse = (referenceId: string, message: string): void => {
    problems.push({ referenceId, errors: [{ statusCode: 'INVALID_INPUT', message, fields: [] }] });
  };
  const levels: Node[][] = [];
  type Waiting = { record: JsonObject; type: string; parent?: Node['parent'] };
  let waiting: Waiting[] = records.map((record) => ({ record, type: rootType }));
  while (waiting.length > 0) {
    const level: Node[] = [];
    const below: Waiting[] = [];
    for (const { record, type, parent } of waiting) {
      const referenceId = attributeOf(record, 'referenceId');
      const named = attributeOf(record, 'type');
      // Wording: answers quoted in public repositories.
      if (referenceId === undefined) {
        throw badRequest('INVALID_INPUT', 'Include a reference ID for each record in the request.');
      }
      const object = named === undefined ? undefined : catalog.object(named);
      if (object?.category !== 'business' || !access.object(object.name).read) {
        // Wording: https://github.com/forcedotcom/cli/issues/3285
        refuse(referenceId, `Invalid entity type provided in the request: ${named ?? ''}`);
        continue;
      }
      if (object.name.toLowerCase() !== type.toLowerCase()) {
        refuse(referenceId, `A record of type ${type} is expected here, not one of type ${object.name}.`);
        continue;
      }
      const { values, children } = splitChildren(object, record);
      for (const child of children) {
        below.push({
          record: child.record,
          type: child.childObject,
          parent: { index: level.length, link: child.field },
        });
      }
      level.push({ object, referenceId, values, ...(parent === undefined ? {} : { parent }) });
    }
    levels.push(level);
    waiting = below;
  }
  return levels;
}

type Child = { readonly record: JsonObject; readonly childObject: string; readonly field: string };

/** The values of a record, and the records under its child relationships. */
function splitChildren(
  object: ObjectDefinition,
  record: JsonObject,
): { values: Record<string, unknown>; children: Child[] } {
  const values: Record<string, unknown> = {};
  const children: Child[] = [];
  for (const [key, value] of Object.entries(record)) {
    const relationship = object.childRelationships.find(
      ({ relationshipName }) => relationshipName?.toLowerCase() === key.toLowerCase(),
    );
    if (relationship === undefined || !isJsonObject(value)) {
      values[key] = value;
      continue;
    }
    const { childObject, field } = relationship;
    children.push(...objectsOf(value, 'records').map((child) => ({ record: child, childObject, field })));
  }
  return { values, children };
}

function refuseSizes(levels: readonly (readonly Node[])[], nodes: readonly Node[]): void {
  const types = new Set(nodes.map(({ object }) => object.name)).size;
  const [size, most, what] =
    nodes.length > MAX_RECORDS
      ? [nodes.length, MAX_RECORDS, 'records']
      : levels.length > MAX_LEVELS
        ? [levels.length, MAX_LEVELS, 'levels']
        : [types, MAX_TYPES, 'types of records'];
  if (size <= most) return;
  throw badRequest('INVALID_INPUT', `A request can have at most ${most} ${what}; this one has ${size}.`);
}

/** One problem for each record of a reference id that is there more than once. Wording: as above. */
function duplicateReferences(nodes: readonly Node[]): TreeProblem[] {
  return nodes
    .filter(({ referenceId }) => nodes.filter((other) => other.referenceId === referenceId).length > 1)
    .map(({ referenceId }) => ({
      referenceId,
      errors: [{ statusCode: 'INVALID_INPUT', message: 'Duplicate ReferenceId provided in the request.', fields: [] }],
    }));
}
