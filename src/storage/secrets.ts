import { t } from '@vscode/l10n';
import { Fault } from '../faults/fault';
import type { UsableProfile } from '../profile/known';
import type { SecretKind } from '../profile/secret-kind';
import { decodeEntry, deleteFrom, encodeEntry, readFrom, storeIn, type SecretStorage } from './entry';
import { secretKey } from './keys';

/**
 * Client secrets, passwords, keys and pasted tokens, each under a hash of its owner. Every method throws
 * `storage-failed` where SecretStorage does.
 */
export class SecretsStore {
  constructor(
    private readonly secrets: SecretStorage,
    private readonly log: (line: string) => void,
  ) {}

  /** The stored secret of that kind that the profile may use, or undefined. */
  async get(kind: SecretKind, known: UsableProfile): Promise<string | undefined> {
    return (await this.find(kind, known))?.value;
  }

  /**
   * The stored secret and its generation: a random text that changes with the value, so that what was allowed for one
   * value does not hold for another. Version 0.1 stored none.
   */
  async find(kind: SecretKind, known: UsableProfile): Promise<{ value: string; generation: string } | undefined> {
    const text = await readFrom(this.secrets, await secretKey(kind, known));
    if (text === undefined) return undefined;
    const { value, generation } = decodeEntry(text) ?? {};
    if (typeof value === 'string' && value !== '' && isFit(kind, value))
      return { value, generation: typeof generation === 'string' ? generation : '' };
    this.log('a stored secret is garbled and is ignored; it is kept until it is set again');
    return undefined;
  }

  /** @throws `argument-invalid` for a token with characters that no token has */
  async set(kind: SecretKind, known: UsableProfile, value: string): Promise<void> {
    if (!isFit(kind, value))
      throw new Fault(
        'argument-invalid',
        t('The token has characters that aren’t allowed in a token, such as a line break.'),
      );
    const before = await this.find(kind, known);
    const generation = before?.value === value ? before.generation : crypto.randomUUID();
    await storeIn(this.secrets, await secretKey(kind, known), encodeEntry({ kind, value, generation }));
  }

  async delete(kind: SecretKind, known: UsableProfile): Promise<void> {
    await deleteFrom(this.secrets, await secretKey(kind, known));
  }
}

/** A pasted token goes into headers: only visible ASCII and spaces (RFC 6749 appendix A.12). */
function isFit(kind: SecretKind, value: string): boolean {
  return kind !== 'token' || /^[\x20-\x7e]+$/.test(value);
}
