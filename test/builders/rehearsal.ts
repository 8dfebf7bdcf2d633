import type { Component } from '../../src/metadata/component.js';
import { readPackage, type RetrievedComponent } from '../../src/metadata/metadataPackage.js';
import type { OrgObject, OrgScope } from '../../src/metadata/target.js';
import { catalogOf } from '../../src/emulator/catalog/catalog.js';
import { capabilitiesOf } from '../../src/emulator/catalog/capabilities.js';
import { createRecord, deleteRecord } from '../../src/emulator/records/records.js';
import { type Bench, call, deploy, file, manifest, poll, text, unzip } from '../emulator/metadata/support.js';
import { membersOf, packageFiles } from './packageFiles.js';

/** An embedded org in this process: messages go to its Metadata API without a server in between. */

/** Deploys components and gives what the org has against them, nothing when it took them all. */
export async function deployInProcess(on: Bench, components: readonly Component[]): Promise<string[]> {
  if (components.length === 0) return [];
  let outcome = deploy(on, packageFiles(components));
  // The org takes a large package in steps.
  while (text(outcome.result, 'done') !== 'true') {
    await new Promise((resolve) => setImmediate(resolve));
    outcome = poll(on, outcome.id);
  }
  const { success, problems, result } = outcome;
  return success ? [] : [text(result, 'errorMessage') ?? 'not deployed', ...problems];
}

/** Custom objects that records can be made of, and the field history of objects. */
export function prepareObjects(on: Bench, customObjects: readonly string[], tracked: readonly string[]): void {
  const history = (name: string): string => (tracked.includes(name) ? '<enableHistory>true</enableHistory>' : '');
  const files = customObjects.map((name): [string, string] => [
    `objects/${name}.object`,
    file(
      'CustomObject',
      `<deploymentStatus>Deployed</deploymentStatus>${history(name)}<label>Thing</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Things</pluralLabel><sharingModel>ReadWrite</sharingModel>`,
    ),
  ]);
  const standard = tracked
    .filter((name) => !customObjects.includes(name))
    .map((name): [string, string] => [`objects/${name}.object`, file('CustomObject', history(name))]);
  const all = [...files, ...standard];
  const members = all.map(([path]) => path.replace(/^objects\/|\.object$/g, ''));
  const { success, problems } = deploy(on, {
    'package.xml': manifest({ CustomObject: members }),
    ...Object.fromEntries(all),
  });
  if (!success) throw new Error(problems.join('\n'));
}

/** What the org says of its objects, as the product reads it. */
export function orgScopeOf({ org }: Bench): OrgScope {
  const objects = catalogOf(org)
    .objects()
    .map((object): OrgObject => ({
      name: object.name,
      holdsRecords: object.createable && capabilitiesOf(object).queryable,
      customizable: object.customizable,
      workflowEnabled: capabilitiesOf(object).validationRules,
      historyEnabled: object.tracksHistory === true,
    }));
  return { objects: new Map(objects.map((object) => [object.name, object])), personAccounts: false };
}

/** The components as the org gives them back, the texts of the files as they came, and what it could not find. */
export function retrieveInProcess(
  on: Bench,
  components: readonly Component[],
): { files: Record<string, string>; components: Map<string, RetrievedComponent> } {
  const types = Object.entries(membersOf(components)).map(
    ([name, each]) => `<types>${each.map((one) => `<members>${one}</members>`).join('')}<name>${name}</name></types>`,
  );
  const request = `<apiVersion>67.0</apiVersion><unpackaged>${types.join('')}<version>67.0</version></unpackaged>`;
  const started = call(on, `<retrieve><request>${request}</request></retrieve>`);
  const id = text(started.root, 'id') ?? '';
  const { root } = call(on, `<checkRetrieveStatus><asyncProcessId>${id}</asyncProcessId></checkRetrieveStatus>`);
  const files = unzip(new Uint8Array(Buffer.from(text(root, 'zipFile') ?? '', 'base64')));
  const bytes = Object.fromEntries(Object.entries(files).map(([path, each]) => [path, new TextEncoder().encode(each)]));
  return { files, components: readPackage(bytes) };
}

/** Gives the administrator a permission set until the returned function is called. */
export function assignInProcess({ org, caller }: Bench, permissionSet: string): () => void {
  const set = org.components.list('PermissionSet').find(({ fullName }) => fullName === permissionSet);
  if (set === undefined) throw new Error(`The org has no permission set ${permissionSet}`);
  const { id } = createRecord(org, caller, 'PermissionSetAssignment', {
    AssigneeId: caller.userId,
    PermissionSetId: set.id,
  });
  return () => deleteRecord(org, caller, 'PermissionSetAssignment', id);
}
