import { customField, customObject, listView, validationRule } from './componentViews.js';
import { deployRequest } from './deployRequest.js';
import { entityDefinition } from './entityDefinition.js';
import { fieldDefinition } from './fieldDefinition.js';
import { flowDefinitionView } from './flowDefinitionView.js';
import { metadataComponentDependency } from './metadataComponentDependency.js';
import { setupAuditTrail } from './setupAuditTrail.js';
import { userPermissionAccess } from './userPermissionAccess.js';
import type { SetupView } from './view.js';

export const setupViews: readonly SetupView[] = [
  customField,
  customObject,
  deployRequest,
  entityDefinition,
  fieldDefinition,
  flowDefinitionView,
  listView,
  metadataComponentDependency,
  setupAuditTrail,
  userPermissionAccess,
  validationRule,
];

/** The setup view of that name, in any case. */
export function setupViewNamed(name: string): SetupView | undefined {
  const wanted = name.toLowerCase();
  return setupViews.find(({ object }) => object.name.toLowerCase() === wanted);
}
