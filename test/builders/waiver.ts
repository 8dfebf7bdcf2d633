import type { Waiver } from '../../src/audit/waivers.js';

export const TODAY = '2026-06-01';

/** A waiver that holds for a guard of Case in prod. */
export function aWaiver(overrides: Partial<Waiver> = {}): Waiver {
  return {
    file: 'config/waivers.yaml',
    check: 'guards-active',
    org: 'prod',
    components: ['ValidationRule:Case.*'],
    owner: 'crm@example.com',
    reason: 'cases are migrated',
    ticket: 'CRM-1',
    expires: '2026-12-31',
    ...overrides,
  };
}
