import { accessOf } from '../access/access.js';
import type { Access, ObjectAccess } from '../access/access.js';
import type { Caller } from '../access/caller.js';
import { catalogOf } from '../catalog/catalog.js';
import type { Catalog } from '../catalog/definition.js';
import type { EmbeddedOrg } from '../org/embeddedOrg.js';
import { setupViews } from './setupViews.js';
import { isShown } from './view.js';
import type { QueryApi } from './view.js';

const readOnly: ObjectAccess = { create: false, read: true, edit: false, delete: false };

/** The objects that one API shows, setup views included, and the caller's access to them. */
export function apiCatalog(org: EmbeddedOrg, caller: Caller, api: QueryApi): { catalog: Catalog; access: Access } {
  const catalog = catalogOf(org);
  const access = accessOf(org, caller);
  const views = new Map(
    setupViews.filter((view) => isShown(view, api, access)).map(({ object }) => [object.name.toLowerCase(), object]),
  );
  // Business records are the data API's alone.
  const own = catalog.objects().filter(({ category }) => api === 'data' || category !== 'business');
  const names = new Set(own.map(({ name }) => name.toLowerCase()));
  const isView = (name: string): boolean => views.has(name.toLowerCase());
  const viewField = (object: string, field: string): boolean =>
    [...(views.get(object.toLowerCase())?.fields.keys() ?? [])].some(
      (name) => name.toLowerCase() === field.toLowerCase(),
    );
  return {
    catalog: {
      version: catalog.version,
      object: (name) =>
        views.get(name.toLowerCase()) ?? (names.has(name.toLowerCase()) ? catalog.object(name) : undefined),
      field: (object, field) =>
        isView(object)
          ? [...(views.get(object.toLowerCase())?.fields.values() ?? [])].find(
              ({ name }) => name.toLowerCase() === field.toLowerCase(),
            )
          : catalog.field(object, field),
      objects: () => [...own, ...views.values()],
    },
    access: {
      canRead: (object, field) => (isView(object) ? viewField(object, field) : access.canRead(object, field)),
      canEdit: (object, field) => !isView(object) && access.canEdit(object, field),
      hasCustomPermission: (name) => access.hasCustomPermission(name),
      hasUserPermission: (name) => access.hasUserPermission(name),
      object: (name) => (isView(name) ? readOnly : access.object(name)),
    },
  };
}
