import type { ForeignComponent } from '../../src/metadata/foreignComponent.js';
import { readXml } from '../../src/metadata/xml.js';

/** A foreign component as it is read from a retrieved file with this content. */
export function aForeign(
  type: ForeignComponent['type'],
  fullName: string,
  content: string,
  source?: string,
): ForeignComponent {
  const { body } = readXml(`<${type}>${content}</${type}>`);
  return { type, fullName, body, ...(source === undefined ? {} : { source }) };
}

/** A flow that assigns one field of the record that triggers it. */
export const aFlow = ({
  name = 'Flow',
  object = 'Account',
  field = 'Is_Synthetic__c',
  status = 'Active',
  trigger = 'RecordBeforeSave',
} = {}): ForeignComponent => aForeign('Flow', name, flowContent({ object, field, status, trigger }));

export const flowContent = ({
  object = 'Account',
  field = 'Is_Synthetic__c',
  status = 'Active',
  trigger = 'RecordBeforeSave',
}): string =>
  `<assignments><name>Set</name><label>Set</label><locationX>0</locationX><locationY>0</locationY><assignmentItems><assignToReference>$Record.${field}</assignToReference><operator>Assign</operator><value><booleanValue>false</booleanValue></value></assignmentItems></assignments><label>F</label><processType>AutoLaunchedFlow</processType><start><locationX>0</locationX><locationY>0</locationY><connector><targetReference>Set</targetReference></connector><object>${object}</object><recordTriggerType>Create</recordTriggerType><triggerType>${trigger}</triggerType></start><status>${status}</status>`;

/** An Apex trigger with its code. */
export const aTrigger = (code: string, status = 'Active'): ForeignComponent =>
  aForeign('ApexTrigger', 'T', `<apiVersion>66.0</apiVersion><status>${status}</status>`, code);
