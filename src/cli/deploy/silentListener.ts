import type { FleetListener } from '../../fleet/deploy/fleetRequest.js';

const nothing = (): void => undefined;

/** For runs that nobody watches: their state tells what became of them. */
export const silentListener: FleetListener = {
  onRing: nothing,
  onOrg: nothing,
  onStep: nothing,
  onPlan: nothing,
  onProgress: nothing,
  onAwaited: nothing,
  onResult: nothing,
  onError: nothing,
  onSoak: nothing,
};
