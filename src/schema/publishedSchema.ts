import * as z from 'zod';

/**
 * The JSON Schema editors use for a file of this shape, as the text of the published file. Draft 7, which the YAML
 * language servers support throughout; `input`, because a person writes the file before defaults are filled in.
 */
export function publishedSchema(shape: z.ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(shape, { target: 'draft-7', io: 'input' }), null, 2)}\n`;
}
