// ESLint rules for the structure of src/: imports run down the layers and rooms, each package is imported only by its
// layers, and there is no cycle. Types and import('…') count as imports.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const source = path.join(root, 'src');

const bottom = ['base', 'faults'];
const pure = ['profile', 'jwt', 'http', ...bottom];
const core = ['tokens', 'oauth', 'storage', ...pure];

/** The layers, from the top down: each with those it may import from, apart from itself. */
export const layers = {
  extension: ['parts', 'vscode', ...core],
  parts: ['vscode', ...core],
  vscode: core,
  webview: pure,
  tokens: ['oauth', 'storage', ...pure],
  oauth: ['storage', ...pure],
  storage: pure,
  profile: bottom,
  jwt: bottom,
  http: bottom,
  base: ['faults'],
  faults: [],
};

/** The rooms of a layer, from the top down: each imports from those below it. */
export const rooms = {
  vscode: ['commands', 'marks', 'integrations', 'jwt', 'tokens', 'wizard', 'profiles', 'login', 'access', 'ui'],
  jwt: ['verify', 'inspect', 'find', 'keys', 'read'],
};

/** Packages, and the layers that may import them or their types. */
const packages = {
  vscode: ['extension', 'parts', 'vscode'],
  'openid-client': ['oauth'],
  jose: ['jwt', 'oauth'],
  valibot: ['profile'],
  '@valibot/to-json-schema': ['profile'],
  'jsonc-parser': ['profile', 'vscode'],
  '@vscode/l10n': Object.keys(layers),
};

const isNode = (name) => name.startsWith('node:') || builtinModules.includes(name);

/** Why a file may not import a module, or undefined. Paths are relative to src/, with slashes. */
export function refused(file, specifier, typesOnly) {
  const layer = layerOf(file);
  if (!specifier.startsWith('.')) {
    if (isNode(specifier)) return file.endsWith('.node.ts') ? undefined : 'Node is for files named *.node.ts.';
    const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
    return packages[name]?.includes(layer) ? undefined : `src/${layer} may not import ${name} (tools/layers.mjs).`;
  }
  const target = path.posix.join(path.posix.dirname(file), specifier);
  const other = layerOf(target);
  // What the API for extensions looks like is in a file of its own, which is shipped.
  if (target === '../token-deck') return typesOnly ? undefined : 'Import only its types.';
  // Panels share the types of messages with their pages; types leave nothing in a bundle.
  if (layer === 'vscode' && target === 'webview/protocol') return typesOnly ? undefined : 'Import only its types.';
  if (other !== layer)
    return layers[layer]?.includes(other) ? undefined : `src/${layer} may not import from src/${other}.`;
  const order = rooms[layer];
  if (order === undefined) return undefined;
  const [own, its] = [file, target].map((each) => order.indexOf(each.split('/')[1]));
  return own <= its && own >= 0
    ? undefined
    : `src/${path.dirname(file)} may not import from src/${path.dirname(target)}.`;
}

function layerOf(file) {
  return file.split('/')[0].replace(/\.ts$/, '');
}

/** What each file of src/ imports, as paths relative to src/; read once per run. */
let graph;
function imports() {
  if (graph !== undefined) return graph;
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.ts'));
  graph = new Map(
    files.map((file) => {
      const text = readFileSync(path.join(source, file), 'utf8');
      const found = [...text.matchAll(/(?:\bfrom\s+|\bimport\(\s*|^import\s+)'(\.[^']+)'/gm)].map(([, specifier]) =>
        path.posix.join(path.posix.dirname(file), `${specifier}.ts`),
      );
      return [file, found.filter((other) => existsSync(path.join(source, other)))];
    }),
  );
  return graph;
}

/** The shortest cycle of imports through a file, or undefined. */
export function cycleOf(file, graphOf = imports()) {
  const cameFrom = new Map();
  const queue = [file];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const other of graphOf.get(next) ?? []) {
      if (other === file) {
        const way = [file];
        for (let at = next; at !== file; at = cameFrom.get(at)) way.unshift(at);
        return [file, ...way];
      }
      if (!cameFrom.has(other)) {
        cameFrom.set(other, next);
        queue.push(other);
      }
    }
  }
  return undefined;
}

const fileOf = (context) => path.relative(source, context.filename).split(path.sep).join('/');

const down = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const check = (node, specifier, typesOnly) => {
      const why = typeof specifier === 'string' ? refused(fileOf(context), specifier, typesOnly) : 'Name the module.';
      if (why !== undefined) context.report({ node, message: why });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source.value, node.importKind === 'type'),
      ExportAllDeclaration: (node) => check(node, node.source.value, node.exportKind === 'type'),
      ExportNamedDeclaration: (node) => node.source && check(node, node.source.value, node.exportKind === 'type'),
      ImportExpression: (node) => check(node, node.source.value, false),
      TSImportType: (node) => check(node, node.source.value, true),
    };
  },
};

const noCycle = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    return {
      Program(node) {
        const way = cycleOf(fileOf(context));
        if (way !== undefined) context.report({ node, message: `A cycle of imports: ${way.join(' → ')}` });
      },
    };
  },
};

export default { rules: { down, 'no-cycle': noCycle } };
