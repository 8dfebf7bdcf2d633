import type { Connection } from '@salesforce/core';
import { BANNER_COMPONENT } from '../metadata/banner.js';
import { type ForeignComponent, foreignTypes, readForeign as readFiles } from '../metadata/foreignComponent.js';
import type { Asked } from './circumstances.js';
import { retrieve } from './retrieve.js';

/** Read by name, since an org has many of them that don't matter here. */
const NAMED: ReadonlySet<string> = new Set(['Flow', 'LightningComponentBundle']);

/**
 * Flows that change a record before it is saved, and have an active version; those of packages can't name a field that
 * the schema adds. What the Metadata API gives of a flow by its name is its active version.
 * Sources: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_flowdefinitionview.htm,
 * https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_visual_workflow.htm (API version 44.0 and later)
 */
export const BEFORE_SAVE_FLOWS =
  "SELECT ApiName FROM FlowDefinitionView WHERE TriggerType = 'RecordBeforeSave' AND ActiveVersionId != NULL AND NamespacePrefix = NULL";

/**
 * Reads the components of an org that bear on the schema's in one retrieve; installed packages' are not given out. It
 * throws nothing.
 */
export async function readForeign(
  connection: Connection,
  flowNames: readonly string[],
): Promise<Asked<readonly ForeignComponent[]>> {
  const named = [
    ...flowNames.map((fullName) => ({ type: 'Flow', fullName })),
    { type: 'LightningComponentBundle', fullName: BANNER_COMPONENT },
  ];
  const all = foreignTypes.filter((type) => !NAMED.has(type)).map((type) => ({ type, fullName: '*' }));
  try {
    const { files, messages } = await retrieve(connection, [...named, ...all]);
    const value = readFiles(files);
    const flows = new Set(value.filter(({ type }) => type === 'Flow').map(({ fullName }) => fullName));
    const missing = flowNames.find((name) => !flows.has(name));
    if (missing !== undefined) {
      const said = messages.find((message) => message.includes(`'${missing}'`));
      return { state: 'unread', reason: `the flow ${missing}: ${said ?? 'the org did not give it'}` };
    }
    // A type that an org does not have has no components; any other word of it means that something was kept back.
    const kept = messages.find((message) => !/cannot be found|is unknown|not available/i.test(message));
    return kept === undefined ? { state: 'read', value } : { state: 'unread', reason: kept };
  } catch (error) {
    return { state: 'unread', reason: error instanceof Error ? error.message : String(error) };
  }
}
