import { builtinModules } from 'node:module';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

// The layers of src/, from the top down: each with what it may import from, beside itself.
const bottom = ['faults', 'lazy'];
const pure = ['profile', 'jwt', 'http', ...bottom];
const core = ['tokens', 'oauth', 'storage', ...pure];
const layers = {
  extension: ['vscode', ...core],
  vscode: core,
  webview: pure,
  cli: pure,
  tokens: core,
  oauth: ['storage', ...pure],
  storage: pure,
  profile: pure,
  jwt: pure,
  http: pure,
  faults: bottom,
  lazy: [],
};

/** Packages, and the places in src/ that may import them, their types included. */
const packages = {
  vscode: ['extension', 'vscode'],
  'openid-client': ['oauth'],
  jose: ['jwt', 'oauth'],
  valibot: ['profile'],
  '@valibot/to-json-schema': ['profile'],
  'jsonc-parser': ['profile', 'vscode'],
};

const nodeModules = builtinModules.filter((name) => !name.startsWith('_')).join('|');
const nodeImport = `^(node:|(${nodeModules})$)`;
const nodeGlobals = ['process', 'Buffer', 'require', 'module', '__dirname', '__filename', 'setImmediate', 'global'];

/** Files and what they may not import: patterns of module names, each with the reason. */
function importing(files, forbidden) {
  const list = (pattern) => `/${pattern.replaceAll('/', '\\/')}/`;
  return {
    files,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: forbidden.map(({ pattern, message, types }) => ({
            regex: pattern,
            message,
            ...(types && { allowTypeImports: true }),
          })),
        },
      ],
      // The rule above does not look into import('…'), of a module or of its types.
      'no-restricted-syntax': [
        'error',
        ...forbidden.flatMap(({ pattern, message, types }) => [
          { selector: `ImportExpression[source.value=${list(pattern)}]`, message },
          ...(types ? [] : [{ selector: `TSImportType[source.value=${list(pattern)}]`, message }]),
        ]),
        {
          selector: 'ImportExpression[source.value!=/^\\./]',
          message: 'import() loads a bundle of our own (see esbuild.js).',
        },
      ],
    },
  };
}

/** The two sets of rules for a layer: for its files, and for those that a browser build leaves out. */
function layerRules([layer, below]) {
  const above = Object.keys(layers).filter((other) => other !== layer && !below.includes(other));
  const upwards = {
    pattern: `^(\\./)?(\\.\\./)*\\.{1,2}/(src/)?(${above.join('|')})(\\.js|/.*)?$`,
    message: `src/${layer} imports from ${below.join(', ') || 'nothing else'} alone.`,
  };
  const own = Object.keys(packages).filter((name) => packages[name].includes(layer));
  const forbidden = [
    ...(layer === 'vscode' ? typesOfPages(upwards) : [upwards]),
    {
      pattern: `^(?!\\.|node:|(${[...own, nodeModules].join('|')})$)`,
      message: 'A package has its places in src/, listed in eslint.config.mjs.',
    },
  ];
  const node = { pattern: nodeImport, message: 'What is Node’s stands in files named *.node.ts.' };
  const root = ['extension', 'lazy'].includes(layer);
  return [
    importing([root ? `src/${layer}.ts` : `src/${layer}/**/*.ts`], [...forbidden, node]),
    ...(root ? [] : [importing([`src/${layer}/**/*.node.ts`], forbidden)]),
  ];
}

/** Panels know the messages of their pages: types, which leave nothing in a bundle. */
function typesOfPages(upwards) {
  const protocol = '^(\\.\\./)+webview/protocol$';
  return [
    { ...upwards, pattern: `(?!${protocol})${upwards.pattern}` },
    { pattern: protocol, message: 'Of a page, its messages’ types alone.', types: true },
  ];
}

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
    rules: {
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Randomness is WebCrypto’s.' },
      ],
    },
  },
  ...Object.entries(layers).flatMap(layerRules),
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
