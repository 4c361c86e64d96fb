import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** TypeScript outside client/ is checked with its types; the pages have svelte-check for that. */
const TYPED = ['events/**/*.ts', 'projections/**/*.ts', 'server/**/*.ts', 'verify/**/*.ts', 'test/**/*.ts'];

export default ts.config(
  { ignores: ['**/node_modules/', 'client/dist/', 'data/', 'coverage/', 'test/browser/planted/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.strict,
  svelte.configs.recommended,
  {
    files: TYPED,
    extends: [ts.configs.strictTypeCheckedOnly],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // An async method without await fulfils a port; returning a void call is short; JSON in tests is checked by the test.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // A guard that the types call needless may stand at an edge where the types are only a promise.
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
  {
    files: ['test/**/*.ts', '**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // The generated messages are typed loosely: an empty message of one file stands for that of another, enums for numbers.
    files: ['test/eventstoredb/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
    },
  },
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  { files: ['client/**'], languageOptions: { globals: globals.browser } },
  {
    files: ['bin/**', 'server/**', 'verify/**', 'test/**', 'docs/**', '*.js', '*.ts', 'client/*.js', 'client/*.ts'],
    languageOptions: { globals: globals.node },
  },
  {
    // One logger, passed in; the command line alone speaks to a terminal.
    files: ['events/**', 'projections/**', 'server/**', 'client/**'],
    ignores: ['server/main.ts', 'server/cli.ts', 'server/cli/**'],
    rules: { 'no-console': 'error' },
  },
  {
    // Parsed by whatever Node a machine has, so that it can say that it is too old.
    files: ['bin/*.js'],
    languageOptions: { ecmaVersion: 5, sourceType: 'commonjs' },
    rules: { 'svelte/no-inner-declarations': 'off', 'no-var': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
  { files: ['bin/steps/load.cjs'], languageOptions: { sourceType: 'commonjs' } },
);
