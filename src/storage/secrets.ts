import { t } from '@vscode/l10n';
import { Fault } from '../faults/fault';
import type { UsableProfile } from '../profile/known';
import { asKept } from '../profile/pasted';
import type { FiledKind } from '../profile/secret-kind';
import {
  checkCopy,
  decodeEntry,
  deleteFrom,
  encodeEntry,
  isStorageFailed,
  readFrom,
  storeIn,
  storeUnread,
  type SecretStorage,
} from './entry';
import { secretKey } from './keys';

/** A stored secret. */
interface StoredSecret {
  value: string;
  /**
   * A random text that changes with the value, so that what was allowed for one value does not hold for another. Version
   * 0.1 stored none.
   */
  generation: string;
}

/**
 * Client secrets, passwords, keys and pasted tokens, each under a hash of its owner. One that SecretStorage does not give
 * counts as missing, but nothing takes its place unseen.
 */
export class SecretsStore {
  constructor(
    private readonly secrets: SecretStorage,
    private readonly log: (line: string) => void,
  ) {}

  /** The stored secret of that kind that the profile may use, or undefined; also where SecretStorage does not give it. */
  async get(kind: FiledKind, known: UsableProfile): Promise<string | undefined> {
    return (await this.find(kind, known))?.value;
  }

  /** As `get`, with its generation. */
  async find(kind: FiledKind, known: UsableProfile): Promise<StoredSecret | undefined> {
    try {
      return await this.read(kind, known);
    } catch (thrown) {
      if (!isStorageFailed(thrown)) throw thrown;
      this.log('a stored secret could not be read from SecretStorage and counts as missing');
      return undefined;
    }
  }

  /** As `find`, for callers that must tell an unreadable entry from a missing one. @throws `storage-failed` */
  async read(kind: FiledKind, known: UsableProfile): Promise<StoredSecret | undefined> {
    const text = await readFrom(this.secrets, await secretKey(kind, known));
    if (text === undefined) return undefined;
    const { value, generation } = decodeEntry(text) ?? {};
    if (typeof value === 'string' && value !== '' && isFit(kind, value))
      return { value, generation: typeof generation === 'string' ? generation : '' };
    this.log('a stored secret is garbled and is ignored; it is kept until it is set again');
    return undefined;
  }

  /**
   * @param replace whether it replaces a stored one that cannot be read now. Otherwise it is kept in memory until that
   *   can be told
   * @throws `argument-invalid` for a token with characters that no token has; `storage-failed` where it can be neither
   *   stored nor kept
   */
  async set(kind: FiledKind, known: UsableProfile, given: string, replace = true): Promise<void> {
    const value = asKept(kind, known.settings, given);
    if (!isFit(kind, value))
      throw new Fault(
        'argument-invalid',
        t('The token has characters that aren’t allowed in a token, such as a line break.'),
      );
    let store = storeIn;
    let generation: string = crypto.randomUUID();
    try {
      const before = await this.read(kind, known);
      if (before?.value === value) ({ generation } = before);
    } catch (thrown) {
      if (!isStorageFailed(thrown)) throw thrown;
      if (!replace) store = storeUnread;
    }
    await store(this.secrets, await secretKey(kind, known), encodeEntry({ kind, value, generation }));
  }

  /** @throws `storage-failed`; then it may still be stored */
  async delete(kind: FiledKind, known: UsableProfile): Promise<void> {
    await deleteFrom(this.secrets, await secretKey(kind, known));
  }

  /**
   * Checks a copy before its original is deleted.
   * @throws `storage-failed` where the copy is only in memory
   */
  async checkCopy(kind: FiledKind, from: UsableProfile, to: UsableProfile): Promise<void> {
    checkCopy(this.secrets, await secretKey(kind, from), await secretKey(kind, to));
  }

  /** Whether a secret is only in memory, since it could not be stored. */
  async isKept(kind: FiledKind, known: UsableProfile): Promise<boolean> {
    return this.secrets.kept?.has(await secretKey(kind, known)) === true;
  }
}

/** A pasted token goes into headers: only visible ASCII and spaces (RFC 6749 appendix A.12). */
function isFit(kind: FiledKind, value: string): boolean {
  return kind !== 'token' || /^[\x20-\x7e]+$/.test(value);
}
