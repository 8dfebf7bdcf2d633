/** A custom field as the org's setup knows it. */
export type FieldRecord = {
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
};

/** What of an org tells its components from the product's, beside their bodies. */
export type RemovalFacts = {
  /** The fields that have the names of markers and badge, on whatever object: `Account.Is_Synthetic__c`. */
  readonly fields: ReadonlyMap<string, FieldRecord>;
  /** What the policy's type holds: its fields, and the developer names of its records. Nothing where it is not there. */
  readonly policy: {
    readonly fields: ReadonlyMap<string, FieldRecord>;
    readonly records: readonly string[];
  };
};
