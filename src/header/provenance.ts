/**
 * What one record says about its origin, apart from how it says it (fields, headers, events). A genuine record names
 * neither source nor time nor batch; a synthetic one names both, which is what the guard "complete" holds in an org.
 */
export type Provenance =
  | { readonly isSynthetic: false }
  | {
      readonly isSynthetic: true;
      /** What generated the record, 1 to 255 characters. */
      readonly generationSource: string;
      readonly creationTimestamp: Date;
      /** The run that generated the record, 1 to 255 characters, where it is known. */
      readonly generationBatch?: string;
    };
