import { rm } from 'node:fs/promises';

export default async function teardown() {
  await rm(globalThis.syntheticTestHome, { recursive: true, force: true });
}
