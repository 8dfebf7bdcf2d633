import type { FieldDefinition, FieldType, ObjectDefinition } from '../definition.js';

/** A standard object as the table states it: fields in describe order; child relationships follow from the fields. */
export type StandardObject = Omit<ObjectDefinition, 'fields' | 'childRelationships' | 'custom'> & {
  readonly fields: readonly FieldDefinition[];
};

export type FieldOptions = Partial<Omit<FieldDefinition, 'name' | 'label' | 'type'>>;

/** A field that any record may leave empty and any user may write, unless the options say otherwise. */
export function field(name: string, label: string, type: FieldType, options: FieldOptions = {}): FieldDefinition {
  return {
    name,
    label,
    type,
    length: 0,
    precision: 0,
    scale: 0,
    custom: false,
    nillable: true,
    createable: true,
    updateable: true,
    unique: false,
    externalId: false,
    nameField: false,
    referenceTo: [],
    picklistValues: [],
    restrictedPicklist: false,
    permissionable: true,
    ...options,
  };
}

/** Required by the database: no field-level security, always a value. */
export const required: FieldOptions = { nillable: false, permissionable: false };
/** Set by the platform alone, yet under field-level security. */
export const readOnlySecured: FieldOptions = { createable: false, updateable: false };
/** Set by the platform alone. */
export const readOnly: FieldOptions = { createable: false, updateable: false, permissionable: false };

export const text = (name: string, label: string, length: number, options?: FieldOptions): FieldDefinition =>
  field(name, label, 'string', { length, ...options });

export const textArea = (name: string, label: string, length: number, options?: FieldOptions): FieldDefinition =>
  field(name, label, 'textarea', { length, ...options });

export const phone = (name: string, label: string, options?: FieldOptions): FieldDefinition =>
  field(name, label, 'phone', { length: 40, ...options });

export const email = (name: string, label: string, length = 80, options?: FieldOptions): FieldDefinition =>
  field(name, label, 'email', { length, ...options });

export const url = (name: string, label: string, options?: FieldOptions): FieldDefinition =>
  field(name, label, 'url', { length: 255, ...options });

/** A checkbox is never null; without a value it is false. */
export const checkbox = (name: string, label: string, options?: FieldOptions): FieldDefinition =>
  field(name, label, 'boolean', { nillable: false, defaultFormula: 'false', ...options });

/** `digits` before the decimal point, `scale` after it. */
export const number = (
  name: string,
  label: string,
  type: 'int' | 'double' | 'currency' | 'percent',
  digits: number,
  scale: number,
  options?: FieldOptions,
): FieldDefinition => field(name, label, type, { precision: digits + scale, scale, ...options });

export const date = (name: string, label: string, options?: FieldOptions): FieldDefinition =>
  field(name, label, 'date', options);

export const dateTime = (name: string, label: string, options?: FieldOptions): FieldDefinition =>
  field(name, label, 'datetime', options);

/** The first value that starts with `*` is the default. */
export const picklist = (
  name: string,
  label: string,
  values: readonly string[],
  options?: FieldOptions,
): FieldDefinition =>
  field(name, label, 'picklist', {
    length: 255,
    picklistValues: values.map((value) => {
      const plain = value.replace(/^\*/, '');
      return { value: plain, label: plain, default: plain !== value, active: true };
    }),
    ...options,
  });

/** A picklist that takes any text beside its values. */
export const combobox = (
  name: string,
  label: string,
  values: readonly string[],
  options?: FieldOptions,
): FieldDefinition => ({ ...picklist(name, label, values, options), type: 'combobox' });

/** A lookup `…Id`; its relationship is the name without `Id`. */
export const reference = (name: string, label: string, to: string, options?: FieldOptions): FieldDefinition =>
  field(name, label, 'reference', {
    length: 18,
    referenceTo: [to],
    relationshipName: name.replace(/Id$/, ''),
    ...options,
  });

