import { existsSync } from 'node:fs';
import path from 'node:path';
import { runProgram } from './process';

/** Settings about the registry that a user may have in the environment. Only these are passed on. */
const keptSettings =
  /^npm_config_(registry|userconfig|globalconfig|cache|https?_?proxy|noproxy|proxy|cafile|ca|cert|key|strict_ssl|offline|prefer_offline|fetch_\w+|maxsockets|\/\/.*|@.*:registry)$/i;

/**
 * The environment for a nested npm. `npm test` and `npm run` pass their settings on as `npm_config_*`; a prefix, a
 * workspace, `omit` or `dry_run` among them would change what a nested `npm install` does.
 */
export function npmEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => {
      if (/^npm_config_/i.test(name)) return keptSettings.test(name);
      return !/^(npm_|INIT_CWD$|NODE_OPTIONS$)/i.test(name);
    }),
  );
}

/** The program and first arguments that start npm: the npm that runs us, else the one beside this Node, else the one on PATH. */
function npmCommand(): { file: string; args: string[]; shell: boolean } {
  const beside = path.dirname(process.execPath);
  const places = [
    process.env['npm_execpath'] ?? '',
    path.join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
    path.join(beside, 'node_modules/npm/bin/npm-cli.js'),
    '/usr/share/nodejs/npm/bin/npm-cli.js',
  ];
  const cli = places.find((place) => path.basename(place) === 'npm-cli.js' && existsSync(place));
  if (cli) return { file: process.execPath, args: [cli], shell: false };
  // On Windows npm is a .cmd file, which only a shell can start.
  return { file: 'npm', args: [], shell: process.platform === 'win32' };
}

/**
 * Runs `npm install` in `folder`. Install scripts do not run: some need a compiler and system headers, and what they
 * build is not needed here.
 * @throws with npm's own output when it fails
 */
export async function npmInstall(folder: string): Promise<void> {
  const { file, args, shell } = npmCommand();
  const options = [
    '--omit=dev',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-engine-strict',
    '--loglevel=error',
  ];
  await runProgram(file, [...args, 'install', ...options], { cwd: folder, env: npmEnvironment(process.env), shell });
}
