import { Emitter, type Disposable, type Event } from '../base/event';
import type { UsableProfile } from '../profile/known';
import type { SecretKind } from '../profile/secret-kind';
import { keysOf, type SecretStorage } from './entry';
import { secretKey } from './keys';

const prefix = 'secret.';

/** Which secrets are stored, without their values: it can be asked for each profile that is drawn. */
export class StoredSecrets implements Disposable {
  private keys: Set<string> | undefined;
  private loading: Promise<void> | undefined;
  private generation = 0;
  private readonly keyOf = new WeakMap<UsableProfile, Map<SecretKind, Promise<string>>>();
  private readonly changed = new Emitter<void>();
  private readonly subscription: Disposable;

  /** Fires when they were loaded, and when a secret was stored or deleted, in this window or another. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly secrets: SecretStorage) {
    this.subscription = secrets.onDidChange(({ key }) => {
      if (!key.startsWith(prefix)) return;
      if (this.keys !== undefined) this.reload().catch(() => undefined);
      else if (secrets.kept?.has(key) === true) this.changed.fire();
    });
  }

  get isLoaded(): boolean {
    return this.keys !== undefined;
  }

  /** Reads which there are, once; changes are followed. @throws `storage-failed`; the next call tries again */
  load(): Promise<void> {
    if (this.isLoaded) return Promise.resolve();
    this.loading ??= this.reload().finally(() => (this.loading = undefined));
    return this.loading;
  }

  /** Whether the profile's secret of that kind is stored, or kept in memory; undefined until they are loaded. */
  async has(kind: SecretKind, known: UsableProfile): Promise<boolean | undefined> {
    const { kept } = this.secrets;
    if (this.keys === undefined && !kept?.size) return undefined;
    const keys = this.keyOf.get(known) ?? new Map<SecretKind, Promise<string>>();
    this.keyOf.set(known, keys);
    const key = keys.get(kind) ?? secretKey(kind, known);
    keys.set(kind, key);
    return kept?.has(await key) === true || this.keys?.has(await key);
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async reload(): Promise<void> {
    const generation = ++this.generation;
    const stored = await keysOf(this.secrets);
    // Something changed while the keys were read: the newer call knows it.
    if (generation !== this.generation) return;
    this.keys = new Set(stored.filter((key) => key.startsWith(prefix)));
    this.changed.fire();
  }
}
