import type { ComponentType } from './componentType.js';
import { developerNameProblems } from './naming.js';

type Shape = 'file' | 'beside' | 'bundle';
type Row = readonly [name: string, folder: string, suffix: string, keyPrefix: string, ...options: string[]];

/** For types whose ids have no prefix of their own that is public. */
const NO_PREFIX = '000';

/**
 * Types that are held to their WSDL type alone: what their components refer to is not looked at. Each row: the type, its
 * folder, its files' suffix, its ids' prefix; `beside` a file of content with its `-meta.xml`, `bundle` a folder of
 * files; `named` for a developer name.
 *
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_types_list.htm (a page a type).
 * The prefixes are chosen: they only have to be stable, and not every one of them was found in a public source.
 */
const ROWS: readonly Row[] = [
  ['ApexClass', 'classes', 'cls', '01p', 'beside', 'named'],
  ['ApexComponent', 'components', 'component', '099', 'beside', 'named'],
  ['ApexPage', 'pages', 'page', '066', 'beside', 'named'],
  ['ApexTestSuite', 'testSuites', 'testSuite', '05F', 'named'],
  ['ApexTrigger', 'triggers', 'trigger', '01q', 'beside', 'named'],
  ['AppMenu', 'appMenus', 'appMenu', '0DS'],
  ['Audience', 'audience', 'audience', '6Au'],
  ['AuraDefinitionBundle', 'aura', '', '0Ab', 'bundle', 'named'],
  ['BrandingSet', 'brandingSets', 'brandingSet', '07E', 'named'],
  ['ConnectedApp', 'connectedApps', 'connectedApp', '0H4', 'named'],
  ['ContentAsset', 'contentassets', 'asset', '03S', 'beside', 'named'],
  ['CorsWhitelistOrigin', 'corsWhitelistOrigins', 'corsWhitelistOrigin', NO_PREFIX],
  ['CspTrustedSite', 'cspTrustedSites', 'cspTrustedSite', '08y', 'named'],
  ['CustomApplication', 'applications', 'app', '02u'],
  ['CustomNotificationType', 'notificationtypes', 'notiftype', '0ML', 'named'],
  ['CustomPageWebLink', 'weblinks', 'weblink', '00b', 'named'],
  ['CustomSite', 'sites', 'site', '0DM', 'named'],
  ['CustomTab', 'tabs', 'tab', '01r'],
  ['DelegateGroup', 'delegateGroups', 'delegateGroup', '04y', 'named'],
  ['DuplicateRule', 'duplicateRules', 'duplicateRule', '0Bm'],
  ['ExternalCredential', 'externalCredentials', 'externalCredential', '0pu', 'named'],
  ['ExternalDataSource', 'dataSources', 'dataSource', '0XC', 'named'],
  ['FlexiPage', 'flexipages', 'flexipage', '0M0', 'named'],
  ['Flow', 'flows', 'flow', '301'],
  ['FlowDefinition', 'flowDefinitions', 'flowDefinition', '300', 'named'],
  ['GlobalValueSetTranslation', 'globalValueSetTranslations', 'globalValueSetTranslation', NO_PREFIX],
  ['Group', 'groups', 'group', '00G', 'named'],
  ['HomePageComponent', 'homePageComponents', 'homePageComponent', NO_PREFIX],
  ['HomePageLayout', 'homePageLayouts', 'homePageLayout', NO_PREFIX],
  ['Letterhead', 'letterhead', 'letter', NO_PREFIX, 'named'],
  ['LightningComponentBundle', 'lwc', '', '0Rb', 'bundle', 'named'],
  ['LightningExperienceTheme', 'lightningExperienceThemes', 'lightningExperienceTheme', NO_PREFIX, 'named'],
  ['LightningMessageChannel', 'messageChannels', 'messageChannel', NO_PREFIX, 'named'],
  ['NamedCredential', 'namedCredentials', 'namedCredential', '0XA', 'named'],
  ['NavigationMenu', 'navigationMenus', 'navigationMenu', NO_PREFIX, 'named'],
  ['Network', 'networks', 'network', '0DB'],
  ['NetworkBranding', 'networkBranding', 'networkBranding', NO_PREFIX, 'beside'],
  ['PathAssistant', 'pathAssistants', 'pathAssistant', NO_PREFIX],
  ['PlatformEventChannel', 'platformEventChannels', 'platformEventChannel', '0YL'],
  ['PlatformEventChannelMember', 'platformEventChannelMembers', 'platformEventChannelMember', '0v8'],
  ['Prompt', 'prompts', 'prompt', NO_PREFIX, 'named'],
  ['Queue', 'queues', 'queue', '00G', 'named'],
  ['QuickAction', 'quickActions', 'quickAction', '09D'],
  ['RemoteSiteSetting', 'remoteSiteSettings', 'remoteSite', '0rp', 'named'],
  ['ReportType', 'reportTypes', 'reportType', '070', 'named'],
  ['Role', 'roles', 'role', '00E', 'named'],
  ['StandardValueSetTranslation', 'standardValueSetTranslations', 'standardValueSetTranslation', NO_PREFIX],
  ['Translations', 'translations', 'translation', NO_PREFIX],
];

export const plainTypes: readonly ComponentType[] = ROWS.map(plainType);

function plainType([name, folder, suffix, keyPrefix, ...options]: Row): ComponentType {
  const shape: Shape = options.includes('bundle') ? 'bundle' : options.includes('beside') ? 'beside' : 'file';
  return {
    name,
    folder,
    suffix,
    metaFile: shape === 'beside',
    ...(shape === 'bundle' ? { bundle: true } : {}),
    keyPrefix,
    checkAlone: ({ fullName, content }) => [
      ...(options.includes('named') ? developerNameProblems(fullName, inWords(name), LONGEST_NAME) : []),
      ...(shape === 'bundle' && content === undefined ? [`The embedded org takes a ${name} in packages only.`] : []),
    ],
    checkWithin: (_, { org }) => (CODE.has(name) && org.kind === 'production' ? [UNTESTED] : []),
  };
}

const LONGEST_NAME = 80;

/**
 * Code reaches production only with tests that cover 75 % of it, and nothing runs tests here.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/apex_code_coverage_intro.htm
 */
const CODE: ReadonlySet<string> = new Set(['ApexClass', 'ApexTrigger']);
const UNTESTED =
  'The embedded org cannot run Apex tests, and a production org takes Apex only with tests that cover 75% of it.';

/** `CustomPageWebLink` → `Custom Page Web Link` */
function inWords(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2');
}
