import type { Check } from '../check.js';
import { check as accessGranted } from './access-granted/check.js';
import { check as accessHeld } from './access-held/check.js';
import { check as automationsGuarded } from './automations-guarded/check.js';
import { check as badgesSeen } from './badges-seen/check.js';
import { check as badgesShown } from './badges-shown/check.js';
import { check as bannerPlaced } from './banner-placed/check.js';
import { check as controlsUntouched } from './controls-untouched/check.js';
import { check as conversionMapped } from './conversion-mapped/check.js';
import { check as guardsActive } from './guards-active/check.js';
import { check as integrationsApart } from './integrations-apart/check.js';
import { check as markersPresent } from './markers-present/check.js';
import { check as policyBound } from './policy-bound/check.js';
import { check as recordsAccepted } from './records-accepted/check.js';
import { check as recordsComplete } from './records-complete/check.js';
import { check as recordsDeclared } from './records-declared/check.js';
import { check as scopeCovered } from './scope-covered/check.js';
import { check as textsTranslated } from './texts-translated/check.js';

/** Every check there is, in the order in which a person reads them. A new check adds its folder and one line here. */
export const checks = {
  'scope-covered': scopeCovered,
  'markers-present': markersPresent,
  'guards-active': guardsActive,
  'automations-guarded': automationsGuarded,
  'badges-shown': badgesShown,
  'badges-seen': badgesSeen,
  'banner-placed': bannerPlaced,
  'access-granted': accessGranted,
  'access-held': accessHeld,
  'policy-bound': policyBound,
  'conversion-mapped': conversionMapped,
  'texts-translated': textsTranslated,
  'controls-untouched': controlsUntouched,
  'integrations-apart': integrationsApart,
  'records-accepted': recordsAccepted,
  'records-complete': recordsComplete,
  'records-declared': recordsDeclared,
} as const satisfies Record<string, Check>;

/**
 * Those that judge by the components alone, which is all that a deploy reads. The others want what only an audit asks an
 * org for.
 */
export const componentChecks: readonly Check[] = [
  scopeCovered,
  markersPresent,
  guardsActive,
  badgesShown,
  accessGranted,
  policyBound,
  conversionMapped,
  textsTranslated,
];
