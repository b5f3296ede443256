import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { GetOptions } from '../../src/tokens/service';
import { repository } from '../host/cache';

/** Whether as many windows and expiries are tried as before a release; fewer otherwise, since that takes a minute. */
export const manyVariable = 'TOKEN_DECK_MANY_WINDOWS';

/** What a window is asked: a token, at a time that is so many milliseconds away from now. */
export interface Asked {
  id: number;
  offset: number;
  options: GetOptions;
}

export type Answer = { token: string } | { code: string };

/** An exchange with a server, without values. */
export interface Exchange {
  endpoint: string;
  parameters: string[];
  error: string | undefined;
  fault: string | undefined;
}

/** What a window tells. */
export type Told = { of: number; answer: Answer } | { exchange: Exchange } | { log: string };

/** A window in a process of its own; see window.main.ts. */
export interface ProcessWindow {
  /** @param offset milliseconds that its clock is ahead */
  get(offset: number, options?: GetOptions): Promise<Answer>;
  exchanges: Exchange[];
  log: string[];
  child: ChildProcess;
  end(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Starts a window of the profile.
 * @param folders the shared store, and where locks are
 * @param limit milliseconds that an exchange with a server may take
 */
export function openWindow(
  folders: { secrets: string; locks: string },
  profile: object,
  limit = 60_000,
): ProcessWindow {
  const script = path.join(repository, 'out/test/processes/window.main.mjs');
  const child = fork(script, [folders.secrets, folders.locks, JSON.stringify(profile), String(limit)]);
  const waiting = new Map<number, (answer: Answer) => void>();
  const [exchanges, log]: [Exchange[], string[]] = [[], []];
  let asked = 0;
  child.on('message', (told: Told) => {
    if ('exchange' in told) exchanges.push(told.exchange);
    else if ('log' in told) log.push(told.log);
    else waiting.get(told.of)?.(told.answer);
  });
  // One that is ended answers no more.
  child.once('exit', () => waiting.forEach((answer) => answer({ code: 'ended' })));
  return {
    get(offset, options = {}) {
      const id = ++asked;
      const answer = new Promise<Answer>((resolve) => waiting.set(id, resolve));
      child.send({ id, offset, options } satisfies Asked);
      return answer;
    },
    ...{ exchanges, log, child },
    async end(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}
