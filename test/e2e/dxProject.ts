/** A small DX project of its own: an object with an external id, access to it, a web component, a static resource. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const typed = (type: string, inner: string): string =>
  `${XML}<${type} xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</${type}>\n`;
const flags = (names: readonly string[]): string => names.map((name) => `<${name}>true</${name}>`).join('');

const SOURCE: Readonly<Record<string, string>> = {
  'objects/Visit__c/Visit__c.object-meta.xml': typed(
    'CustomObject',
    '<deploymentStatus>Deployed</deploymentStatus><label>Visit</label><nameField><label>Visit Name</label><type>Text</type></nameField><pluralLabel>Visits</pluralLabel><sharingModel>ReadWrite</sharingModel>',
  ),
  'objects/Visit__c/fields/Code__c.field-meta.xml': typed(
    'CustomField',
    '<fullName>Code__c</fullName><externalId>true</externalId><label>Code</label><length>40</length><type>Text</type><unique>true</unique>',
  ),
  'permissionsets/Visits.permissionset-meta.xml': typed(
    'PermissionSet',
    `<fieldPermissions><editable>true</editable><field>Visit__c.Code__c</field><readable>true</readable></fieldPermissions><label>Visits</label><objectPermissions>${flags(['allowCreate', 'allowDelete', 'allowEdit', 'allowRead', 'modifyAllRecords'])}<object>Visit__c</object><viewAllRecords>true</viewAllRecords></objectPermissions>`,
  ),
  'lwc/visitCard/visitCard.js':
    "import { LightningElement } from 'lwc';\nexport default class VisitCard extends LightningElement {}\n",
  'lwc/visitCard/visitCard.html': '<template><p>Visit</p></template>\n',
  'lwc/visitCard/visitCard.js-meta.xml': typed(
    'LightningComponentBundle',
    '<apiVersion>66.0</apiVersion><isExposed>false</isExposed>',
  ),
  'staticresources/Visit_Note.txt': 'A visit is a visit.\n',
  'staticresources/Visit_Note.resource-meta.xml': typed(
    'StaticResource',
    '<cacheControl>Public</cacheControl><contentType>text/plain</contentType>',
  ),
};

/** The components of the project, as `Type:Name`. */
export const COMPONENTS: readonly string[] = [
  'CustomField:Visit__c.Code__c',
  'CustomObject:Visit__c',
  'LightningComponentBundle:visitCard',
  'PermissionSet:Visits',
  'StaticResource:Visit_Note',
];

/** Where a file of the project's source is, below its folder. */
export function sourcePath(file: string): string {
  return join('force-app', 'main', 'default', file);
}

/** Writes the project into that folder. */
export async function writeProject(folder: string): Promise<void> {
  const project = { packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '66.0' };
  const files = [
    ['sfdx-project.json', JSON.stringify(project)] as const,
    ...Object.entries(SOURCE).map(([path, content]) => [sourcePath(path), content] as const),
  ];
  for (const [path, content] of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}
