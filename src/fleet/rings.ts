/** Orgs that a change reaches together. */
export type Ring<Org> = { readonly name: string | undefined; readonly orgs: readonly Org[] };

/** The rings in the order of their first orgs. */
export function ringsOf<Org extends { readonly ring?: string | undefined }>(orgs: readonly Org[]): Ring<Org>[] {
  return [...Map.groupBy(orgs, ({ ring }) => ring)].map(([name, together]) => ({ name, orgs: together }));
}
