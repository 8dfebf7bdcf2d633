import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { SfError } from '@salesforce/core/sfError';
import { BANNER_COMPONENT } from '../metadata/banner.js';
import type { SourceFile } from '../metadata/sourceFormat.js';
import { errorCode } from '../schema/configText.js';
import type { FieldText, ProvenanceSchema } from '../schema/provenanceSchema.js';

/** The hand-written Lightning web component that imports the module as `c/syntheticMarkers`. */
const BANNER = `lwc/${BANNER_COMPONENT}/${BANNER_COMPONENT}.js`;

const API_VERSION = '66.0';

const META = `<?xml version="1.0" encoding="UTF-8"?>
<LightningComponentBundle xmlns="http://soap.sforce.com/2006/04/metadata">
    <apiVersion>${API_VERSION}</apiVersion>
    <description>Names of the provenance markers for Lightning web components. Managed as code.</description>
    <isExposed>false</isExposed>
    <masterLabel>Synthetic Markers</masterLabel>
</LightningComponentBundle>
`;

/** Whether the package has the record page banner. Throws `NotReadable` when the disk doesn't say. */
export async function hasBanner(outputDir: string): Promise<boolean> {
  const file = join(outputDir, ...BANNER.split('/'));
  try {
    await access(file);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return false;
    throw new SfError(
      `${file} could not be read: ${error instanceof Error ? error.message : String(error)}`,
      'NotReadable',
      ['Check the file’s permissions.'],
    );
  }
}

/**
 * The markers' names for Lightning web components, as a service component of its own: the banner, or a component that
 * replaces it, imports `c/syntheticMarkers` and follows the provenance schema. The same schema gives the same bytes.
 * Source: https://developer.salesforce.com/docs/platform/lwc/guide/js-share-code.html
 */
export function markerModule({ markers, badge }: ProvenanceSchema): SourceFile[] {
  const named = ({ apiName, label }: FieldText): Record<string, string> => ({ fieldApiName: apiName, label });
  const fields = {
    isSynthetic: named(markers.is_synthetic),
    generationSource: named(markers.generation_source),
    creationTimestamp: named(markers.creation_timestamp),
  };
  const script = `// Written by "sf synthetic generate" from the provenance schema: change that file, not this one.

/** The marker fields: API name, and label in the schema's language. */
export const markers = ${JSON.stringify(fields, null, 2)};

/** The badge: its field, and the text that stands for its picture. */
export const badge = ${JSON.stringify({ ...named(badge.field), text: badge.altText }, null, 2)};
`;
  const file = (suffix: string, text: string): SourceFile => ({
    path: `lwc/syntheticMarkers/syntheticMarkers.${suffix}`,
    content: new TextEncoder().encode(text),
  });
  return [file('js', script), file('js-meta.xml', META)];
}
