import { bodiesOf, bodyOf, flagOf, textOf, textsOf } from '../../catalog/metadataBody.js';
import type { MetadataBody, StoredComponent } from '../../org/componentStore.js';
import type { SetupChange } from '../../org/setupAuditTrail.js';
import { changedText, labelOf, partsOf, pluralOf, type ComponentChange, type Names } from './componentChange.js';

/**
 * How the audit trail tells of custom fields: those of standard objects under `Customize <objects>`, those of custom
 * ones with the object in the text and `Custom` behind the action.
 * Sources: https://github.com/pgonzaleznetwork/ForceAuditTrail (CustomField), and audit trails quoted in public repositories
 */
export function fieldChanges({ before, after }: ComponentChange, names: Names): SetupChange[] {
  const known = after ?? before;
  const place = placeOf(known, names);
  if (before === undefined) return created(after, place, names);
  if (after === undefined) {
    return [
      entry(place, 'deletedCF', `Deleted custom field ${labelIn(before)}${place.custom ? ` from ${place.label}` : ''}`),
    ];
  }
  return changed(before.body, after.body, labelIn(after), place);
}

type Place = {
  readonly custom: boolean;
  readonly section: string;
  readonly label: string;
  /** ` on Brokers` for a custom object, nothing for a standard one. */
  readonly on: string;
};

function placeOf(component: StoredComponent, names: Names): Place {
  const { object } = partsOf(component);
  const plural = pluralOf(names, object);
  const custom = /__(c|mdt)$/i.test(object);
  const kind = /__mdt$/i.test(object) ? 'Custom Metadata Types' : 'Custom Objects';
  return {
    custom,
    section: custom ? kind : `Customize ${plural}`,
    label: labelOf(names, object),
    on: custom ? ` on ${plural}` : '',
  };
}

function entry(place: Place, action: string, display: string): SetupChange {
  return { action: place.custom ? `${action}Custom` : action, section: place.section, display };
}

function labelIn(component: StoredComponent): string {
  return textOf(component.body, 'label') ?? partsOf(component).name;
}

function created(component: StoredComponent, place: Place, names: Names): SetupChange[] {
  const { body } = component;
  const label = labelIn(component);
  const type = textOf(body, 'type') ?? '';
  // Fields of standard objects have a colon where those of custom ones have none.
  const colon = place.custom ? '' : ':';
  const target = `(${labelOf(names, textOf(body, 'referenceTo') ?? '')})`;
  const first = (): SetupChange => {
    if (body['formula'] !== undefined) {
      return entry(
        place,
        'createdCFFormula',
        `Created custom formula field${colon} ${label} (${typeName(type)})${place.on}`,
      );
    }
    switch (type) {
      case 'Lookup':
        return entry(place, 'createdCFLookup', `Created custom lookup relationship ${label} ${target}${place.on}`);
      case 'MasterDetail':
        return entry(place, 'createdCFMasterDetail', `Created master-detail field: ${label} ${target}${place.on}`);
      case 'AutoNumber': {
        const start = textOf(body, 'startingNumber') ?? '0';
        return entry(
          place,
          'createdCFAutoNum',
          `Created ${label} custom field (Auto Number: Starting from ${start})${place.on}`,
        );
      }
      default:
        return entry(place, 'createdCF', `Created custom field${colon} ${label} (${typeName(type)})${place.on}`);
    }
  };
  return [first(), ...(flagOf(body, 'externalId') ? [externalId(place, label, true)] : [])];
}

