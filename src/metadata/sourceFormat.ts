import type { Component, ComponentType } from './component.js';
import { toXmlBody, toXmlFile } from './componentXml.js';
import { listOf, textOf, writeXml } from './xml.js';

/** A file of a DX project, its path relative to the package's `main/default` folder, with forward slashes. */
export type SourceFile = { readonly path: string; readonly content: Uint8Array };

/** File name endings of a static resource's body, by content type, as source format chooses them. */
const CONTENT_SUFFIX: Readonly<Record<string, string>> = { 'image/svg+xml': 'svg', 'image/png': 'png' };

/** Where a type's XML file lies in source format. Source: https://github.com/forcedotcom/source-deploy-retrieve/blob/main/src/registry/metadataRegistry.json */
const XML_PATH: { [Type in ComponentType]: (fullName: string) => string } = {
  CustomField: (fullName) => childPath(fullName, 'fields', 'field'),
  CustomMetadata: (fullName) => `customMetadata/${fullName}.md-meta.xml`,
  CustomObject: (fullName) => `objects/${fullName}/${fullName}.object-meta.xml`,
  CustomObjectTranslation: (fullName) => `objectTranslations/${fullName}/${fullName}.objectTranslation-meta.xml`,
  CustomPermission: (fullName) => `customPermissions/${fullName}.customPermission-meta.xml`,
  LeadConvertSettings: (fullName) => `LeadConvertSettings/${fullName}.LeadConvertSetting-meta.xml`,
  ListView: (fullName) => childPath(fullName, 'listViews', 'listView'),
  PermissionSet: (fullName) => `permissionsets/${fullName}.permissionset-meta.xml`,
  StaticResource: (fullName) => `staticresources/${fullName}.resource-meta.xml`,
  ValidationRule: (fullName) => childPath(fullName, 'validationRules', 'validationRule'),
};

/** The component's files: its XML and what source format keeps beside it, a static resource's body or fields' texts. */
export function toSourceFiles(component: Component): SourceFile[] {
  if (component.type === 'CustomObjectTranslation') return translationFiles(component);
  const path = XML_PATH[component.type](component.fullName);
  const files: SourceFile[] = [{ path, content: new TextEncoder().encode(toXmlFile(component)) }];
  if (component.type === 'StaticResource' && component.content !== undefined) {
    const suffix = CONTENT_SUFFIX[component.body.contentType];
    if (suffix === undefined) throw new Error(`No file ending is known for content type ${component.body.contentType}`);
    files.push({ path: `staticresources/${component.fullName}.${suffix}`, content: component.content });
  }
  return files;
}

/** Source format keeps each field's texts in a file of its own beside the object's. */
function translationFiles(component: Component<'CustomObjectTranslation'>): SourceFile[] {
  const { fields = [], ...rest } = toXmlBody(component);
  const folder = `objectTranslations/${component.fullName}`;
  const file = (name: string, xml: string): SourceFile => ({
    path: `${folder}/${name}-meta.xml`,
    content: new TextEncoder().encode(xml),
  });
  return [
    file(`${component.fullName}.objectTranslation`, writeXml(component.type, rest)),
    ...listOf(fields).flatMap((field) =>
      typeof field === 'string' || Array.isArray(field)
        ? []
        : [file(`${textOf(field['name']) ?? ''}.fieldTranslation`, writeXml('CustomFieldTranslation', field))],
    ),
  ];
}

function childPath(fullName: string, folder: string, suffix: string): string {
  const [object = '', name = ''] = fullName.split('.');
  return `objects/${object}/${folder}/${name}.${suffix}-meta.xml`;
}
