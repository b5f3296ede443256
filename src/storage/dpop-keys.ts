import { Shared } from '../base/shared';
import type { UsableProfile } from '../profile/known';
import { isObject } from '../profile/json-value';
import { secretKey } from './keys';
import type { SecretsStore } from './secrets';
import type { WindowLock } from './window-lock';

/**
 * The keys that profiles' tokens are bound to (RFC 9449): one for each profile, made at its first use, stored in
 * SecretStorage alone, and removed with the profile.
 */
export class DpopKeys {
  private readonly underWay = new Shared<string>(true);

  constructor(
    private readonly secrets: Pick<SecretsStore, 'get' | 'set'>,
    private readonly lock: WindowLock,
  ) {}

  /**
   * The profile's key, a private JWK as JSON. One window at a time makes one, and the others take over what it stored: a
   * token is of no use with another key than its own.
   * @throws `storage-failed` where it can be neither stored nor kept
   */
  async of(known: UsableProfile): Promise<string> {
    const stored = await this.stored(known);
    if (stored !== undefined) return stored;
    const name = await secretKey('dpopKey', known);
    const make = async () => (await this.stored(known)) ?? this.make(known);
    return this.underWay.run(name, () => this.lock.run(name, make));
  }

  private async make(known: UsableProfile): Promise<string> {
    const made = await newKey();
    await this.secrets.set('dpopKey', known, made, false);
    // A window elsewhere, which has another lock, may have been quicker.
    return (await this.stored(known)) ?? made;
  }

  private async stored(known: UsableProfile): Promise<string | undefined> {
    const text = await this.secrets.get('dpopKey', known);
    return text !== undefined && isKey(text) ? text : undefined;
  }
}

/** A new key for ES256, which every server that knows DPoP has to have. */
async function newKey(): Promise<string> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  return JSON.stringify({ kty, crv, x, y, d });
}

/** Whether a stored text is such a key; a garbled one is replaced. */
function isKey(text: string): boolean {
  try {
    const jwk: unknown = JSON.parse(text);
    return isObject(jwk) && jwk.crv === 'P-256' && [jwk.x, jwk.y, jwk.d].every((part) => typeof part === 'string');
  } catch {
    return false;
  }
}
