import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import layers from './tools/layers.mjs';

const nodeGlobals = ['process', 'Buffer', 'require', 'module', '__dirname', '__filename', 'setImmediate', 'global'];

const restrictGlobals = (files, globals) => ({
  files,
  rules: { 'no-restricted-globals': ['error', ...globals.map((name) => ({ name, message: 'It needs Node.' }))] },
});

export default defineConfig(
  { ignores: ['dist/', 'out*/', '.cache/', 'demo/companion/', 'test/unit/storage/reader-0.1.0.mjs'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // `typeof import('…')` is the type of a module that is loaded later.
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      // openid-client marks it as deprecated only to draw attention; src/oauth/transport.ts limits what it allows.
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', package: 'openid-client', name: 'allowInsecureRequests' }] },
      ],
      // An arrow function that returns the void of a call is shorter than one with braces, and as clear.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // `async` without `await` turns what is thrown into a rejection, as an interface of promises needs it.
      '@typescript-eslint/require-await': 'off',
      // Fields of parsed answers and environment variables are deleted by name.
      '@typescript-eslint/no-dynamic-delete': 'off',
      // VS Code’s classes are also used as the types of objects with the same members.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { layers },
    rules: {
      'layers/down': 'error',
      'layers/no-cycle': 'error',
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'URL', property: 'canParse', message: 'Use urlOf of base/url.ts, which says why.' },
        { object: 'Math', property: 'random', message: 'Use WebCrypto for random values.' },
      ],
    },
  },
  restrictGlobals(['src/**/*.ts'], nodeGlobals),
  // These read the environment of the programs that requests and tasks run in.
  restrictGlobals(
    ['src/vscode/integrations/**'],
    nodeGlobals.filter((name) => name !== 'process'),
  ),
  { files: ['src/**/*.node.ts'], rules: { 'no-restricted-globals': 'off' } },
  {
    files: ['test/**/*.ts', 'demo/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // They read the answers of programs and servers, and fail where those are not as expected.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'off',
      // A JWT written in two parts is not reported as a leaked one.
      '@typescript-eslint/no-unnecessary-template-expression': 'off',
      // Their interfaces consist of functions without `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // Two calls are not worth installing Electron’s types.
    files: ['test/host/desktop-window.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
