/** `20260501-093000-a1b2c3`: when a run was started, in UTC, and what tells it from others of that second. */
export const RUN_ID = /^[0-9]{8}-[0-9]{6}-[a-z0-9]{6}$/;

/** Ids sort as the runs were started. `random`: six letters or digits. */
export function runId(now: Date, random: string): string {
  const time = now.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${random}`;
}
