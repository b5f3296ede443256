import { base64UrlOf } from '../base/base64url';
import type { Disposable } from '../base/event';
import type { StartTimer } from '../base/ticker';
import { decodeEntry, encodeEntry, type SecretStorage } from './entry';

/** VS Code’s clipboard: its API reads and writes only text. */
export interface TextClipboard {
  readText(): PromiseLike<string>;
  writeText(text: string): PromiseLike<void>;
}

/** What tells a secret that was copied, without having it, and until when it may stay in the clipboard. */
interface Mark {
  salt: string;
  /** SHA-256 of the salt and the text, base64url. */
  hash: string;
  /** In UTF-16 code units, so that a text of another length need not be hashed. */
  length: number;
  /** Milliseconds since 1970. */
  until: number;
}

export interface CopiedSecretParts {
  clipboard: TextClipboard;
  /**
   * Where other windows find the mark: once a window closes, VS Code lets it do nothing any more. SecretStorage, since a
   * weak secret could be guessed from its hash.
   */
  secrets: Pick<SecretStorage, 'get' | 'store' | 'delete'>;
  /** Milliseconds since 1970. */
  now: () => number;
  startTimer: StartTimer;
}

/** Where the mark is stored. There is one clipboard, and so one mark. */
export const copiedKey = 'copied';

/** The longest delay of a timer, in milliseconds. */
const longest = 2 ** 31 - 1;

/**
 * Clears the clipboard some time after a secret was copied, if it still holds that very text. Any window does it: the one
 * that copied may be closed by then.
 */
export interface CopiedSecret extends Disposable {
  /**
   * Copies a text. What was copied before is no longer looked for.
   * @param seconds after which the clipboard is cleared; 0 or less is never
   * @throws what the clipboard throws
   */
  copy(text: string, seconds: number): Promise<void>;
  /**
   * Sees to what another window copied, or this one before it was reloaded, and once more to what could not be cleared:
   * a browser lets only a page with the focus read the clipboard. Never throws.
   */
  resume(): Promise<void>;
}

export function copiedSecret({ clipboard, secrets, now, startTimer }: CopiedSecretParts): CopiedSecret {
  let current: Mark | undefined;
  let stopTimer: () => void = () => undefined;

  /** Where SecretStorage does not work, this window clears the clipboard if it is still open. */
  const stored = <T>(run: () => PromiseLike<T>): Promise<T | undefined> =>
    Promise.resolve()
      .then(run)
      .catch(() => undefined);

  const forget = async () => {
    stopTimer();
    if (current === undefined) return;
    current = undefined;
    await stored(() => secrets.delete(copiedKey));
  };

  const clear = async (mark: Mark) => {
    try {
      const text = await clipboard.readText();
      const isIt = text.length === mark.length && (await hashOf(mark.salt, text)) === mark.hash;
      if (current !== mark) return;
      if (isIt) await clipboard.writeText('');
    } catch {
      return;
    }
    if (current === mark) await forget();
  };

  const watch = (mark: Mark) => {
    stopTimer();
    current = mark;
    stopTimer = startTimer(() => void clear(mark), Math.min(Math.max(mark.until - now(), 0), longest));
  };

  return {
    async copy(text, seconds) {
      await clipboard.writeText(text);
      if (!(seconds > 0)) {
        await forget();
        return;
      }
      const salt = base64UrlOf(crypto.getRandomValues(new Uint8Array(16)));
      const until = now() + Math.min(seconds * 1000, longest);
      const mark = { salt, hash: await hashOf(salt, text), length: text.length, until };
      watch(mark);
      await stored(() => secrets.store(copiedKey, encodeEntry(mark)));
    },
    async resume() {
      const mark = decodeEntry((await stored(() => secrets.get(copiedKey))) ?? '') as Partial<Mark> | undefined;
      // What else is wrong with it fits no text.
      if (typeof mark?.salt === 'string' && typeof mark.until === 'number') watch(mark as Mark);
    },
    dispose: () => stopTimer(),
  };
}

async function hashOf(salt: string, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${salt} ${text}`);
  return base64UrlOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
