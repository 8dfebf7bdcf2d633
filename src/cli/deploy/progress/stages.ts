import { MultiStageOutput, type MultiStageOutputOptions } from '@oclif/multi-stage-output';

/** What moves at the terminal until it is stopped. */
export type Stages<Data extends Record<string, unknown>> = Pick<MultiStageOutput<Data>, 'goto' | 'updateData' | 'stop'>;

export function openStages<Data extends Record<string, unknown>>(options: MultiStageOutputOptions<Data>): Stages<Data> {
  return new MultiStageOutput(options);
}
