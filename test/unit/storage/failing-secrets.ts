import { MemorySecrets } from './memory-secrets';

/** A call of SecretStorage. */
export type Call = 'get' | 'store' | 'delete' | 'keys';

/** A message that no person may read: a system's error can hold what it was given. */
export const systemMessage = 'hunter2';

/** SecretStorage in memory, in which calls fail as a test says. */
export class FailingSecrets extends MemorySecrets {
  /** Whether a call fails now. It is asked at every call. */
  fails: (call: Call, key: string | undefined) => boolean = () => false;

  override otherWindow(): FailingSecrets {
    return new FailingSecrets(this.entries);
  }

  override async get(key: string): Promise<string | undefined> {
    await this.check('get', key);
    return super.get(key);
  }

  override async store(key: string, value: string): Promise<void> {
    await this.check('store', key);
    return super.store(key, value);
  }

  override async delete(key: string): Promise<void> {
    await this.check('delete', key);
    return super.delete(key);
  }

  override async keys(): Promise<string[]> {
    await this.check('keys');
    return super.keys();
  }

  private async check(call: Call, key?: string): Promise<void> {
    await Promise.resolve();
    if (this.fails(call, key)) throw new Error(systemMessage);
  }
}
