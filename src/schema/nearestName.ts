/** The known name a mistyped one was probably meant to be, or undefined when none is near. Case is ignored. */
export function nearestName(mistyped: string, known: readonly string[]): string | undefined {
  let best: { name: string; distance: number } | undefined;
  for (const name of known) {
    const distance = editDistance(plain(mistyped), plain(name));
    if (best === undefined || distance < best.distance) best = { name, distance };
  }
  if (best === undefined) return undefined;
  // A third of the letters may differ; beyond that a suggestion is a guess.
  const allowed = Math.max(1, Math.floor(Math.max(plain(mistyped).length, plain(best.name).length) / 3));
  return best.distance <= allowed ? best.name : undefined;
}

/** `isSynthetic`, `is-synthetic` and `IS_SYNTHETIC` are all the same slip. */
const plain = (name: string): string =>
  name
    .slice(0, 100)
    .replace(/[_\-\s]/g, '')
    .toLowerCase();

/** Optimal string alignment: insert, delete, replace, and swap of neighbours count one each. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let distance = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        distance = Math.min(distance, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(distance);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
