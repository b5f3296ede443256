import type { UsableProfile } from '../profile/known';
import type { SecretKind } from '../profile/problem';
import { decodeEntry, deleteFrom, encodeEntry, readFrom, storeIn, type SecretStorage } from './entry';
import { secretKey } from './keys';

/**
 * Client secrets, passwords, keys and pasted tokens, each under the hash of whom it belongs to. Every method throws
 * `storage-failed` where SecretStorage does.
 */
export class SecretsStore {
  constructor(
    private readonly secrets: SecretStorage,
    private readonly log: (line: string) => void,
  ) {}

  /** The stored secret of that kind that the profile may use, or undefined. */
  async get(kind: SecretKind, known: UsableProfile): Promise<string | undefined> {
    const text = await readFrom(this.secrets, await secretKey(kind, known));
    if (text === undefined) return undefined;
    const value = decodeEntry(text)?.value;
    if (typeof value === 'string' && value !== '') return value;
    this.log('a stored secret is garbled and counts as none; it is kept until it is set again');
    return undefined;
  }

  async set(kind: SecretKind, known: UsableProfile, value: string): Promise<void> {
    await storeIn(this.secrets, await secretKey(kind, known), encodeEntry({ kind, value }));
  }

  async delete(kind: SecretKind, known: UsableProfile): Promise<void> {
    await deleteFrom(this.secrets, await secretKey(kind, known));
  }
}
