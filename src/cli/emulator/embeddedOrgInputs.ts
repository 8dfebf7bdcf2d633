import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Messages } from '@salesforce/core/messages';
import { defaultBadge, defaultMarkers, defaultPolicy } from '../../schema/provenanceDefaults.js';
import { dayOf } from '../../schema/day.js';
import { readProvenanceSchema } from '../../schema/schemaFile.js';
import { locateSchemaFile } from '../projectFiles.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'emulator');

/** What the embedded org's commands have to know of the provenance schema: names, and nothing else. */
export type SchemaNames = {
  /** The API names of the fields that mark a record. */
  readonly markers: {
    readonly isSynthetic: string;
    readonly generationSource: string;
    readonly creationTimestamp: string;
  };
  /** The policy's custom metadata type, and the name of its record. */
  readonly policy: { readonly type: string; readonly record: string };
  readonly staticResource: string;
};

/** The names in the project's provenance schema, or in an empty one where there is no file. A wrong file is an error. */
export async function schemaNames(): Promise<SchemaNames> {
  const { markers, policy, badge } = await schemaOrDefaults();
  return {
    markers: {
      isSynthetic: markers.is_synthetic.apiName,
      generationSource: markers.generation_source.apiName,
      creationTimestamp: markers.creation_timestamp.apiName,
    },
    policy: { type: policy.type, record: policy.record },
    staticResource: badge.staticResource,
  };
}

async function schemaOrDefaults(): Promise<{
  readonly markers: Readonly<Record<keyof typeof defaultMarkers, { readonly apiName: string }>>;
  readonly policy: { readonly type: string; readonly record: string };
  readonly badge: { readonly staticResource: string };
}> {
  try {
    return await readProvenanceSchema(await locateSchemaFile(undefined), dayOf(new Date()));
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ProvenanceSchemaNotFound')) throw error;
    return { markers: defaultMarkers, policy: defaultPolicy, badge: defaultBadge };
  }
}

/**
 * The texts of certificate files, each of one X.509 certificate in PEM with an RSA key, as the JWT bearer flow needs.
 * Throws `NoCertificateError` or `BadCertificateError`, which name the file.
 */
export function readCertificates(files: readonly string[]): Promise<string[]> {
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(file, 'utf8');
      const type = keyTypeOf(text);
      if (type === 'rsa') return text;
      throw type === undefined
        ? messages.createError('error.NoCertificate', [file])
        : messages.createError('error.BadCertificate', [file, type]);
    }),
  );
}

/** The type of the key that a certificate is for; undefined for text that is no certificate. */
function keyTypeOf(pem: string): string | undefined {
  try {
    return new X509Certificate(pem).publicKey.asymmetricKeyType;
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
