/** ESM under jest: ts-jest transpiles file by file, `tsc` does the type check once (see the `typecheck` script). */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // Sources import `./x.js`, as Node needs it after the build; the file on disk is `./x.ts`.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.json', useESM: true, diagnostics: false }],
  },
  globalSetup: '<rootDir>/test/environment/setup.mjs',
  globalTeardown: '<rootDir>/test/environment/teardown.mjs',
  setupFiles: ['<rootDir>/test/environment/nativeErrors.mjs'],
  // Kept with the dependencies, so that a new install starts with an empty cache.
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  maxWorkers: 2,
  // Tests that start processes and orgs take seconds on a busy machine; none may fail for that.
  testTimeout: 30_000,
  // Seconds after which a suite's time is shown in red.
  slowTestThreshold: 5,
};
