import { t } from '@vscode/l10n';
import { Fault } from '../faults/fault';

/** The parts of VS Code's SecretStorage that are used. */
export interface SecretStorage {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  keys(): PromiseLike<string[]>;
  onDidChange(listener: (event: { readonly key: string }) => void): { dispose(): void };
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

/** Stores an entry. @throws `storage-failed` */
export function storeIn(secrets: SecretStorage, key: string, value: string): Promise<void> {
  return translated(
    () => t('SecretStorage could not store an entry.'),
    () => secrets.store(key, value),
  );
}

/** Deletes an entry. @throws `storage-failed` */
export function deleteFrom(secrets: SecretStorage, key: string): Promise<void> {
  return translated(
    () => t('SecretStorage could not delete an entry.'),
    () => secrets.delete(key),
  );
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
  await deleteFrom(secrets, from);
}

/** The keys of all entries. @throws `storage-failed` */
export function keysOf(secrets: SecretStorage): Promise<string[]> {
  return translated(cannotRead, () => secrets.keys());
}

const cannotRead = () => t('SecretStorage could not read an entry.');

async function translated<T>(what: () => string, run: () => PromiseLike<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    const next = t('Check the system’s keyring, then try again.');
    throw new Fault('storage-failed', what(), { cause, next });
  }
}
