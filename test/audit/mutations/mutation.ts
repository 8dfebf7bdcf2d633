import type { checks } from '../../../src/audit/checks/index.js';
import type { Step } from './steps.js';

type CheckId = keyof typeof checks;

/** What is done to a conforming org, and which checks fail then; no other does. */
export type Mutation = readonly [name: string, step: Step, fails: readonly CheckId[]];

/** What can be otherwise in a conforming org, and is no failure. */
export type Variation = readonly [name: string, step: Step];
