import { flagOf, textOf } from '../../catalog/metadataBody.js';
import type { SetupChange } from '../../org/setupAuditTrail.js';
import { changedText, partsOf, pluralOf, type ComponentChange, type Names } from './componentChange.js';

/** Source: https://github.com/pgonzaleznetwork/ForceAuditTrail (ValidationRule) */
export function ruleChanges({ before, after }: ComponentChange, names: Names): SetupChange[] {
  const { object, name } = partsOf(after ?? before);
  const plural = pluralOf(names, object);
  const entry = (action: string, display: string): SetupChange => ({ action, section: 'Validation Rules', display });
  if (before === undefined) return [entry('newValidation', `New ${plural} validation rule "${name}"`)];
  if (after === undefined) return [entry('removedValidation', `Removed ${plural} validation "${name}"`)];
  const rule = `${plural} validation "${name}"`;
  const changes: SetupChange[] = [];
  if (flagOf(before.body, 'active') !== flagOf(after.body, 'active')) {
    const [from, to] = [before, after].map(({ body }) => (flagOf(body, 'active') ? '1' : '0'));
    changes.push(entry('changedValidationActive', `Changed active flag for ${rule} from ${from} to ${to}`));
  }
  const formula = changedText(before.body, after.body, 'errorConditionFormula');
  if (formula) {
    const display = `Changed formula for ${rule} from "${formula.from ?? ''}" to "${formula.to ?? ''}"`;
    changes.push(entry('changedValidationFormula', display));
  }
  const message = changedText(before.body, after.body, 'errorMessage');
  if (message) {
    const display = `Changed error message for ${rule} from "${message.from ?? ''}" to "${message.to ?? ''}"`;
    changes.push(entry('changedValidationMessage', display));
  }
  if (changedText(before.body, after.body, 'errorDisplayField')) {
    const [from, to] = [before, after].map(({ body }) => location(object, textOf(body, 'errorDisplayField'), names));
    changes.push(entry('changedValidationLocation', `Changed error location for ${rule} from "${from}" to "${to}"`));
  }
  return changes;
}

function location(object: string, field: string | undefined, names: Names): string {
  return field === undefined ? 'Top of Page' : (names.field(object, field)?.label ?? field);
}