function changed(before: MetadataBody, after: MetadataBody, label: string, place: Place): SetupChange[] {
  const { on } = place;
  const changes: SetupChange[] = [];
  const add = (action: string, display: string): void => void changes.push(entry(place, action, display));
  const renamed = changedText(before, after, 'label');
  if (renamed) add('changedCF', `Changed label of custom field${on} from ${renamed.from ?? ''} to ${renamed.to ?? ''}`);
  const type = changedText(before, after, 'type');
  if (type) {
    add(
      'changedCFType',
      `Changed field type of ${label} custom field${on} from ${typeName(type.from)} to ${typeName(type.to)}`,
    );
  }
  const formula = changedText(before, after, 'formula');
  if (formula)
    add(
      'changedCFFormula',
      `Changed formula of ${label} custom field${on} from ${quoted(formula.from)} to ${quoted(formula.to)}`,
    );
  const standing = changedText(before, after, 'defaultValue');
  if (standing) {
    const checkbox = textOf(after, 'type') === 'Checkbox';
    const shown = (value: string | undefined): string => (checkbox ? checked(value) : quoted(value));
    const action = checkbox ? 'changedCFDefault' : 'changedCFDefaultFormula';
    add(
      action,
      `Changed default value for ${label} custom field${on} from ${shown(standing.from)} to ${shown(standing.to)}`,
    );
  }
  if (changedText(before, after, 'inlineHelpText'))
    add('changedCFFieldHelp', `Changed help text of ${label} custom field${on}`);
  const length = changedText(before, after, 'length');
  if (length)
    add(
      'changedCFLength',
      `Changed length of ${label} custom field${on} from ${length.from ?? '0'} to ${length.to ?? '0'}`,
    );
  const scale = changedText(before, after, 'scale');
  if (scale)
    add(
      'changedCFScale',
      `Changed decimal places for ${label} custom field${on} from ${scale.from ?? '0'} to ${scale.to ?? '0'}`,
    );
  const format = changedText(before, after, 'displayFormat');
  if (format)
    add(
      'changedCFAutoNum',
      `Changed display format of ${label} custom field${on} from ${format.from ?? ''} to ${format.to ?? ''}`,
    );
  return [...changes, ...flagChanges(before, after, label, place), ...picklistChanges(before, after, label, place)];
}

function flagChanges(before: MetadataBody, after: MetadataBody, label: string, place: Place): SetupChange[] {
  const { on } = place;
  const changes: SetupChange[] = [];
  if (flagOf(before, 'required') !== flagOf(after, 'required')) {
    const [from, to] = flagOf(after, 'required') ? ['off', 'on'] : ['on', 'off'];
    const object = place.custom ? on.replace(' on ', ' on object ') : '';
    const action = to === 'on' ? 'changedCFOptionOffOn' : 'changedCFOptionOnOff';
    changes.push(
      entry(place, action, `The custom field option Required for ${label}${object} has changed from ${from} to ${to}`),
    );
  }
  if (flagOf(before, 'unique') !== flagOf(after, 'unique')) {
    const [from, to, action] = flagOf(after, 'unique')
      ? ['off', 'on', 'changedCFUniqueOn']
      : ['on', 'off', 'changedCFUniqueOff'];
    changes.push(entry(place, action, `Changed unique flag of ${label} custom field${on} from ${from} to ${to}`));
  }
  if (flagOf(before, 'externalId') !== flagOf(after, 'externalId')) {
    changes.push(externalId(place, label, flagOf(after, 'externalId')));
  }
  return changes;
}

function externalId({ label: object }: Place, label: string, added: boolean): SetupChange {
  return {
    action: added ? 'add_external_id' : 'delete_external_id',
    section: 'Company Information',
    display: `${added ? 'Created' : 'Dropped'} external identifier designation: ${object}.${label}`,
  };
}

function picklistChanges(before: MetadataBody, after: MetadataBody, label: string, place: Place): SetupChange[] {
  const [from, to] = [picklistValues(before), picklistValues(after)];
  const color = `picklist with color Assigned dynamically${place.on}`;
  return [
    ...to
      .filter((value) => !from.includes(value))
      .map((value) => entry(place, 'createdPicklistWithColor', `Added value ${value} to ${label} ${color}`)),
    ...from
      .filter((value) => !to.includes(value))
      .map((value) =>
        entry(place, 'deactivatePicklistValueWithColor', `Deactivated value ${value} from ${label} ${color}`),
      ),
  ];
}

function picklistValues(body: MetadataBody): string[] {
  const definition = bodyOf(bodyOf(body, 'valueSet') ?? {}, 'valueSetDefinition');
  return definition === undefined ? [] : bodiesOf(definition, 'value').flatMap((value) => textsOf(value, 'fullName'));
}

function checked(value: string | undefined): string {
  return value === 'true' ? 'Checked' : 'Unchecked';
}

function quoted(value: string | undefined): string {
  return value === undefined ? 'null' : `"${value}"`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  AutoNumber: 'Auto Number',
  DateTime: 'Date/Time',
  EncryptedText: 'Text (Encrypted)',
  Html: 'Rich Text Area',
  LongTextArea: 'Long Text Area',
  MasterDetail: 'Master-Detail',
  MultiselectPicklist: 'Picklist (Multi-Select)',
  TextArea: 'Text Area',
  Url: 'URL',
};

/** Source: https://help.salesforce.com/s/articleView?id=sf.custom_field_types.htm */
function typeName(type: string | undefined): string {
  return TYPE_NAMES[type ?? ''] ?? type ?? '';
}
