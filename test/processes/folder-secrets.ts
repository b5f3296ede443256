import { watch } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SecretStorage } from '../../src/storage/entry';

/** SecretStorage that processes share, as windows share VS Code's on the desktop: a file for each entry in a folder. */
export class FolderSecrets implements SecretStorage {
  private writes = 0;

  constructor(private readonly folder: string) {}

  async get(key: string): Promise<string | undefined> {
    return readFile(this.fileOf(key), 'utf8').catch(() => undefined);
  }

  async store(key: string, value: string): Promise<void> {
    // Renamed, so that no one reads half of it. The names of those that are being written begin with a dot.
    const written = path.join(this.folder, `.${process.pid}-${this.writes++}`);
    await writeFile(written, value);
    await rename(written, this.fileOf(key));
  }

  async delete(key: string): Promise<void> {
    await rm(this.fileOf(key), { force: true });
  }

  async keys(): Promise<string[]> {
    return (await readdir(this.folder)).filter((file) => !file.startsWith('.')).map(decodeURIComponent);
  }

  onDidChange(listener: (event: { readonly key: string }) => void): { dispose(): void } {
    const watcher = watch(this.folder, (_event, file) => {
      if (file !== null && !file.startsWith('.')) listener({ key: decodeURIComponent(file) });
    });
    return { dispose: () => watcher.close() };
  }

  private fileOf(key: string): string {
    return path.join(this.folder, encodeURIComponent(key));
  }
}
