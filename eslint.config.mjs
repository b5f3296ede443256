import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import layers from './tools/layers.mjs';

const nodeGlobals = ['process', 'Buffer', 'require', 'module', '__dirname', '__filename', 'setImmediate', 'global'];

const restrictGlobals = (files, globals) => ({
  files,
  rules: { 'no-restricted-globals': ['error', ...globals.map((name) => ({ name, message: 'It is Node’s.' }))] },
});

export default defineConfig(
  { ignores: ['dist/', 'out*/', '.cache/', 'demo/companion/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // `typeof import('…')` is the type of a bundle that is loaded later.
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      // “Deprecated” there only so that it stands out; what it allows is narrowed again in src/oauth/transport.ts.
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', package: 'openid-client', name: 'allowInsecureRequests' }] },
      ],
      // An arrow that hands on a call’s void is shorter than one with braces, and as clear.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // Async without await: what is thrown in it becomes a rejection, as an interface of promises wants it.
      '@typescript-eslint/require-await': 'off',
      // Fields of a parsed answer and variables of the environment are deleted by name.
      '@typescript-eslint/no-dynamic-delete': 'off',
      // VS Code’s classes are types of whatever has their members.
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
        { object: 'Math', property: 'random', message: 'Randomness is WebCrypto’s.' },
      ],
    },
  },
  restrictGlobals(['src/**/*.ts'], nodeGlobals),
  // What programs are told by the environment.
  restrictGlobals(
    ['src/vscode/integrations/**'],
    nodeGlobals.filter((name) => name !== 'process'),
  ),
  { files: ['src/**/*.node.ts'], rules: { 'no-restricted-globals': 'off' } },
  {
    files: ['test/**/*.ts', 'demo/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // They take apart what programs and servers answered, and fail where it is not as they say.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'off',
      // A JWT written in two parts is not taken for a leaked one.
      '@typescript-eslint/no-unnecessary-template-expression': 'off',
      // Their interfaces are of functions without `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // Electron’s types are not installed for the sake of two calls.
    files: ['test/host/desktop-window.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
