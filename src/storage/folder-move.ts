import { grants } from '../profile/grants/table';
import { byAddress, type UsableProfile } from '../profile/known';
import { keysOf, moveIn, type SecretStorage } from './entry';
import { secretKey, tokenKey } from './keys';
import type { TokenStore } from './tokens';

/**
 * Moves what version 0.1 filed under the addresses of folders to their ids: the logins and the pasted tokens of team
 * profiles. Where two folders have the same address, the one that is opened first gets them.
 */
export class FolderMove {
  private stored: Promise<Set<string>> | undefined;

  constructor(
    private readonly secrets: SecretStorage,
    private readonly tokens: TokenStore,
    private readonly log: (line: string) => void,
  ) {}

  /** Moves what is stored for these profiles; to be called before anyone looks it up. Never throws. */
  async bring(profiles: readonly UsableProfile[]): Promise<void> {
    try {
      const stored = await this.keys();
      if (stored.size === 0) return;
      await Promise.all(profiles.map((profile) => this.bringOne(profile, stored)));
    } catch {
      this.log('what was stored for a folder by its address could not all be moved');
    }
  }

  private async bringOne(profile: UsableProfile, stored: Set<string>): Promise<void> {
    const { tokenOf, obtained } = grants[profile.settings.grant];
    if (profile.home.kind === 'personal' || tokenOf !== 'profile') return;
    const before = byAddress(profile);
    const token = await tokenKey(before);
    if (stored.has(token)) await this.tokens.move(token, await tokenKey(profile));
    stored.delete(token);
    if (obtained !== 'pasted') return;
    const pasted = await secretKey('token', before);
    if (stored.has(pasted)) await moveIn(this.secrets, pasted, await secretKey('token', profile));
    stored.delete(pasted);
  }

  /** The keys of what may have to be moved. Only an older version adds to them, so they are asked for once. */
  private keys(): Promise<Set<string>> {
    this.stored ??= keysOf(this.secrets).then(
      (keys) => new Set(keys.filter((key) => /^(?:token|secret)\./.test(key))),
      (thrown: unknown) => {
        this.stored = undefined;
        throw thrown;
      },
    );
    return this.stored;
  }
}
