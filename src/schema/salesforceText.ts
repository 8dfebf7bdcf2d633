import * as z from 'zod';

/**
 * Names and texts as Salesforce accepts them: what is refused here would be refused by a deploy, only later and with a
 * worse message. Lengths are counted in UTF-16 units, which never allows more than the platform does.
 */

const NAME_RULE = 'letters, digits and single underscores, a letter first, no underscore last';

/**
 * A developer name: letters, digits and underscores, starting with a letter, without two underscores in a row and none
 * at the end. The same rule for every component:
 * https://developer.salesforce.com/docs/platform/object-reference/references/standard-objects/object-listview.html (DeveloperName)
 */
export const developerName = (max: number): z.ZodString =>
  z
    .string()
    .max(max)
    .regex(/^[A-Za-z](?:_?[A-Za-z0-9])*$/, { error: `expected a name of ${NAME_RULE}` })
    .refine((name) => !DEVICE_NAME.test(name), {
      error: 'expected another name: it names a file too, and Windows keeps this one for a device',
    });

/** Source: https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file */
const DEVICE_NAME = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** 40 characters before the suffix: https://help.salesforce.com/s/articleView?id=000381913&type=1 */
const CUSTOM_NAME = 40;
const SUFFIX = 3;

/** The API name of a custom field (without a namespace), 40 characters before `__c`. */
export const fieldApiName = z
  .string()
  .max(CUSTOM_NAME + SUFFIX, { error: `expected at most ${CUSTOM_NAME} characters before __c` })
  .regex(/^[A-Za-z](?:_?[A-Za-z0-9])*__c$/, { error: `expected a custom field name that ends with __c: ${NAME_RULE}` });

const NAMESPACE = 15;

/** Objects that hold no business records, or that records are not written to as to others, by the end of their names. */
const OUT_OF_REACH: readonly (readonly [suffix: RegExp, reason: string])[] = [
  [/__b$/i, 'big objects take no validation rules'],
  [/__x$/i, 'external objects show records that another system holds'],
  [/__e$/i, 'platform events are messages, which the marker headers mark'],
  [/__mdt$/i, 'custom metadata is configuration'],
  [/__kav$/i, 'knowledge articles are content, not records of people or events'],
];

/**
 * A standard object's name or a custom one's, 40 characters before `__c`; that of a managed package has the package's
 * namespace (up to 15 characters) and two underscores before it. With `or`, that text is accepted too.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/customobject.htm and
 * https://developer.salesforce.com/docs/atlas.en-us.packagingGuide.meta/packagingGuide/register_your_namespace_prefix.htm
 */
const objectName = (or = ''): z.ZodString => {
  const custom = `(?:[A-Za-z](?:_?[A-Za-z0-9]){0,${NAMESPACE - 1}}__)?[A-Za-z](?:_?[A-Za-z0-9])*__c`;
  const standard = '[A-Za-z](?:_?[A-Za-z0-9])*';
  return z
    .string()
    .max(NAMESPACE + 2 + CUSTOM_NAME + SUFFIX, { error: `expected at most ${CUSTOM_NAME} characters before __c` })
    .regex(new RegExp(`^(?:${or === '' ? '' : `${or}|`}${custom}|${standard})$`), {
      error: ({ input }) => {
        const [, reason] = OUT_OF_REACH.find(([suffix]) => suffix.test(String(input))) ?? [];
        return reason === undefined
          ? `expected an object name such as Account or Loyalty_Membership__c: ${NAME_RULE}`
          : `expected an object with records of its own: ${reason}`;
      },
    });
};

export const objectApiName = objectName();
/** An object's name, or `*` for all of them. */
export const objectApiNameOrEvery = objectName('\\*');

/**
 * A language of the Translation Workbench: `de`, `pt_BR`, `zh_CN`. Which of them an org has switched on only it knows.
 * Source: https://help.salesforce.com/s/articleView?id=sf.faq_getstart_what_languages_does.htm
 */
export const languageCode = z.string().regex(/^[a-z]{2,3}(?:_[A-Z]{2})?$/, {
  error: 'expected a Salesforce language code such as de, fr or pt_BR',
});

