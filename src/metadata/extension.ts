import type { ComponentType, ExtendedBody, Purpose } from './component.js';
import type { Gap } from './target.js';

/** A component of the org's own that the schema adds something to. It is read and extended, never replaced. */
export type Extension = {
  readonly type: Extract<ComponentType, 'LeadConvertSettings' | 'ListView'>;
  readonly fullName: string;
  readonly purpose: Purpose;
  readonly object?: string;
  /** Whether it is made where the org has none. */
  readonly createIfAbsent: boolean;
  readonly extend: (body: ExtendedBody) => Extended;
  /** The body without what the schema adds of the fields for which `goes`; everything else stays. */
  readonly retract: (body: ExtendedBody, goes: FieldTest) => Retracted;
};

/** Says of a field, by the object whose records have it and its name, whether it is meant. */
export type FieldTest = (object: string, field: string) => boolean;

/** The body without what was added; `removed` is empty when nothing of it was there. */
export type Retracted = {
  readonly body: ExtendedBody;
  readonly removed: readonly { readonly element: string; readonly value: string }[];
};

/** The body with what was missing. */
export type Extended = {
  readonly body: ExtendedBody;
  /** What was added, in the words of the element's own values; empty when the org has it all. */
  readonly added: readonly { readonly element: string; readonly value: string }[];
  /** What can't be added without replacing something of the org's own. */
  readonly gaps: readonly Gap[];
};

/** A list view that an org's users share. */
export type SharedListView = { readonly object: string; readonly name: string };
