import { exactness, type TokenUses } from './token-uses';
import type { TokenStore } from './tokens';

/** After that time without use a token is deleted, in milliseconds: 90 days, and one more since dates are not exact. */
const longest = 90 * 24 * 60 * 60_000 + exactness;

/**
 * Deletes tokens that were not used for 90 days. It asks nobody whose they are: a profile that this window does not know
 * may be one of another folder, or of a newer version. What another version wrote has no date that can be read, and
 * stays.
 * @param now milliseconds since 1970
 * @param rest awaited before each token that is looked up, so that a long list does not keep others from working
 * @throws what SecretStorage throws; the next start goes on
 */
export async function collectTokens(
  tokens: TokenStore,
  uses: TokenUses,
  now: () => number,
  rest: () => Promise<void>,
): Promise<void> {
  const dated = new Set(await uses.keys());
  const isOlder = (age: number, at: number | undefined) => at !== undefined && now() - at > age;
  for (const key of tokens.keysAtHand()) {
    const obtainedAt = tokens.peek(key)?.obtainedAt;
    if (!isOlder(exactness, obtainedAt)) continue;
    if (!dated.has(key)) {
      // Version 0.1 noted no use, so the time begins now.
      await rest();
      await uses.begin(key);
    } else if (isOlder(longest, obtainedAt)) {
      await rest();
      if (!isOlder(longest, await uses.last(key))) continue;
      // Another window may have renewed it.
      if (isOlder(longest, (await tokens.read(key))?.obtainedAt)) await tokens.delete(key);
    }
  }
  const stored = new Set(await tokens.storedKeys());
  for (const key of dated) {
    if (stored.has(key)) continue;
    await rest();
    await uses.forget(key);
  }
}
