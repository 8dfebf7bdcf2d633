import type { Caller } from '../../access/caller.js';
import { ApiError } from '../../org/apiError.js';
import type { MetadataBody, MetadataValue } from '../../org/componentStore.js';
import type { EmbeddedOrg } from '../../org/embeddedOrg.js';
import { refuseAlone, type DeployPlan } from '../deploy/deployPlan.js';
import { defaultDeployOptions } from '../deploy/deployRecord.js';
import { executePlan } from '../deploy/executePlan.js';
import { readComponent, type PackageContent } from '../deploy/packageFiles.js';
import { holding } from '../inquire/components.js';
import type { Candidate, ComponentType } from '../types/componentType.js';
import { base64Bytes, SoapFault } from '../soap/envelope.js';
import { canonicalName } from '../types/naming.js';
import type { XmlElement } from '../xml/element.js';
import { acceptedType, failed, failedBy, requireCount, rolledBack, succeeded, type CrudResult } from './crudResult.js';

export type SaveAction = 'create' | 'update' | 'upsert';

/** What a synchronous call sends beside its components. */
export type SaveCall = {
  readonly org: EmbeddedOrg;
  readonly caller: Caller;
  /** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_allornoneheader.htm */
  readonly allOrNone: boolean;
};

/**
 * Saves the components of a createMetadata, updateMetadata or upsertMetadata call, one after the other, each by the
 * rules of a deploy: a component is saved whole, with the fields an object brings, or not at all.
 * Throws ApiError for a call that the platform answers with a fault.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_createMetadata.htm
 */
export function saveMetadata(call: SaveCall, action: SaveAction, elements: readonly XmlElement[]): CrudResult[] {
  const names = new Set(elements.map((element) => (element.attributes.get('xsi:type') ?? '').replace(/^.*:/, '')));
  const [name] = names;
  if (name === undefined) return [];
  if (names.size > 1) throw new ApiError(400, 'INVALID_TYPE', 'All components of a call must be of the same type.');
  const type = acceptedType(name);
  requireCount(name, elements.length);
  return allOrNothing(call, () => elements.map((element) => saveOne(call, action, type, element)));
}

/** Runs the work; when one of its components fails and the call wants all or none, nothing of it stays. */
export function allOrNothing({ org, allOrNone }: SaveCall, work: () => CrudResult[]): CrudResult[] {
  return org.storage.transaction<CrudResult[]>((rollback) => {
    const results = work();
    return allOrNone && results.some(({ success }) => !success) ? rollback(results.map(rolledBack)) : results;
  });
}

function saveOne(call: SaveCall, action: SaveAction, type: ComponentType, element: XmlElement): CrudResult {
  const { org, caller } = call;
  const written = element.children.find(({ name }) => name === 'fullName')?.text.trim() ?? '';
  if (written === '') return failed('', 'Required field is missing: fullName');
  const fullName = canonicalName(type.name, written);
  const content = readComponent({ type, fullName, fileName: '' }, element);
  const [misread] = content.problems;
  if (misread) {
    // What goes against the WSDL never reaches a component's result.
    const unreadable = /^Error parsing file: (.*)$/s.exec(misread.problem);
    if (unreadable) throw new SoapFault('soapenv:Client', unreadable[1] ?? '');
    return failed(misread.fullName, misread.problem);
  }
  const existed = holding(org, type.name, fullName) !== undefined;
  const candidates = sentCandidates(content, type);
  if (type.container === true && candidates.length === 1) {
    return failed(written, `The embedded org does not keep a ${type.name} without components in it.`);
  }
  const misplaced = candidates.flatMap((candidate) => misplacedBy(org, action, candidate) ?? []);
  if (misplaced[0]) return misplaced[0];
  const plan = refuseAlone({ ...NO_FILES, candidates });
  const options = { ...defaultDeployOptions, rollbackOnError: true };
  const { failures } = executePlan(org, caller, plan, options, org.now().toISOString());
  const result = failures[0] ? failedBy(failures[0]) : succeeded(written);
  return action === 'upsert' ? { created: result.success && !existed, ...result } : result;
}

const NO_FILES: DeployPlan = { manifests: [], before: [], candidates: [], after: [], problems: [] };

/** A component created must be new, one updated must be there; an object's parts are held to the same. */
function misplacedBy(org: EmbeddedOrg, action: SaveAction, { type, fullName }: Candidate): CrudResult | undefined {
  const exists = holding(org, type.name, fullName) !== undefined;
  // Wording: https://github.com/simple-salesforce/simple-salesforce/issues/602
  if (action === 'update' && !exists) {
    return failed(fullName, `In field: fullName - no ${type.name} named ${fullName} found`);
  }
  return action === 'create' && exists
    ? failed(fullName, duplicate(type.name, fullName), 'DUPLICATE_DEVELOPER_NAME')
    : undefined;
}

/** Wording for records of custom metadata types: https://github.com/vlocityinc/vlocity_build/issues/450; the others are ours. */
function duplicate(type: string, fullName: string): string {
  return type === 'CustomMetadata'
    ? 'Developer name already exists for custom metadata of this type. Please choose a different name.'
    : `There is already a ${type} named ${fullName}.`;
}

/**
 * The components in the form in which a deploy finds them: text without white space around it, and the content of a
 * type that has a file for it taken out of the XML. Source: the page of `saveMetadata` ("String Values", base64).
 */
function sentCandidates({ candidates }: PackageContent, type: ComponentType): Candidate[] {
  return candidates.map((candidate) => {
    const body = trimmed(candidate.body);
    if (!type.metaFile) return { ...candidate, body };
    const { content: encoded, ...rest } = body;
    const text = typeof encoded === 'string' ? encoded : '';
    return { ...candidate, body: rest, content: base64Bytes('content', text) };
  });
}

function trimmed(body: MetadataBody): MetadataBody {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, trimmedValue(value)]));
}

function trimmedValue(value: MetadataValue): MetadataValue {
  if (typeof value === 'string') return value.trim();
  return Array.isArray(value) ? value.map(trimmedValue) : trimmed(value);
}
