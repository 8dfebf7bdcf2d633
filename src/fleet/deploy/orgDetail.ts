import * as z from 'zod';
import { keyOf, stages } from '../../metadata/component.js';
import { describeChange } from '../../plan/describeChange.js';
import { divide } from '../../plan/portion.js';
import { componentState, componentStates } from './componentState.js';
import type { DeployOrgResult } from './deployOrg.js';
import { validationShape } from './validation.js';

/** What was to be deployed to one org, and what came of it: kept apart from the run, which is written at every step. */
export const orgDetailShape = z.strictObject({
  /** What differed, in the order in which it was sent. */
  changes: z.array(
    z.strictObject({
      type: z.string(),
      fullName: z.string(),
      action: z.enum(['create', 'update']),
      stage: z.enum(stages),
      meaning: z.string(),
      state: z.enum(componentStates),
    }),
  ),
  failures: z.array(
    z.strictObject({
      type: z.string(),
      fullName: z.string(),
      problem: z.string(),
      line: z.number().exactOptional(),
      column: z.number().exactOptional(),
    }),
  ),
  errorMessage: z.string().exactOptional(),
  /** `Type:FullName` of what the server could not judge in a dry run. */
  notValidated: z.array(z.string()),
  /** `Type:FullName` of what still differed afterward. */
  remaining: z.array(z.string()),
  /** `Type:FullName` of what differs and another stage would deploy. */
  later: z.array(z.string()),
  /** What a dry run leaves to quick-deploy; absent where it leaves nothing. */
  validation: validationShape.exactOptional(),
});

export type OrgDetail = z.infer<typeof orgDetailShape>;

export function orgDetail(result: DeployOrgResult): OrgDetail {
  const { plan, portion, failures, errorMessage, notValidated, remaining, later, validation } = result;
  const stateOf = componentState(result);
  return {
    changes: divide(plan.changes, portion).now.map((change) => ({
      type: change.component.type,
      fullName: change.component.fullName,
      action: change.action,
      stage: change.stage,
      meaning: describeChange(change),
      state: stateOf(change),
    })),
    failures: [...failures],
    ...(errorMessage === undefined ? {} : { errorMessage }),
    notValidated: notValidated.map(({ component }) => keyOf(component)),
    remaining: remaining.map(({ component }) => keyOf(component)),
    later: later.map(({ component }) => keyOf(component)),
    ...(validation === undefined ? {} : { validation }),
  };
}
