import { ApiError } from '../../org/apiError.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}

/** A request that is wrong as a whole; nothing of it is done. */
export function badRequest(errorCode: string, message: string): ApiError {
  return new ApiError(400, errorCode, message);
}

/** The object a request body must be. */
export function bodyObject(body: unknown): JsonObject {
  if (isJsonObject(body)) return body;
  throw badRequest('JSON_PARSER_ERROR', 'The request body must be a JSON object.');
}

/** The list of objects that a request body must have under a name. */
export function objectsOf(body: JsonObject, name: string): JsonObject[] {
  const list = body[name];
  if (!Array.isArray(list)) throw badRequest('JSON_PARSER_ERROR', `The request body must have a list named ${name}.`);
  return list.map((item: unknown) => {
    if (isJsonObject(item)) return item;
    throw badRequest('JSON_PARSER_ERROR', `Every item of ${name} must be a JSON object.`);
  });
}

/** A flag that is false unless the body says otherwise. */
export function flagOf(body: JsonObject, name: string): boolean {
  const value = body[name] ?? false;
  if (typeof value === 'boolean') return value;
  throw badRequest('JSON_PARSER_ERROR', `${name} must be true or false.`);
}

/** The value under a name in any case, and the object without it. */
export function takeField(record: JsonObject, name: string): { value: unknown; rest: Record<string, unknown> } {
  const wanted = name.toLowerCase();
  const entries = Object.entries(record);
  const value = entries.find(([key]) => key.toLowerCase() === wanted)?.[1];
  return { value, rest: Object.fromEntries(entries.filter(([key]) => key.toLowerCase() !== wanted)) };
}

/** Text under a name of the `attributes` of a record. */
export function attributeOf(record: JsonObject, name: string): string | undefined {
  const attributes = record['attributes'];
  const value = isJsonObject(attributes) ? attributes[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
