import type { Stage } from '../../metadata/component.js';

/**
 * What is being done to an org. `confirming`: it is read again, to see that it has what was deployed. A stage that one job
 * can't take goes in `parts`; the first part is 1.
 */
export type DeployStep =
  | { readonly kind: 'reading' | 'validating' | 'deployingValidated' | 'confirming' | 'assigning' }
  | { readonly kind: 'deploying'; readonly stage: Stage; readonly part: number; readonly parts: number };