/**
 * The name of a custom metadata type, 40 characters before `__mdt`: it is a custom object with another suffix
 * (https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_custommetadatatypes.htm).
 */
export const metadataTypeApiName = z
  .string()
  .max(CUSTOM_NAME + '__mdt'.length, { error: `expected at most ${CUSTOM_NAME} characters before __mdt` })
  .regex(/^[A-Za-z](?:_?[A-Za-z0-9])*__mdt$/, {
    error: `expected a custom metadata type name that ends with __mdt: ${NAME_RULE}`,
  });

/**
 * Text that goes into an XML element. XML 1.0 has no way to write most control characters, not even escaped
 * (https://www.w3.org/TR/xml/#charsets); a carriage return would come back as a line feed. White space around the text
 * is dropped, so that a YAML block text does not end in a line break.
 */
const xmlText = (max: number, characters: RegExp, error: string): z.ZodString =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(characters, { error })
    .refine((text) => !/\p{Surrogate}/u.test(text), {
      error: 'expected whole Unicode characters',
      params: { problem: 'holds half of a surrogate pair' },
    });

/** One line of at most `max` characters. */
export const label = (max: number): z.ZodString =>
  // eslint-disable-next-line no-control-regex -- these are the characters to refuse
  xmlText(max, /^[^\u0000-\u001F\u0085\u2028\u2029\uFFFE\uFFFF]*$/, 'expected one line without control characters');

/** One or more lines of at most `max` characters in all. */
export const prose = (max: number): z.ZodString =>
  // eslint-disable-next-line no-control-regex -- these are the characters to refuse
  xmlText(max, /^[^\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]*$/, 'expected a text without control characters');

/** Lengths by component, each with the public page that states it. */
export const limits = {
  /** Label of a custom field: https://help.salesforce.com/s/articleView?id=000381913&type=1 */
  fieldLabel: 40,
  /**
   * Description and help text of a custom field. No public reference page states these two figures; they are the bounds
   * of the setup pages. A description of 1,000 is documented for custom metadata records
   * (https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_custommetadata.htm).
   */
  fieldDescription: 1000,
  fieldHelpText: 510,
  /** A Text field: https://help.salesforce.com/s/articleView?id=platform.custom_field_types.htm&type=5 */
  textField: 255,
  /** Rule name and description: https://help.salesforce.com/s/articleView?id=platform.fields_validation_rules_fields.htm&type=5 */
  ruleName: 40,
  ruleDescription: 255,
  /** Error message of a validation rule: https://github.com/forcedotcom/afv-library, skills/generating-validation-rule */
  ruleMessage: 255,
  /** Name, label and description: https://developer.salesforce.com/docs/atlas.en-us.224.0.sfFieldRef.meta/sfFieldRef/salesforce_field_reference_PermissionSet.htm */
  permissionSetName: 80,
  permissionSetLabel: 80,
  permissionSetDescription: 255,
  /** Name, label and description: https://developer.salesforce.com/docs/atlas.en-us.238.0.object_reference.meta/api/sforce_api_objects_custompermission.htm */
  customPermissionName: 80,
  customPermissionLabel: 80,
  customPermissionDescription: 255,
  /** https://developer.salesforce.com/docs/platform/object-reference/references/standard-objects/object-listview.html */
  listViewName: 40,
  /** "Under 40 characters": https://github.com/forcedotcom/afv-library, skills/generating-list-view */
  listViewLabel: 39,
  /** Label of a custom object or metadata type: https://help.salesforce.com/s/articleView?id=000381913&type=1 */
  objectLabel: 40,
  /** Developer name of a custom metadata record, held to the bound of the other names of that type. */
  metadataRecordName: 40,
  /**
   * The page names the characters, not a length: https://developer.salesforce.com/docs/platform/lwc/guide/create-resources.
   * 80 is ours, that of other names: with its endings, a name of 255 is longer than a file system's names can be.
   */
  staticResourceName: 80,
  /** Why an object is left out; the bound is ours. */
  exclusionReason: 255,
  /** Alternative text of the badge, a literal in a formula; the bound is ours. */
  badgeAltText: 80,
} as const;
