import { ApiError } from '../../org/apiError.js';
import type { MetadataBody } from '../../org/componentStore.js';
import type { EmbeddedOrg } from '../../org/embeddedOrg.js';
import { childTypesOf, componentType, componentTypes } from '../types/registry.js';
import { isMetadataType } from '../xml/schema.js';
import { childElements, childrenOf, fileProperties, holding, holdings, type FileProperties } from './components.js';

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_listmetadata.htm ("up to three queries") */
const MAX_QUERIES = 3;
/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_readMetadata.htm ("up to 10") */
const MAX_READ = 10;

/**
 * The components of some types. A type of the platform that the embedded org does not take has none; a name that is no
 * type at all is an error (wording: https://github.com/forcedotcom/cli/issues/2858).
 */
export function listMetadata(org: EmbeddedOrg, types: readonly string[]): FileProperties[] {
  if (types.length > MAX_QUERIES) {
    throw new ApiError(
      400,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${MAX_QUERIES} queries in listMetadata`,
    );
  }
  for (const type of types) {
    if (!isMetadataType(type)) throw new ApiError(400, 'INVALID_TYPE', `Unknown type:${type}`);
  }
  return types.flatMap((type) =>
    (componentType(type) ? holdings(org, type) : []).map((each) => fileProperties(org, each)),
  );
}

export type DescribeMetadataResult = {
  readonly metadataObjects: readonly {
    readonly childXmlNames: readonly string[];
    readonly directoryName: string;
    readonly inFolder: boolean;
    readonly metaFile: boolean;
    readonly suffix: string;
    readonly xmlName: string;
  }[];
  readonly organizationNamespace: string;
  readonly partialSaveAllowed: boolean;
  readonly testRequired: boolean;
};

/** Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_describemetadataresult.htm */
export function describeMetadata(org: EmbeddedOrg): DescribeMetadataResult {
  const production = org.kind === 'production';
  return {
    metadataObjects: componentTypes
      .filter(({ element, listedAs }) => element === undefined && listedAs === undefined)
      .map(({ name, folder, folderType, metaFile, suffix }) => ({
        childXmlNames: childTypesOf(name).map((child) => child.name),
        directoryName: folder,
        inFolder: folderType !== undefined,
        metaFile,
        suffix,
        xmlName: name,
      })),
    organizationNamespace: '',
    partialSaveAllowed: !production,
    testRequired: production,
  };
}

/** One record a name, undefined where the org has no such component. */
export function readMetadata(
  org: EmbeddedOrg,
  type: string,
  fullNames: readonly string[],
): (MetadataBody | undefined)[] {
  const known = componentType(type);
  if (known?.bundle === true || type === 'Settings') {
    throw new ApiError(400, 'FUNCTIONALITY_NOT_ENABLED', `The embedded org gives ${type} in retrieves only.`);
  }
  if (!known) {
    // Wording: https://github.com/certinia/apex-mdapi/issues/194
    throw new ApiError(400, 'UNKNOWN_EXCEPTION', `${type} is not a valid metadata type for reading`);
  }
  if (fullNames.length > MAX_READ) {
    throw new ApiError(400, 'EXCEEDED_ID_LIMIT', `record limit reached. cannot read more than ${MAX_READ} records`);
  }
  return fullNames.map((fullName) => {
    const found = holding(org, type, fullName);
    if (!found) return undefined;
    const children = childElements(childrenOf(org, type, found.fullName));
    const content = known.metaFile ? found.component?.content : undefined;
    return {
      fullName: found.fullName,
      ...(found.component?.body ?? found.body),
      ...children,
      ...(content === undefined ? {} : { content: Buffer.from(content).toString('base64') }),
    };
  });
}
