import { t } from '@vscode/l10n';
import { Fault, isFault } from '../faults/fault';
import type { FaultCode } from '../faults/table';
import { decodeEntry, encodeEntry, type SecretStorage } from '../storage/entry';
import type { WindowLock } from '../storage/window-lock';

/** Milliseconds for which programs do not ask again for a login that was closed or refused. */
export const quietTime = 5 * 60_000;

/** How a login ends that its user does not want. */
const unwanted: ReadonlySet<FaultCode> = new Set(['cancelled', 'login-timeout', 'login-refused']);

/**
 * Logins that programs cause, so that no tool opens one tab after the other: one at a time over all windows, and none
 * for five minutes after one was closed or refused. A person's own always begins.
 */
export class ProgramLogins {
  /** @param shared where windows tell each other which login was closed or refused, and when */
  constructor(
    private readonly lock: WindowLock,
    private readonly shared: SecretStorage,
    private readonly now: () => number,
  ) {}

  /**
   * Runs the login of a program in its turn.
   * @param key that of the login's token
   * @param signal ends the waiting; the login has the same one
   * @throws `interaction-required` where such a login was closed or refused a short while ago, and what the login throws
   */
  inTurn<T>(key: string, login: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const inTurn = async (): Promise<T> => {
      const endedAt = await this.endedAt(key);
      const left = endedAt === undefined ? 0 : endedAt + quietTime - this.now();
      // One that ended in the future: the clock was set back.
      if (left > 0 && left <= quietTime)
        throw new Fault(
          'interaction-required',
          t('A sign-in was closed or refused a short while ago, so programs cannot ask for one now.'),
        );
      return this.noticing(key, login, signal);
    };
    return this.lock.run('program-login', inTurn, signal);
  }

  /** Runs a login that a person asked for, at once. @throws what the login throws */
  ofPerson<T>(key: string, login: () => Promise<T>): Promise<T> {
    return this.noticing(key, login);
  }

  private async noticing<T>(key: string, login: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    try {
      const result = await login();
      if ((await this.endedAt(key)) !== undefined) await this.note(key, undefined);
      return result;
    } catch (thrown) {
      if (isFault(thrown) && unwanted.has(thrown.code) && signal?.aborted !== true) await this.note(key, this.now());
      throw thrown;
    }
  }

  private async endedAt(key: string): Promise<number | undefined> {
    const text = await Promise.resolve(this.shared.get(entryOf(key))).catch(() => undefined);
    const { endedAt } = (text === undefined ? undefined : decodeEntry(text)) ?? {};
    return typeof endedAt === 'number' ? endedAt : undefined;
  }

  /** Where it cannot be noted, the next program asks once more. */
  private async note(key: string, endedAt: number | undefined): Promise<void> {
    const entry = entryOf(key);
    const noted =
      endedAt === undefined ? this.shared.delete(entry) : this.shared.store(entry, encodeEntry({ endedAt }));
    await Promise.resolve(noted).catch(() => undefined);
  }
}

function entryOf(key: string): string {
  return `ended-login.${key.replace(/^token\./, '')}`;
}
