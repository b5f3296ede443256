/** What VS Code needs for the demo. Paths are absolute. */
export interface DemoWindow {
  /** The checkout with the extension. */
  repository: string;
  /** The folder to open. */
  workspace: string;
  /** An empty folder for VS Code's own data. */
  data: string;
  /** For VS Code's process, and so its extensions, tasks and terminals. */
  env: NodeJS.ProcessEnv;
}

/** An opened VS Code. */
export interface OpenedWindow {
  /** Resolves when it has been closed. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}