/** A lookup `…Id` to records of several objects. */
export const anyReference = (
  name: string,
  label: string,
  to: readonly string[],
  options?: FieldOptions,
): FieldDefinition => ({ ...reference(name, label, '', options), referenceTo: to });

export const time = (name: string, label: string, options?: FieldOptions): FieldDefinition =>
  field(name, label, 'time', options);

export const idField = (label: string): FieldDefinition =>
  field('Id', label, 'id', { length: 18, nillable: false, idLookup: true, ...readOnly });

/**
 * The audit fields every object has.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/system_fields.htm
 */
export const auditFields: readonly FieldDefinition[] = [
  dateTime('CreatedDate', 'Created Date', { ...readOnly, nillable: false }),
  reference('CreatedById', 'Created By ID', 'User', { ...readOnly, nillable: false }),
  dateTime('LastModifiedDate', 'Last Modified Date', { ...readOnly, nillable: false }),
  reference('LastModifiedById', 'Last Modified By ID', 'User', { ...readOnly, nillable: false }),
  dateTime('SystemModstamp', 'System Modstamp', { ...readOnly, nillable: false }),
];

export const deletedField: FieldDefinition = checkbox('IsDeleted', 'Deleted', { ...readOnly, nillable: false });

/** Shown from another record that this one refers to: read-only, never stored, always as that record is now. */
export const shownFrom = (formula: string): FieldOptions => ({ ...readOnly, formula, formulaTreatBlanksAs: 'blank' });

/** The owner: the caller unless the record names another user. */
export const ownerField: FieldDefinition = reference('OwnerId', 'Owner ID', 'User', {
  nillable: false,
  permissionable: false,
});

/**
 * The owner of a record that a queue may own.
 * Sources: https://help.salesforce.com/s/articleView?id=sf.queues_overview.htm,
 * https://github.com/apex-enterprise-patterns/fflib-apex-common/issues/388 (Group before User)
 */
export const ownerOrQueueField: FieldDefinition = { ...ownerField, referenceTo: ['Group', 'User'] };

export const lastViewedFields: readonly FieldDefinition[] = [
  dateTime('LastViewedDate', 'Last Viewed Date', readOnly),
  dateTime('LastReferencedDate', 'Last Referenced Date', readOnly),
];

/** The parts of a compound address, e.g. `BillingStreet`. The compound field itself is not emulated. */
export function addressFields(prefix: string, labelPrefix = prefix): readonly FieldDefinition[] {
  const label = (part: string): string => `${labelPrefix} ${part}`.trim();
  return [
    textArea(`${prefix}Street`, label('Street'), 255),
    text(`${prefix}City`, label('City'), 40),
    text(`${prefix}State`, label('State/Province'), 80),
    text(`${prefix}PostalCode`, label('Zip/Postal Code'), 20),
    text(`${prefix}Country`, label('Country'), 80),
    number(`${prefix}Latitude`, label('Latitude'), 'double', 3, 15),
    number(`${prefix}Longitude`, label('Longitude'), 'double', 3, 15),
    picklist(
      `${prefix}GeocodeAccuracy`,
      label('Geocode Accuracy'),
      [
        'Address',
        'NearAddress',
        'Block',
        'Street',
        'ExtendedZip',
        'Zip',
        'Neighborhood',
        'City',
        'County',
        'State',
        'Unknown',
      ],
      { length: 40, restrictedPicklist: true },
    ),
  ];
}

/** Business records: anyone with access may create, change and delete them; they take custom fields. */
export const businessObject = {
  category: 'business',
  customizable: true,
  createable: true,
  updateable: true,
  deletable: true,
} as const;

/** A list view names their columns by names that no public source tells, so that they take none here. */
export const withoutListViews = { capabilities: { listViews: false } } as const;

/** Rows that mirror metadata; they change by a deploy alone. */
export const metadataRow = {
  category: 'setup',
  customizable: false,
  createable: false,
  updateable: false,
  deletable: false,
} as const;
