import { readdirSync } from 'node:fs';
import path from 'node:path';
import { version } from 'vscode';
import { runMocha } from '../host/mocha-run';
import { packedVariable } from './given';

/** Its hundred attempts say nothing about packing, and take a minute: they run on the checkout's build only. */
const notPacked = ['hostile-repository.test.js'];

/** What VS Code calls in the extension host: every suite beside this file. */
export function run(): Promise<void> {
  const isPacked = process.env[packedVariable] === '1';
  const files = readdirSync(__dirname).filter(
    (name) => name.endsWith('.test.js') && !(isPacked && notPacked.includes(name)),
  );
  return runMocha(
    files.map((name) => path.join(__dirname, name)),
    version,
  );
}
