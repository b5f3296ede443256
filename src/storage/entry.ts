import { t } from '@vscode/l10n';
import { Fault, isFault } from '../faults/fault';

/** The parts of VS Code's SecretStorage that are used. */
export interface SecretStorage {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  keys(): PromiseLike<string[]>;
  onDidChange(listener: (event: { readonly key: string }) => void): { dispose(): void };
  /** The entries that are only in memory, by key; see `FallbackStorage`. VS Code's own storage has none. */
  readonly kept?: Pick<ReadonlyMap<string, unknown>, 'has' | 'keys' | 'size'>;
  /** Keeps an entry in memory without storing it, because it cannot be told whether one is stored under its key. */
  keep?(key: string, value: string): PromiseLike<void>;
  /** Forgets an entry that was so kept, not one that is stored. @returns whether there was one */
  release?(key: string): boolean;
}

const version = 1;

/** Writes an entry in its stored form. */
export function encodeEntry(value: object): string {
  return JSON.stringify({ ...value, version });
}

/** Reads a stored entry: its fields, still unchecked, or undefined where it is garbled, truncated or of another version. */
export function decodeEntry(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || (value as { version?: unknown }).version !== version)
      return undefined;
    return value as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Reads an entry. @throws `storage-failed` */
export function readFrom(secrets: SecretStorage, key: string): Promise<string | undefined> {
  return translated(cannotRead, () => secrets.get(key));
}

/** Stores an entry. @throws `storage-failed`, unless it is kept in memory instead */
export function storeIn(secrets: SecretStorage, key: string, value: string): Promise<void> {
  return translated(cannotStore, () => secrets.store(key, value));
}

/**
 * Stores an entry that must not take the place of one that could not be read: it is kept in memory until that can be
 * told.
 * @throws `storage-failed` where nothing keeps it
 */
export function storeUnread(secrets: SecretStorage, key: string, value: string): Promise<void> {
  return translated(cannotStore, async () => {
    if (secrets.keep === undefined) throw new Error('nothing keeps the entry');
    await secrets.keep(key, value);
  });
}

/** Deletes an entry. @throws `storage-failed`; then it may still be stored */
export function deleteFrom(secrets: SecretStorage, key: string): Promise<void> {
  return translated(cannotDelete(key), () => secrets.delete(key));
}

/**
 * Files an entry under another key, unless there is one already. The old one goes last, so that a crash in between loses
 * nothing, and doing it twice does no harm.
 * @throws `storage-failed`
 */
export async function moveIn(secrets: SecretStorage, from: string, to: string): Promise<void> {
  const text = from === to ? undefined : await readFrom(secrets, from);
  if (text === undefined) return;
  if ((await readFrom(secrets, to)) === undefined) await storeIn(secrets, to, text);
  checkCopy(secrets, from, to);
  await deleteFrom(secrets, from);
}

/**
 * Checks a copy before its original is deleted: one that is only in memory would be lost with the window.
 * @throws `storage-failed`
 */
export function checkCopy({ kept }: SecretStorage, from: string, to: string): void {
  if (kept?.has(to) === true && !kept.has(from)) throw notStored();
}

/** The fault for what has to be stored, and is only in memory. */
export function notStored(): Fault {
  return new Fault('storage-failed', cannotStore());
}

/** The keys of all entries. @throws `storage-failed` */
export function keysOf(secrets: SecretStorage): Promise<string[]> {
  return translated(cannotRead, () => secrets.keys());
}

/** Whether a fault says that SecretStorage does not work. */
export function isStorageFailed(thrown: unknown): boolean {
  return isFault(thrown) && thrown.code === 'storage-failed';
}

const cannotRead = () => t('SecretStorage could not read an entry.');
const cannotStore = () => t('SecretStorage could not store an entry.');

function cannotDelete(key: string): () => string {
  if (key.startsWith('secret.')) return () => t('The secret could not be deleted from SecretStorage.');
  if (key.startsWith('token.')) return () => t('The token could not be deleted from SecretStorage.');
  return () => t('The profile could not be deleted from SecretStorage.');
}

async function translated<T>(what: () => string, run: () => PromiseLike<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    throw new Fault('storage-failed', what(), { cause });
  }
}
