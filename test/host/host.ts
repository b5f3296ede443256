import type { SuiteResults } from './results';
import type { Settings } from './settings';
import type { Workbench } from './workbench';

/** An environment variable by which suites find the folder that VS Code keeps its data in. */
export const dataVariable = 'TOKEN_DECK_TEST_DATA';

/** What a window of VS Code is started with. Paths are absolute. */
export interface WindowRequest {
  /** The folder to open; without one, an empty window. */
  workspace?: string;
  /** The source folder of the extension under development, if there is one. */
  developmentPath?: string;
  /** Added to `quietSettings`; these win. */
  settings?: Settings;
  /** Further extensions: folders or .vsix files. */
  extensions?: readonly string[];
  /** Passed on to the extension host. */
  env?: NodeJS.ProcessEnv;
}

export interface OpenRequest extends WindowRequest {
  /** Of the window, in CSS pixels. */
  size?: { width: number; height: number };
  /** Physical pixels for each CSS pixel (web only). */
  scale?: number;
  /** Whether SecretStorage behaves as on the desktop (default) or as VS Code on the web has it (web only). */
  secrets?: 'shared' | 'own';
  /** Origins that are opened without asking; with false, VS Code always asks (web only; on the desktop nothing asks). */
  trustedDomains?: readonly string[] | false;
  /** The tabs accept every certificate. */
  anyCertificate?: true;
}

export interface SuiteRequest extends WindowRequest {
  workspace: string;
  developmentPath: string;
  /** A CommonJS module whose `run()` calls `runMocha`. */
  testsPath: string;
  /** Another such module, run before it in its own window; what it stores in SecretStorage is kept (web only). */
  prepare?: string;
  /** How long the run may take (default 300). */
  seconds?: number;
}

/** A real VS Code that tests run in. */
export interface Host {
  readonly kind: 'desktop' | 'web';
  /** Opens a window with fresh data. Closing it ends everything that was started for it. */
  open(request: OpenRequest): Promise<Workbench>;
  /** Runs suites in the extension host, and prints mocha's report. */
  runSuites(request: SuiteRequest): Promise<SuiteResults>;
}
