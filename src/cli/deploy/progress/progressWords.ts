import { Messages } from '@salesforce/core/messages';
import type { DeployStep } from '../../../fleet/deploy/deployStep.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-synthetic', 'progress');

export function words(key: string, ...tokens: (string | number)[]): string {
  return messages.getMessage(key, tokens);
}

/** The stage of a deploy to one org that a step belongs to. */
export function stageOf(step: DeployStep): string {
  return words(`step.${step.kind === 'deploying' ? step.stage : step.kind}`);
}

/** A step in words: `Deploying guards and list views, part 2 of 3`. */
export function stepText(step: DeployStep): string {
  const part = step.kind === 'deploying' && step.parts > 1 ? `, ${words('part', step.part, step.parts)}` : '';
  return `${stageOf(step)}${part}`;
}

export function ringName(ring: string | undefined): string {
  return ring === undefined ? words('noRing') : words('ring', ring);
}
