import os from 'node:os';
import path from 'node:path';
import { activationRows } from './activation';
import { decodeRows } from './decode';
import { idleWindowRows } from './idle-window';
import { manyProfilesRows } from './many-profiles';
import { requestRows, requestWindowRows } from './requests';
import { scanRows } from './scan';
import { printTable, type Row } from './table';
import { useRows } from './use';
import { withBench, type Bench } from './windows';

/** A part of the bench. `npm run bench -- NAME` runs one. */
interface Part {
  title: string;
  /** Measured in Node. */
  pure?: () => Row[];
  /** Measured in windows of a real VS Code, with the production build. */
  inWindows?: (bench: Bench) => Promise<Row[]>;
}

const parts: Readonly<Record<string, Part>> = {
  pure: { title: 'Finding and decoding JWTs', pure: () => [...scanRows(), ...decodeRows()] },
  activation: { title: 'Activation', inWindows: activationRows },
  use: { title: 'Tokens and hovers', inWindows: useRows },
  idle: { title: 'An open window', inWindows: idleWindowRows },
  profiles: { title: 'Many profiles', inWindows: manyProfilesRows },
  requests: { title: 'Request files', pure: requestRows, inWindows: requestWindowRows },
};

const usage = `Usage: npm run bench -- [${Object.keys(parts).join('|')}] [--against FOLDER]
  --against FOLDER   measures an older version too, in the same run: a checkout of it with its production build in dist/`;

function options(args: readonly string[]): { chosen: Part[]; against?: string } {
  const names: string[] = [];
  let against: string | undefined;
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? '';
    if (argument === '--against') against = args[++index] ?? '';
    else names.push(argument);
  }
  const chosen = names.length === 0 ? Object.values(parts) : names.flatMap((name) => parts[name] ?? []);
  if (against === '' || chosen.length < names.length) throw new Error(usage);
  return { chosen, ...(against !== undefined && { against: path.resolve(against) }) };
}

async function main(): Promise<void> {
  const { chosen, against } = options(process.argv.slice(2));
  console.log(`Node ${process.version}, ${os.availableParallelism()} cores, ${os.cpus()[0]?.model ?? 'unknown'}`);
  for (const { title, pure, inWindows } of chosen) {
    if (pure) printTable(title, pure());
    if (inWindows) printTable(title, await withBench(against, inWindows));
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error && error.message.startsWith('Usage') ? error.message : error);
    process.exit(1);
  },
);
