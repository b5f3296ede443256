import { readdirSync } from 'node:fs';
import path from 'node:path';
import { version } from 'vscode';
import { runMocha } from '../host/mocha-run';

/** What VS Code calls in the extension host: every suite beside this file. */
export function run(): Promise<void> {
  const files = readdirSync(__dirname).filter((name) => name.endsWith('.test.js'));
  return runMocha(
    files.map((name) => path.join(__dirname, name)),
    version,
  );
}
