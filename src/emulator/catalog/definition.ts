/**
 * What an object and a field are, as describe, SOQL, the record API and formulas see them. Derived from the standard
 * objects' table and the org's CustomObject/CustomField components; never stored.
 */

/** The `type` of describe results. Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/field_types.htm */
export type FieldType =
  | 'id'
  | 'reference'
  | 'string'
  | 'textarea'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'time'
  | 'email'
  | 'phone'
  | 'url'
  | 'picklist'
  | 'combobox'
  | 'multipicklist'
  | 'encryptedstring'
  | 'base64'
  /** A value of any other type, as history rows hold them; stored as JSON text. */
  | 'anyType';

export type FieldDefinition = {
  readonly name: string;
  /** The id of the component that a custom field was made by (`00N…`); a field made anew under an old name has another. */
  readonly id?: string;
  readonly label: string;
  readonly type: FieldType;
  /** Characters, for text types. */
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  readonly custom: boolean;
  /** False for a field that every record must have a value in. */
  readonly nillable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly unique: boolean;
  readonly externalId: boolean;
  readonly nameField: boolean;
  readonly helpText?: string;
  readonly description?: string;
  /**
   * The source text of a formula field; such a field is computed on read and has no column. On a standard field it says
   * from which other record the platform shows the value.
   */
  readonly formula?: string;
  /** What an empty number counts as in that formula; zero unless the field says blank. */
  readonly formulaTreatBlanksAs?: 'blank' | 'zero';
  /** The default value: a formula's source text for a custom field, a value for a standard one. */
  readonly defaultFormula?: string;
  readonly referenceTo: readonly string[];
  /** The name to reach the referenced record by in queries and formulas, e.g. `Account` or `Store__r`. */
  readonly relationshipName?: string;
  /** The name of the other direction, from the referenced record to those that refer to it, e.g. `Contacts`. */
  readonly childRelationshipName?: string;
  /** A master-detail reference: required, not reparentable, and deleted along with the master. */
  readonly masterDetail?: boolean;
  /** What a deletion of the referenced record means for this one; without it the reference is emptied. */
  readonly deleteConstraint?: 'Cascade' | 'Restrict';
  /** The display format of an auto-number, e.g. `ORD-{0000}`; the platform sets its value. */
  readonly autoNumberFormat?: string;
  /** Whether a unique field tells upper from lower case. */
  readonly caseSensitive?: boolean;
  /** Rich text. */
  readonly htmlFormatted?: boolean;
  /** Whether an upsert may find records by it although it is no external id (`idLookup` in describe). */
  readonly idLookup?: boolean;
  readonly picklistValues: readonly {
    readonly value: string;
    readonly label: string;
    readonly default: boolean;
    readonly active: boolean;
  }[];
  readonly restrictedPicklist: boolean;
  /** The field of the person's contact that a field of Account stands for, where there are person accounts. */
  readonly contactField?: string;
  /** Whether changes of the field are written to the object's history. */
  readonly trackHistory?: boolean;
  /** What queries cannot do with the field although its type would allow it. */
  readonly barredFrom?: readonly ('filtered' | 'grouped')[];
  /** Whether field-level security applies (not to Id, system and required fields). */
  readonly permissionable: boolean;
};

/** What differs from object to object among those of one category. */
export type ObjectCapabilities = {
  /** Page layouts (`IsLayoutable`). */
  readonly layoutable: boolean;
  /** Found by SOSL (`IsSearchable`; `search()` among the supported calls). */
  readonly searchable: boolean;
  readonly triggerable: boolean;
  /** Validation rules and workflow (`IsWorkflowEnabled`). */
  readonly validationRules: boolean;
  readonly listViews: boolean;
  /** Permission sets grant access to it (`objectPermissions`); access to a line item, e.g., is access to its order. */
  readonly objectPermissions: boolean;
  /** Queries find its records (`IsQueryable`). */
  readonly queryable: boolean;
  /** Deleted records can be brought back (`undelete()` among the supported calls). */
  readonly undeletable: boolean;
};

export type ObjectDefinition = {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  /** The first three characters of its records' ids. */
  readonly keyPrefix: string;
  readonly custom: boolean;
  /**
   * Business records, a custom metadata type (`__mdt`), a setup object (User, PermissionSet, Organization …), or one
   * that only metadata speaks of and that has no records (Activity).
   */
  readonly category: 'business' | 'customMetadata' | 'setup' | 'metadataOnly';
  /** Whether custom fields, validation rules and list views can be put on it (EntityDefinition.IsCustomizable and kin). */
  readonly customizable: boolean;
  /** Where the object can do less or more than others of its category. Read them with `capabilitiesOf`. */
  readonly capabilities?: Partial<ObjectCapabilities>;
  /** What the record API may do with its rows. Rows of the other objects change through metadata or not at all. */
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  /** The object whose field history its rows are. */
  readonly historyOf?: string;
  /** Whether changes of its tracked fields are written down. */
  readonly tracksHistory?: boolean;
  readonly fields: ReadonlyMap<string, FieldDefinition>;
  readonly childRelationships: readonly {
    readonly childObject: string;
    readonly field: string;
    readonly relationshipName?: string;
  }[];
};

/** All objects of one org at one metadata version. Lookups ignore case, as the platform does. */
export type Catalog = {
  readonly version: string;
  object(name: string): ObjectDefinition | undefined;
  field(objectName: string, fieldName: string): FieldDefinition | undefined;
  objects(): readonly ObjectDefinition[];
};
