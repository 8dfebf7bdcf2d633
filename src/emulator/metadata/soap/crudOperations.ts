import { deleteMetadata } from '../crud/deleteMetadata.js';
import { renameMetadata } from '../crud/renameMetadata.js';
import { saveMetadata, type SaveAction, type SaveCall } from '../crud/saveMetadata.js';
import { childrenNamed, textOf } from '../xml/elementText.js';
import { element, respond, type SoapOperation } from './envelope.js';

/** Before this version a call saved all of its components or none unless it said otherwise; deleteMetadata never did. */
const PARTIAL_SINCE = 34;

/**
 * The synchronous calls.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_calls_intro.htm
 */
export const crudOperations: Readonly<Record<string, SoapOperation>> = {
  createMetadata: save('create'),
  updateMetadata: save('update'),
  upsertMetadata: save('upsert'),

  deleteMetadata: (org, caller, request, { allOrNone = false }) => {
    const type = textOf(request, 'type') ?? textOf(request, 'metadataType') ?? '';
    const names = childrenNamed(request, 'fullNames').map(({ text }) => text.trim());
    return respond('deleteMetadata', element('result', deleteMetadata({ org, caller, allOrNone }, type, names)));
  },

  renameMetadata: (org, caller, request) => {
    const type = textOf(request, 'type') ?? textOf(request, 'metadataType') ?? '';
    const names = { from: textOf(request, 'oldFullName') ?? '', to: textOf(request, 'newFullName') ?? '' };
    return respond('renameMetadata', element('result', renameMetadata({ org, caller, allOrNone: true }, type, names)));
  },
};

function save(action: SaveAction): SoapOperation {
  return (org, caller, request, { allOrNone, version }) => {
    const call: SaveCall = { org, caller, allOrNone: allOrNone ?? version < PARTIAL_SINCE };
    const results = saveMetadata(call, action, childrenNamed(request, 'metadata'));
    return respond(`${action}Metadata`, element('result', results));
  };
}
