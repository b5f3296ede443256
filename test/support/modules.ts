import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The files that are loaded when a built ES module is imported: the module, and everything that is imported statically from there. */
export function loadedWith(file: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  // As esbuild writes them: `import{a}from"./b.mjs"`, `export{a}from"./b.mjs"`, `import"./b.mjs"`, minified or not.
  const statics =
    /(?:^|[;}\n])\s*(?:import|export)\s*(?:[\w$*{][^'"()]*?\bfrom\s*|\*?[{\w$ ,*]*}\s*from\s*)?["'](\.[^"']+)["']/g;
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(statics))
    loadedWith(path.resolve(path.dirname(file), specifier), seen);
  return seen;
}
