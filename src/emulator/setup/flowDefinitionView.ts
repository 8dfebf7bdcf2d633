import { textOf } from '../catalog/metadataBody.js';
import { checkbox, idField, number, picklist, readOnly, text } from '../catalog/standard/fields.js';
import type { MetadataBody } from '../org/componentStore.js';
import { NO_ID } from './durableId.js';
import { setupView } from './view.js';
import type { SetupView } from './view.js';

/**
 * The flows of the org. A flow has one version here, so it is the latest, and the active one where its status says so.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_flowdefinitionview.htm
 */
export const flowDefinitionView: SetupView = setupView({
  name: 'FlowDefinitionView',
  label: 'Flow Definition View',
  keyPrefix: '3dd',
  apis: ['data'],
  key: 'DurableId',
  permission: 'ViewSetup',
  fields: [
    idField('Flow Definition View ID'),
    text('DurableId', 'Durable ID', 255, readOnly),
    text('ApiName', 'Flow API Name', 255, readOnly),
    text('Label', 'Flow Label', 255, { ...readOnly, nameField: true }),
    text('Description', 'Flow Description', 255, readOnly),
    picklist('ProcessType', 'Process Type', ['AutoLaunchedFlow', 'Flow', 'Workflow'], { ...readOnly, length: 40 }),
    picklist('TriggerType', 'Trigger', ['RecordAfterSave', 'RecordBeforeDelete', 'RecordBeforeSave', 'Scheduled'], {
      ...readOnly,
      length: 40,
    }),
    text('ActiveVersionId', 'Active Flow Version API Name or ID', 255, readOnly),
    text('LatestVersionId', 'Latest Flow Version API Name or ID', 255, readOnly),
    checkbox('IsActive', 'Active', readOnly),
    number('VersionNumber', 'Flow Version Number', 'int', 9, 0, readOnly),
    text('NamespacePrefix', 'Flow Namespace', 255, readOnly),
  ],
  rows: (org) =>
    org.components.list('Flow').map(({ id, fullName, body }) => {
      const active = textOf(body, 'status') === 'Active';
      return {
        Id: NO_ID,
        DurableId: id,
        ApiName: fullName,
        Label: textOf(body, 'label') ?? fullName,
        Description: textOf(body, 'description') ?? null,
        ProcessType: textOf(body, 'processType') ?? null,
        TriggerType: textOf(startOf(body), 'triggerType') ?? null,
        ActiveVersionId: active ? id : null,
        LatestVersionId: id,
        IsActive: active ? 1 : 0,
        VersionNumber: 1,
        NamespacePrefix: null,
      };
    }),
});

function startOf({ start }: MetadataBody): MetadataBody {
  return typeof start === 'object' && !Array.isArray(start) ? start : {};
}
