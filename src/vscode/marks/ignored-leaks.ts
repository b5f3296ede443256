import type * as vscode from 'vscode';
import { Emitter } from '../../base/event';

/** What the leak guard is to be silent about. */
export interface IgnoredLeak {
  kind: 'token' | 'file';
  /** The fingerprint of the token, never the token; or the file's address. */
  key: string;
  /** The file's path in the workspace, to be shown. */
  file: string;
  /** The issuer that the token names, to be shown. */
  issuer?: string;
}

/** The key of workspace state. */
export const ignoredKey = 'ignoredLeaks';

/** What the user has told the leak guard to ignore in this workspace. */
export class IgnoredLeaks {
  private readonly changed = new Emitter<void>();
  private leaks: readonly IgnoredLeak[];

  readonly onDidChange = this.changed.event;

  constructor(private readonly workspaceState: Pick<vscode.Memento, 'get' | 'update'>) {
    this.leaks = readLeaks(workspaceState.get(ignoredKey));
  }

  get all(): readonly IgnoredLeak[] {
    return this.leaks;
  }

  has(kind: IgnoredLeak['kind'], key: string): boolean {
    return this.leaks.some((leak) => leak.kind === kind && leak.key === key);
  }

  async add(leak: IgnoredLeak): Promise<void> {
    if (!this.has(leak.kind, leak.key)) await this.write([...this.leaks, leak]);
  }

  /** Warns about these again. */
  async remove(leaks: readonly IgnoredLeak[]): Promise<void> {
    await this.write(
      this.leaks.filter(({ kind, key }) => !leaks.some((gone) => gone.kind === kind && gone.key === key)),
    );
  }

  private async write(leaks: readonly IgnoredLeak[]): Promise<void> {
    this.leaks = leaks;
    await this.workspaceState.update(ignoredKey, leaks.length === 0 ? undefined : leaks);
    this.changed.fire();
  }
}

/** Reads what was stored, or what a command is given; other values are left out. */
export function readLeaks(value: unknown): IgnoredLeak[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown): IgnoredLeak[] => {
    const { kind, key, file, issuer } =
      typeof each === 'object' && each !== null ? (each as Record<string, unknown>) : {};
    if ((kind !== 'token' && kind !== 'file') || typeof key !== 'string' || typeof file !== 'string') return [];
    return [{ kind, key, file, ...(typeof issuer === 'string' && { issuer }) }];
  });
}
