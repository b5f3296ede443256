// What the frozen build of version 0.1.0 exports, as it is used here.
import type { SecretStorage } from '../../../src/storage/entry';

type Log = (line: string) => void;
type Parse = (input: unknown) => { ok: boolean; profile?: object };

export function parseProfile(input: unknown): { ok: boolean; profile?: object };
export class ProfileStore {
  constructor(secrets: SecretStorage, parse: () => Promise<Parse>, log: Log);
  list(): Promise<{ id: string; home: object; parsed: { ok: boolean; profile?: object } }[]>;
}
export class SecretsStore {
  constructor(secrets: SecretStorage, log: Log);
  get(kind: string, known: object): Promise<string | undefined>;
}
export class TokenStore {
  constructor(secrets: SecretStorage, persist: () => boolean, log: Log);
  get(key: string): Promise<Record<string, unknown> | undefined>;
  set(key: string, set: object): Promise<void>;
}
