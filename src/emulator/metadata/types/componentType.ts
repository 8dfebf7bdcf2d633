import type { Catalog } from '../../catalog/definition.js';
import type { MetadataBody, StoredComponent } from '../../org/componentStore.js';
import type { EmbeddedOrg } from '../../org/embeddedOrg.js';

/** A component as a package brings it, parsed. `line` and `column` are set for one inside a larger file. */
export type Candidate = {
  readonly type: ComponentType;
  readonly fullName: string;
  readonly body: MetadataBody;
  readonly content?: Uint8Array;
  readonly fileName: string;
  readonly line?: number;
  readonly column?: number;
};

/** The org with the whole package applied, and what it held before. */
export type CheckContext = {
  readonly org: EmbeddedOrg;
  readonly catalog: Catalog;
  before(type: string, fullName: string): StoredComponent | undefined;
};

/** One metadata type that the embedded org takes: where its files are, and every rule it holds its components to. */
export type ComponentType = {
  /** The name in manifests and results, e.g. `CustomField`. */
  readonly name: string;
  /** The folder and file suffix in a package; a child type's are its parent's. A bundle's folder has no suffix. */
  readonly folder: string;
  readonly suffix: string;
  /** Whether content and `-meta.xml` are two files. */
  readonly metaFile: boolean;
  /** A folder of files with one `-meta.xml` among them. Its content is those files, as a zip. */
  readonly bundle?: true;
  /** The type of the folders that its components are in, e.g. `ReportFolder`. */
  readonly folderType?: string;
  /** For a type of folders: the type of what is in them, among whose components manifests list them. */
  readonly listedAs?: string;
  /** The WSDL type of its files' root, where that is not the type's name. */
  rootType?(fullName: string): string;
  /** What the platform does not let a package delete. */
  readonly undeletable?: true;
  /** Components that every org has, with what they say until a package says otherwise. */
  readonly standing?: Readonly<Record<string, MetadataBody>>;
  /** The first three characters of its components' ids. */
  readonly keyPrefix: string;
  /** A prefix of its own for one component, where the type's does not hold. */
  keyPrefixOf?(fullName: string, catalog: Catalog): string | undefined;
  /** The type in whose files it lives, and the element there; absent for a type with files of its own. */
  readonly parent?: string;
  readonly element?: string;
  /** Whether its name does not start with its parent's. */
  readonly bareName?: true;
  /** Whether its file says nothing but what the components in it say; it is never kept by itself. */
  readonly container?: true;
  /** For a type whose packages say only what changes: the body that it then has. */
  merge?(before: MetadataBody, body: MetadataBody): MetadataBody;
  /** Brings the body into one form for equal meanings, so that an unchanged component is seen as such. */
  normalize?(body: MetadataBody): MetadataBody;
  /** What is wrong with it by itself. A component with such a problem never reaches the store. */
  checkAlone(candidate: Candidate): string[];
  /** What is wrong with it among the org's metadata. */
  checkWithin(candidate: Candidate, context: CheckContext): string[];
  /** The fields, as `Object.Field`, that cannot be deleted as long as it names them. */
  holds?(body: MetadataBody): string[];
  /** The fields, as `Object.Field`, that it shows, and loses when they are deleted. */
  shows?(component: StoredComponent, catalog: Catalog): string[];
  /** What is left of it when a field of an object goes. */
  without?(component: StoredComponent, object: string, field: string): MetadataBody;
  /** What is left of it when a validation rule of an object goes. */
  withoutRule?(component: StoredComponent, object: string, rule: string): MetadataBody;
  /** Whether it is not kept when it says nothing. */
  nothingWithoutBody?: true;
};
