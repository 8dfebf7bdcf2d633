import { derivedId } from '../access/derivedId.js';
import { bodiesOf, flagOf, textOf } from '../catalog/metadataBody.js';
import type { StoredRow } from '../catalog/storedValue.js';
import type { StoredComponent } from '../org/componentStore.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';

/** Rows of setup objects that mirror record types, queues and public groups. All values are in their stored form. */

export function recordTypeRows(org: EmbeddedOrg): StoredRow[] {
  return org.components.list('RecordType').map((component) => {
    const [object = '', name = ''] = component.fullName.split('.');
    return {
      Id: component.id,
      Name: textOf(component.body, 'label') ?? name,
      DeveloperName: name,
      NamespacePrefix: null,
      Description: textOf(component.body, 'description') ?? null,
      SobjectType: object,
      IsActive: flagOf(component.body, 'active') ? 1 : 0,
      ...audit(component),
    };
  });
}

export function groupRows(org: EmbeddedOrg): StoredRow[] {
  const queues = org.components.list('Queue').map((component) => groupRow(component, 'Queue'));
  return [...queues, ...org.components.list('Group').map((component) => groupRow(component, 'Regular'))];
}

function groupRow(component: StoredComponent, type: 'Queue' | 'Regular'): StoredRow {
  return {
    Id: component.id,
    Name: textOf(component.body, 'name') ?? component.fullName,
    DeveloperName: component.fullName,
    Type: type,
    Email: textOf(component.body, 'email') ?? null,
    DoesSendEmailToMembers: flagOf(component.body, 'doesSendEmailToMembers') ? 1 : 0,
    ...audit(component),
  };
}

/** One row for each object whose records a queue may own. */
export function queueSobjectRows(org: EmbeddedOrg): StoredRow[] {
  return org.components.list('Queue').flatMap((component) =>
    bodiesOf(component.body, 'queueSobject').flatMap((each) => {
      const object = textOf(each, 'sobjectType');
      if (object === undefined) return [];
      return {
        Id: derivedId(org, '03g', 'QueueSobject', `${component.id}/${object}`),
        QueueId: component.id,
        SobjectType: object,
        CreatedById: component.createdById,
        SystemModstamp: wholeSeconds(component.lastModifiedDate),
      };
    }),
  );
}

function audit(component: StoredComponent): StoredRow {
  const modified = wholeSeconds(component.lastModifiedDate);
  return {
    CreatedDate: wholeSeconds(component.createdDate),
    CreatedById: component.createdById,
    LastModifiedDate: modified,
    LastModifiedById: component.lastModifiedById,
    SystemModstamp: modified,
  };
}

function wholeSeconds(iso: string): string {
  return `${iso.slice(0, 19)}.000Z`;
}
