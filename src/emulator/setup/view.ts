import type { Access } from '../access/access.js';
import type { FieldDefinition, ObjectDefinition } from '../catalog/definition.js';
import type { StoredRow } from '../catalog/storedValue.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import type { Statement } from '../soql/statement.js';

/** The data API (`/query`) and the Tooling API (`/tooling/query`) know different objects. */
export type QueryApi = 'data' | 'tooling';

/** A setup object whose rows are worked out from what the org has. */
export type SetupView = {
  readonly object: ObjectDefinition;
  readonly apis: readonly QueryApi[];
  /** The user permission without which the object does not exist for a user. */
  readonly permission: string | undefined;
  /** The field that references to the object hold. */
  readonly key: 'Id' | 'DurableId';
  /** Whether results of several pages can be read on. */
  readonly pageable: boolean;
  /** Fields that hold a JSON document. */
  readonly documents: readonly string[];
  /** Whether the rows follow from the org's metadata alone, the same for every user: then they stand until it changes. */
  readonly ofMetadata: boolean;
  /** Fields that may be selected only when the query finds at most one row. */
  readonly singleRow: readonly string[];
  rows(org: EmbeddedOrg, access: Access): StoredRow[];
  /**
   * Throws what the platform answers to queries the object does not support; returns what of the query counts. The
   * rows of a subquery (`asChildren`) are chosen by their parent already.
   */
  restrict(statement: Statement, asChildren: boolean): Statement;
};

type ViewParts = Pick<SetupView, 'apis' | 'rows'> &
  Partial<
    Pick<SetupView, 'key' | 'pageable' | 'permission' | 'documents' | 'singleRow' | 'ofMetadata' | 'restrict'>
  > & {
    name: string;
    label: string;
    keyPrefix?: string;
    fields: readonly FieldDefinition[];
    children?: ObjectDefinition['childRelationships'];
  };

export function setupView(parts: ViewParts): SetupView {
  const { name, label, keyPrefix = '', fields, children = [], apis, rows } = parts;
  return {
    object: {
      name,
      label,
      labelPlural: `${label}s`,
      keyPrefix,
      custom: false,
      category: 'setup',
      customizable: false,
      createable: false,
      updateable: false,
      deletable: false,
      fields: new Map(fields.map((field) => [field.name, field])),
      childRelationships: children,
    },
    apis,
    permission: parts.permission,
    key: parts.key ?? 'Id',
    pageable: parts.pageable ?? true,
    documents: parts.documents ?? [],
    singleRow: parts.singleRow ?? [],
    ofMetadata: parts.ofMetadata ?? false,
    rows,
    restrict: parts.restrict ?? ((statement) => statement),
  };
}

/** Whether an API shows the view to a user. */
export function isShown({ apis, permission }: SetupView, api: QueryApi, access: Access): boolean {
  return apis.includes(api) && (permission === undefined || access.hasUserPermission(permission));
}
