import { fixupPluginRules } from '@eslint/compat';
import eslint from '@eslint/js';
import sfPlugin from 'eslint-plugin-sf-plugin';
import tseslint from 'typescript-eslint';
import { roomRule } from './eslint.rooms.ts';

const everywhere = ['src/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts', '*.ts'];

export default tseslint.config(
  { ignores: ['lib/', 'node_modules/', 'reports/', 'coverage/', 'tmp/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  // Scripts that run before there is a build.
  {
    files: ['**/*.mjs', '**/*.js'],
    extends: [eslint.configs.recommended],
    languageOptions: {
      globals: {
        globalThis: 'readonly',
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        performance: 'readonly',
      },
    },
  },

  // Lightning web components and their tests. Decorators are beyond ESLint's own parser; the LWC compiler judges the rest
  // when the tests compile them.
  {
    files: ['force-app/**/lwc/**/*.js', 'test/lwc/**/*.js'],
    languageOptions: {
      parser: tseslint.parser,
      globals: Object.fromEntries(
        ['__dirname', 'document', 'Element', 'Intl', 'describe', 'it', 'expect', 'afterEach'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
    rules: { eqeqeq: 'error' },
  },

  // All TypeScript: type-checked rules, files and functions of a size one can read.
  {
    files: everywhere,
    extends: [eslint.configs.recommended, tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: ['tsconfig.json', 'test/tsconfig.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A leading underscore says that a value is named only to be left out.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', caughtErrors: 'all' },
      ],
      // Ids and names are ASCII; user text is never spread.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Numbers and booleans read well in a template; objects and null do not.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      complexity: ['error', 20],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "TSAsExpression > TSAsExpression[typeAnnotation.type='TSUnknownKeyword']",
          message: 'A cast through unknown hides a type error: parse or narrow the value.',
        },
      ],
    },
  },

  // The import arrows between rooms.
  {
    files: ['src/**/*.ts'],
    plugins: { rooms: { rules: { arrows: roomRule } } },
    rules: { 'rooms/arrows': 'error' },
  },

  // Salesforce CLI conventions. The plugin still calls context methods that ESLint 10 dropped, and without the fix-up
  // its rules pass silently.
  {
    files: ['src/commands/**/*.ts'],
    plugins: { 'sf-plugin': fixupPluginRules(sfPlugin) },
    rules: {
      ...Object.fromEntries(Object.keys(sfPlugin.configs.recommended.rules).map((rule) => [rule, 'error'])),
      'sf-plugin/no-execcmd-double-quotes': 'off',
      // SyntheticCommand declares no flags, so what SfCommand declares stays inherited.
      'sf-plugin/only-extend-SfCommand': 'off',
      'sf-plugin/spread-base-flags': 'off',
      'max-lines': ['error', { max: 150, skipBlankLines: true, skipComments: true }],
    },
  },

  // Tests compare loosely typed JSON and hold long tables.
  {
    files: ['test/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 600, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      // jest's matchers (`expect.any`, `expect.stringContaining`) are `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      'no-control-regex': 'off',
      // node:test's functions return promises that the runner itself waits for.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test'] },
          ],
        },
      ],
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
