/** A suspension as it stands in a file: every guard reports, everywhere, while tests run. */
export const aSuspension = (overrides: Record<string, unknown> = {}): Record<string, unknown> => ({
  mode: 'reportOnly',
  owner: 'Ada',
  reason: 'Integrations are being adapted.',
  ticket: 'CRM-7',
  since: '2026-06-01',
  until: '2026-12-31',
  ...overrides,
});
