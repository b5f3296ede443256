import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A program that runs until it is ended. */
export interface Running {
  /** The match of the pattern `ready`. */
  readonly ready: RegExpMatchArray;
  /** Resolves when the program has ended, by itself or by `end`. */
  readonly ended: Promise<void>;
  /** Ends the program and everything it started. */
  end(): Promise<void>;
}

/**
 * Starts a program in its own process group and waits until its output matches `ready`.
 * @param seconds how long to wait for that
 * @throws with its output when it ends or says nothing in time
 */
export async function startProgram(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env: NodeJS.ProcessEnv; ready: RegExp; seconds: number; onOutput?: (text: string) => void },
): Promise<Running> {
  const { cwd, env, ready, seconds, onOutput } = options;
  const posix = process.platform !== 'win32';
  const child = spawn(program, args, { cwd, env, detached: posix, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const killAtExit = (): void => killGroup(child, 'SIGKILL');
  process.once('exit', killAtExit);
  exitOnSignals();
  const end = async (): Promise<void> => {
    process.removeListener('exit', killAtExit);
    killGroup(child, 'SIGTERM');
    const hard = setTimeout(() => killGroup(child, 'SIGKILL'), 3_000);
    await ended;
    clearTimeout(hard);
    // Its children may have outlived it if it did not pass the signal on.
    killGroup(child, 'SIGKILL');
  };
  try {
    return { ready: await firstMatch(child, ready, seconds, onOutput), ended, end };
  } catch (error) {
    if (child.pid !== undefined) await end();
    throw error;
  }
}

async function firstMatch(
  child: ChildProcess,
  ready: RegExp,
  seconds: number,
  onOutput: (text: string) => void = () => undefined,
): Promise<RegExpMatchArray> {
  let output = '';
  const waiting = new AbortController();
  const matched = new Promise<RegExpMatchArray>((resolve) => {
    const read = (data: Buffer): void => {
      onOutput(String(data));
      if (waiting.signal.aborted) return;
      output += String(data);
      const match = output.match(ready);
      if (match) resolve(match);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
  });
  const late = setTimeout(() => waiting.abort(new Error(`not ready in ${seconds} s`)), seconds * 1000);
  const failed = once(child, 'close', { signal: waiting.signal }).then(([code]) => {
    throw new Error(`ended with ${String(code)}`);
  });
  try {
    return await Promise.race([matched, failed]);
  } catch (cause) {
    throw new Error(`${child.spawnfile} did not start:\n${output.slice(-4000)}`, { cause });
  } finally {
    clearTimeout(late);
    waiting.abort();
    failed.catch(() => undefined);
  }
}

/** A signal without a handler ends Node without its exit event, and the process groups would be left behind. */
function exitOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(130));
  }
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    // Windows has no process groups; there the child's own children end when their pipe to it closes.
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}

/**
 * Runs a program to its end.
 * @returns what it printed
 * @throws with that when it fails
 */
export function runProgram(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env: NodeJS.ProcessEnv; shell?: boolean; seconds?: number },
): Promise<string> {
  const { cwd, env, shell = false, seconds = 300 } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, shell, timeout: seconds * 1000, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', (cause) => reject(new Error(`${program} could not be started`, { cause })));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${[program, ...args].join(' ')} ended with ${code ?? signal}:\n${output.trim()}`));
    });
  });
}

/**
 * The environment without the variables of the VS Code whose terminal may run the tests: with them, a new VS Code would
 * open its files and windows in that one.
 */
export function cleanEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$)/i.test(name),
  );
  return { ...Object.fromEntries(inherited), ...extra };
}
