import type { Verdict } from './finding.js';

/** The exit code of an audit; the one table that the command, its help and the tests share. */
export const auditExitCodes: Readonly<Record<Verdict, number>> = { conforming: 0, nonconforming: 3, notEvaluated: 4 };
