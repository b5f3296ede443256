/** Keeps windows (extension hosts) on one machine from doing the same at the same time. */
export interface WindowLock {
  /**
   * Runs work while no other window runs work under the same name. Work under one name that asks for the same name again
   * waits for itself.
   * @param name a file name in any file system
   * @throws `cancelled` when the signal fires before the work began; else what the work throws
   */
  run<T>(name: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Whether a window that is still there runs work under that name. */
  isHeld(name: string): Promise<boolean>;
}

/** For an extension host without files, as in a browser: each window is on its own. */
export const noLock: WindowLock = { run: (_name, work) => work(), isHeld: () => Promise.resolve(false) };
