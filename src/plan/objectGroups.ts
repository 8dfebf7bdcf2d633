/** Items that are alike but for the object they concern, as one; `objects` is empty where they concern none. */
export type ObjectGroup<T> = { readonly sample: T; readonly objects: readonly string[] };

/** Groups items with equal `likeness`, in the order in which each group's first item comes. */
export function groupByObject<T extends { readonly object?: string }>(
  items: readonly T[],
  likeness: (item: T) => readonly string[],
): ObjectGroup<T>[] {
  const groups = new Map<string, { sample: T; objects: string[] }>();
  for (const item of items) {
    const key = JSON.stringify(likeness(item));
    const group = groups.get(key) ?? { sample: item, objects: [] };
    if (item.object !== undefined) group.objects.push(item.object);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** `Account, Case, Contact and 3 more`; at most `most` names. */
export function nameObjects(objects: readonly string[], most = 3): string {
  if (objects.length <= most + 1) return objects.join(', ');
  return `${objects.slice(0, most).join(', ')} and ${objects.length - most} more`;
}
