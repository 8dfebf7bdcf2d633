import {
  customPermissionRows,
  fieldPermissionRows,
  objectPermissionRows,
  permissionSetGroupComponentRows,
  permissionSetGroupRows,
  permissionSetRows,
  profileRows,
  setupEntityAccessRows,
} from '../access/permissionRows.js';
import { derivedId } from '../access/derivedId.js';
import { leadStatusesOf } from '../catalog/leadStatuses.js';
import { customMetadataRows } from '../catalog/customMetadata.js';
import type { ObjectDefinition } from '../catalog/definition.js';
import { textOf } from '../catalog/metadataBody.js';
import type { StoredRow } from '../catalog/storedValue.js';
import { API_VERSION, type EmbeddedOrg } from '../org/embeddedOrg.js';
import { groupRows, queueSobjectRows, recordTypeRows } from './setupRows.js';

const sources: Readonly<Record<string, (org: EmbeddedOrg) => StoredRow[]>> = {
  CustomPermission: customPermissionRows,
  FieldPermissions: fieldPermissionRows,
  LeadStatus: leadStatusRows,
  ObjectPermissions: objectPermissionRows,
  PermissionSet: permissionSetRows,
  PermissionSetGroup: permissionSetGroupRows,
  PermissionSetGroupComponent: permissionSetGroupComponentRows,
  Group: groupRows,
  Profile: profileRows,
  QueueSobject: queueSobjectRows,
  RecordType: recordTypeRows,
  SetupEntityAccess: setupEntityAccessRows,
  StaticResource: staticResourceRows,
};

/** How the rows of an object that mirrors metadata come about; undefined for an object whose records are its own. */
export function derivedRows(object: ObjectDefinition): ((org: EmbeddedOrg) => StoredRow[]) | undefined {
  if (object.category === 'customMetadata') return (org) => customMetadataRows(org, object);
  return sources[object.name];
}

function leadStatusRows(org: EmbeddedOrg): StoredRow[] {
  const founded = `${(org.storage.property('founded') ?? org.now().toISOString()).slice(0, 19)}.000Z`;
  const active = leadStatusesOf(org).filter((status) => status.active);
  return active.map((status, index) => ({
    Id: derivedId(org, '01J', 'LeadStatus', status.value),
    MasterLabel: status.label,
    ApiName: status.value,
    SortOrder: index + 1,
    IsDefault: status.default ? 1 : 0,
    IsConverted: status.converted ? 1 : 0,
    CreatedDate: founded,
    LastModifiedDate: founded,
    SystemModstamp: founded,
  }));
}

/** The body is shown as the address to read it from, as the REST API does. */
function staticResourceRows(org: EmbeddedOrg): StoredRow[] {
  return org.components.list('StaticResource').map((component) => ({
    Id: component.id,
    Name: component.fullName,
    NamespacePrefix: null,
    ContentType: textOf(component.body, 'contentType') ?? 'application/octet-stream',
    CacheControl: textOf(component.body, 'cacheControl') ?? 'Private',
    Description: textOf(component.body, 'description') ?? null,
    BodyLength: component.content?.length ?? 0,
    Body: `/services/data/v${API_VERSION}.0/sobjects/StaticResource/${component.id}/Body`,
    CreatedDate: `${component.createdDate.slice(0, 19)}.000Z`,
    CreatedById: component.createdById,
    LastModifiedDate: `${component.lastModifiedDate.slice(0, 19)}.000Z`,
    LastModifiedById: component.lastModifiedById,
    SystemModstamp: `${component.lastModifiedDate.slice(0, 19)}.000Z`,
  }));
}
