import { decodeEntry, type SecretStorage } from './entry';
import { parseTokenSet, tokensOf, type TokenSet } from './token-set';
import type { TokenStore } from './tokens';

/**
 * Every secret and token that is stored or in memory, to be taken out of a text. Never rejects: where SecretStorage does
 * not answer, what this window keeps.
 */
export async function storedValues(
  secrets: SecretStorage,
  tokens: Pick<TokenStore, 'keysAtHand' | 'peek'>,
): Promise<string[]> {
  const all = await Promise.resolve(secrets.keys()).catch(() => [...(secrets.kept?.keys() ?? [])]);
  const keys = all.filter((key) => /^(?:secret|token)\./.test(key));
  const read = (key: string) => Promise.resolve(secrets.get(key)).catch(() => undefined);
  const entries = await Promise.all(keys.map(async (key) => decodeEntry((await read(key)) ?? '')));
  const sets = [...entries.map(parseTokenSet), ...tokens.keysAtHand().map((key) => tokens.peek(key))];
  const values = entries.map((entry) => entry?.value).filter((value) => typeof value === 'string');
  return [...new Set([...values, ...sets.filter((set): set is TokenSet => set !== undefined).flatMap(tokensOf)])];
}
