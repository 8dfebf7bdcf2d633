import type { Status, Verdict } from '../../audit/finding.js';

/** A verdict in the words of its findings, so that both look the same. */
export const verdictStatus: Readonly<Record<Verdict, 'pass' | 'fail' | 'notEvaluated'>> = {
  conforming: 'pass',
  nonconforming: 'fail',
  notEvaluated: 'notEvaluated',
};

const SYMBOLS: Readonly<Record<Status, string>> = { pass: '✓', fail: '✕', notEvaluated: '?', manual: '☞', waived: '~' };

/** A sign beside the words, so that nothing is told by colour alone. */
export function symbolOf(status: Status): string {
  return `<span class="sign" aria-hidden="true">${SYMBOLS[status]}</span>`;
}
