import type { ComponentType } from './componentType.js';
import { containedTypes } from './containedTypes.js';
import { customField } from './customField.js';
import { customMetadata } from './customMetadata.js';
import { customObject } from './customObject.js';
import { customObjectTranslation } from './customObjectTranslation.js';
import { customPermission } from './customPermission.js';
import { eventRelayConfig } from './eventRelayConfig.js';
import { folderTypes } from './folderTypes.js';
import { layout } from './layout.js';
import { leadConvertSettings } from './leadConvertSettings.js';
import { listView } from './listView.js';
import { objectChildren } from './objectChildren.js';
import { splitFullName } from './naming.js';
import { mutingPermissionSet, permissionSetGroup } from './permissionSetGroup.js';
import { permissionSet } from './permissionSet.js';
import { plainTypes } from './plainTypes.js';
import { profile } from './profile.js';
import { settings } from './settings.js';
import { staticResource } from './staticResource.js';
import { validationRule } from './validationRule.js';
import { globalValueSet, standardValueSet } from './valueSets.js';

/** Every metadata type the embedded org takes; whatever is not here is refused by name. */
export const componentTypes: readonly ComponentType[] = [
  customObject,
  customField,
  validationRule,
  listView,
  ...objectChildren,
  customPermission,
  permissionSet,
  mutingPermissionSet,
  permissionSetGroup,
  profile,
  customMetadata,
  staticResource,
  layout,
  customObjectTranslation,
  leadConvertSettings,
  eventRelayConfig,
  globalValueSet,
  standardValueSet,
  settings,
  ...containedTypes,
  ...folderTypes,
  ...plainTypes,
];

export type ChildType = ComponentType & { readonly element: string; readonly parent: string };

/** The types that live inside other types' files. */
export const childTypes: readonly ChildType[] = componentTypes.filter(
  (type): type is ChildType => type.element !== undefined && type.parent !== undefined,
);

export function childTypesOf(parent: string): readonly ChildType[] {
  return childTypes.filter((type) => type.parent === parent);
}

/** The full name of a component inside another one's file. */
export function childName(type: ComponentType, parent: string, name: string): string {
  return type.bareName === true ? name : `${parent}.${name}`;
}

/** The full name of the component in whose file this one is. */
export function parentName(type: ComponentType, fullName: string): string {
  return type.bareName === true ? (type.parent ?? '') : splitFullName(fullName)[0];
}

/** The WSDL type of a component's body. */
export function bodyType(type: ComponentType, fullName: string): string {
  return type.rootType?.(fullName) ?? type.name;
}

const BY_NAME = new Map(componentTypes.map((type) => [type.name, type]));

export function componentType(name: string): ComponentType | undefined {
  return BY_NAME.get(name);
}

/** Elements of a CustomObject file that are components of types the embedded org does not take. */
export const refusedChildren: Readonly<Record<string, string>> = {
  sharingRecalculations: 'SharingRecalculation',
};

export function refusal(typeName: string): string {
  return `The embedded org does not take components of type ${typeName}.`;
}
