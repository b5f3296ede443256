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
  /** When it was copied, in milliseconds since 1970. */
  at: number;
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
export class CopiedSecret implements Disposable {
  private mark: Mark | undefined;
  private stopTimer: () => void = () => undefined;
  private isDue = false;

  constructor(private readonly parts: CopiedSecretParts) {}

  /**
   * Copies a text. What was copied before is no longer looked for.
   * @param seconds after which the clipboard is cleared; 0 or less is never
   * @throws what the clipboard throws
   */
  async copy(text: string, seconds: number): Promise<void> {
    await this.parts.clipboard.writeText(text);
    if (!(seconds > 0)) {
      await this.forget();
      return;
    }
    const salt = base64UrlOf(crypto.getRandomValues(new Uint8Array(16)));
    const at = this.parts.now();
    const until = at + Math.min(seconds * 1000, longest);
    const mark = { salt, hash: await hashOf(salt, text), length: text.length, at, until };
    this.watch(mark);
    await this.stored(({ secrets }) => secrets.store(copiedKey, encodeEntry(mark)));
  }

  /** Sees to what another window copied, or this one before it was reloaded. Never throws. */
  async resume(): Promise<void> {
    const mark = await this.read();
    if (mark !== undefined && (this.mark === undefined || mark.at > this.mark.at)) this.watch(mark);
  }

  /** Tries again if the clipboard could not be read when it was due: a browser lets only a page with the focus read it. */
  async retry(): Promise<void> {
    if (this.isDue) await this.clear();
  }

  dispose(): void {
    this.stopTimer();
  }

  private watch(mark: Mark): void {
    this.stopTimer();
    this.mark = mark;
    this.isDue = false;
    const left = Math.min(Math.max(mark.until - this.parts.now(), 0), longest);
    this.stopTimer = this.parts.startTimer(() => void this.clear(), left);
  }

  private async clear(): Promise<void> {
    const { mark } = this;
    const { clipboard } = this.parts;
    this.isDue = false;
    try {
      const text = await clipboard.readText();
      const isIt = text.length === mark?.length && (await hashOf(mark.salt, text)) === mark.hash;
      if (this.mark !== mark) return;
      if (isIt) await clipboard.writeText('');
    } catch {
      this.isDue = this.mark === mark;
      return;
    }
    if (this.mark === mark) await this.forget();
  }

  private async forget(): Promise<void> {
    const { mark } = this;
    this.stopTimer();
    this.mark = undefined;
    this.isDue = false;
    // Another window may have copied something since.
    if (mark !== undefined && (await this.read())?.hash === mark.hash)
      await this.stored(({ secrets }) => secrets.delete(copiedKey));
  }

  private async read(): Promise<Mark | undefined> {
    let text: string | undefined;
    await this.stored(async ({ secrets }) => {
      text = await secrets.get(copiedKey);
    });
    const { salt, hash, length, at, until } = decodeEntry(text ?? '') ?? {};
    if (typeof salt !== 'string' || typeof hash !== 'string') return undefined;
    if (typeof length !== 'number' || typeof at !== 'number' || typeof until !== 'number') return undefined;
    return { salt, hash, length, at, until };
  }

  /** Where SecretStorage does not work, this window clears the clipboard if it is still open. */
  private async stored(run: (parts: CopiedSecretParts) => PromiseLike<void>): Promise<void> {
    try {
      await run(this.parts);
    } catch {
      // Nothing is lost but what is said above.
    }
  }
}

async function hashOf(salt: string, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${salt} ${text}`);
  return base64UrlOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
