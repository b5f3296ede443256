import type { SuiteResults } from './results';
import type { Settings } from './settings';
import type { Workbench } from './workbench';

/** What a window of VS Code is started with. Paths are absolute. */
export interface WindowRequest {
  /** The folder to open. */
  workspace: string;
  /** The source folder of the extension under development. */
  developmentPath: string;
  /** Beside `quietSettings`, over which they win. */
  settings?: Settings;
  /** Further extensions: folders or .vsix files. */
  extensions?: readonly string[];
  /** Reaches the extension host. */
  env?: NodeJS.ProcessEnv;
}

export interface OpenRequest extends WindowRequest {
  /** Of the window, in CSS pixels. */
  size?: { width: number; height: number };
  /** Physical pixels for each CSS pixel (web only). */
  scale?: number;
  /** Whether SecretStorage behaves as on the desktop (default) or as VS Code on the web has it (web only). */
  secrets?: 'shared' | 'own';
  /** Origins that may be opened without a question; false asks about all (web only; the desktop harness never asks). */
  trustedDomains?: readonly string[] | false;
}

export interface SuiteRequest extends WindowRequest {
  /** A CommonJS module whose `run()` calls `runMocha`. */
  testsPath: string;
  /** Another such module, run before it in a window of its own, whose secrets stay (web only). */
  prepare?: string;
  /** How long the run may take (default 300). */
  seconds?: number;
}

/** A real VS Code that tests run in. */
export interface Host {
  readonly kind: 'desktop' | 'web';
  /** Opens a window with fresh data; closing it ends all that was started for it. */
  open(request: OpenRequest): Promise<Workbench>;
  /** Runs suites in the extension host, printing what mocha says. */
  runSuites(request: SuiteRequest): Promise<SuiteResults>;
}
