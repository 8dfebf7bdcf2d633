// Kept with the dependencies, so that a new install starts with an empty cache.
const cacheDirectory = '<rootDir>/node_modules/.cache/jest';

/** ESM under jest: ts-jest transpiles file by file, `tsc` does the type check once (see the `typecheck` script). */
const plugin = {
  displayName: 'plugin',
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
  setupFiles: ['<rootDir>/test/environment/nativeErrors.mjs', '<rootDir>/test/environment/workerHome.mjs'],
  cacheDirectory,
  // Seconds after which a suite's time is shown in red.
  slowTestThreshold: 5,
};

/**
 * The Lightning web components of force-app/, compiled and run as Salesforce's own preset does it: to CommonJS, in jsdom.
 * jest takes a `.js` file for what the nearest package.json says, so force-app/ and the stubs have one of their own.
 */
const lightning = {
  displayName: 'lwc',
  preset: '@lwc/jest-preset',
  roots: ['<rootDir>/test/lwc', '<rootDir>/force-app'],
  testMatch: ['<rootDir>/test/lwc/**/*.test.js'],
  moduleNameMapper: {
    '^c/(.+)$': '<rootDir>/force-app/main/default/lwc/$1/$1',
    '^lightning/(ui\\w+)$': '<rootDir>/test/lwc/stubs/lightning/$1',
    '^lightning/(?!ui)(\\w+)$': '<rootDir>/test/lwc/stubs/lightning/$1/$1',
    '^@salesforce/i18n/timeZone$': '<rootDir>/test/lwc/stubs/timeZone',
  },
  cacheDirectory,
};

export default {
  projects: [plugin, lightning],
  maxWorkers: 2,
  // Tests that start processes and orgs take seconds on a busy machine; none may fail for that.
  testTimeout: 30_000,
};
