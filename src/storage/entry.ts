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

/** Reads a stored entry: its fields, still unchecked, or undefined for what is garbled, truncated or of another version. */
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
