import * as z from 'zod';

/** The type of what is signed: an in-toto statement. */
export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

const envelopeShape = z.object({
  payload: z.string(),
  payloadType: z.literal(PAYLOAD_TYPE),
  signatures: z.array(z.object({ keyid: z.string().optional(), sig: z.string() })).min(1),
});

/** Whether a text is an envelope at all, whoever signed it. */
export const isAttestation = (text: string): boolean => parseEnvelope(text) !== undefined;

/** The ids of the keys that an envelope says it is signed with; undefined when it is none. Nothing is trusted by them. */
export function claimedKeys(text: string): string[] | undefined {
  return parseEnvelope(text)?.signatures.flatMap(({ keyid }) => keyid ?? []);
}

/** The envelope that a text is; undefined for any other text. */
export function parseEnvelope(text: string): z.infer<typeof envelopeShape> | undefined {
  try {
    return envelopeShape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
