/**
 * A value as JSON, piece by piece. What is iterable and no array is written as an array while it is made, each element
 * on a line of its own, so that a document of any size needs no more memory than one of its elements. The rest is
 * indented by two spaces.
 */
export function* jsonText(value: unknown, indent = ''): Generator<string> {
  if (!streams(value)) {
    yield JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
    return;
  }
  const deeper = `${indent}  `;
  let separator = '';
  if (isStream(value)) {
    yield '[';
    for (const item of value) {
      yield `${separator}\n${deeper}`;
      if (streams(item)) yield* jsonText(item, deeper);
      else yield JSON.stringify(item);
      separator = ',';
    }
    yield separator === '' ? ']' : `\n${indent}]`;
    return;
  }
  yield '{';
  for (const [key, item] of Object.entries(value) as [string, unknown][]) {
    if (item === undefined) continue;
    yield `${separator}\n${deeper}${JSON.stringify(key)}: `;
    yield* jsonText(item, deeper);
    separator = ',';
  }
  yield `\n${indent}}`;
}

/** Whether it is made while it is written, or holds such a value; arrays hold none. */
function streams(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return isStream(value) || Object.values(value).some(streams);
}

function isStream(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value && !Array.isArray(value);
}
