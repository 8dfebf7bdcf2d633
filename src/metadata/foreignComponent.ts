import { readXml, type XmlBody } from './xml.js';

/** Components of an org that are none of the schema's and bear on it: what writes to records, shows them, sends them on. */
export const foreignTypes = [
  'ApexTrigger',
  'ConnectedApp',
  'EventRelayConfig',
  'ExternalCredential',
  'ExternalDataSource',
  'FlexiPage',
  'Flow',
  'LightningComponentBundle',
  'NamedCredential',
  'RemoteSiteSetting',
  'Workflow',
] as const;
export type ForeignType = (typeof foreignTypes)[number];

/** `source` is the code of what is code. */
export type ForeignComponent = {
  readonly type: ForeignType;
  readonly fullName: string;
  readonly body: XmlBody;
  readonly source?: string;
};

type Place = { readonly pattern: RegExp; readonly source?: (path: string) => string };

/** Source of the folders: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_types_list.htm */
const PLACES: Readonly<Record<ForeignType, Place>> = {
  ApexTrigger: { pattern: /^triggers\/(.+)\.trigger-meta\.xml$/, source: (path) => path.replace(/-meta\.xml$/, '') },
  ConnectedApp: { pattern: /^connectedApps\/(.+)\.connectedApp$/ },
  EventRelayConfig: { pattern: /^eventRelays\/(.+)\.eventRelay$/ },
  ExternalCredential: { pattern: /^externalCredentials\/(.+)\.externalCredential$/ },
  ExternalDataSource: { pattern: /^dataSources\/(.+)\.dataSource$/ },
  FlexiPage: { pattern: /^flexipages\/(.+)\.flexipage$/ },
  Flow: { pattern: /^flows\/(.+)\.flow$/ },
  LightningComponentBundle: { pattern: /^lwc\/([^/]+)\/\1\.js-meta\.xml$/ },
  NamedCredential: { pattern: /^namedCredentials\/(.+)\.namedCredential$/ },
  RemoteSiteSetting: { pattern: /^remoteSiteSettings\/(.+)\.remoteSite$/ },
  Workflow: { pattern: /^workflows\/(.+)\.workflow$/ },
};

/** The foreign components in a retrieved package. Throws XmlError, headed by the file's path, on one that can't be read. */
export function readForeign(files: Readonly<Record<string, Uint8Array>>): ForeignComponent[] {
  const text = (path: string): string => new TextDecoder().decode(files[path]);
  return Object.keys(files).flatMap((path): ForeignComponent[] => {
    const inPackage = path.replace(/^unpackaged\//, '');
    for (const type of foreignTypes) {
      const { pattern, source } = PLACES[type];
      const fullName = pattern.exec(inPackage)?.[1];
      if (fullName === undefined) continue;
      const code = source?.(path);
      return [
        {
          type,
          fullName: decodeURIComponent(fullName),
          body: bodyOf(path, text(path)),
          ...(code === undefined || files[code] === undefined ? {} : { source: text(code) }),
        },
      ];
    }
    return [];
  });
}

function bodyOf(path: string, xml: string): XmlBody {
  try {
    return readXml(xml).body;
  } catch (error) {
    if (error instanceof Error) error.message = `${path}: ${error.message}`;
    throw error;
  }
}
