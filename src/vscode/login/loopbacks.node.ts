import { setTimeout as delay } from 'node:timers/promises';
import { isFault } from '../../faults/fault';
import type { WindowLock } from '../../storage/window-lock';
import { listen, type Deliver, type Loopback } from './loopback.node';

/** Milliseconds between two tries to listen on a port that another window has. */
const pause = 250;
/** How often it is tried before the port counts as another program's. */
const tries = 4;

/** A port that logins of this window wait at. */
interface Port {
  logins: number;
  paths: Set<string>;
  ready: Promise<void>;
  over: AbortController;
}

/**
 * The servers on this machine that logins come back to. A port that a profile fixes is shared by all logins that wait
 * there, which their `state` tells apart. Where another window has it, that one hands redirects over, and this one
 * listens as soon as it can.
 */
export class Loopbacks {
  private readonly ports = new Map<number, Port>();

  constructor(
    private readonly lock: WindowLock,
    private readonly deliver: Deliver,
  ) {}

  /**
   * Opens the way back for one login.
   * @param port 0 for any free port
   * @throws `port-in-use` where another program has the port
   */
  async open(port: number, path: string): Promise<Loopback> {
    if (port === 0) return listen(0, path, this.deliver);
    const shared = this.ports.get(port) ?? this.begin(port, path);
    shared.logins++;
    shared.paths.add(path);
    let isOpen = true;
    const close = (): void => {
      if (!isOpen) return;
      isOpen = false;
      if (--shared.logins > 0) return;
      this.ports.delete(port);
      shared.over.abort();
    };
    try {
      await shared.ready;
    } catch (thrown) {
      close();
      throw thrown;
    }
    return { redirectUri: `http://127.0.0.1:${port}${path}`, close };
  }

  private begin(port: number, path: string): Port {
    const shared: Port = { logins: 0, paths: new Set(), ready: Promise.resolve(), over: new AbortController() };
    shared.ready = this.listenOrShare(port, path, shared);
    this.ports.set(port, shared);
    return shared;
  }

  private async listenOrShare(port: number, path: string, shared: Port): Promise<void> {
    for (let tried = 1; ; tried++) {
      try {
        return await this.listenOn(port, path, shared);
      } catch (thrown) {
        if (!isFault(thrown) || thrown.code !== 'port-in-use') throw thrown;
        // The other window says that it has the port a moment after it has it, and until a moment after.
        if (await this.lock.isHeld(nameOf(port))) break;
        if (tried === tries) throw thrown;
        await delay(pause);
      }
    }
    void this.takeOver(port, path, shared);
  }

  /** Listens once the other window's logins have ended. */
  private async takeOver(port: number, path: string, shared: Port): Promise<void> {
    while (!shared.over.signal.aborted) {
      try {
        return await this.listenOn(port, path, shared);
      } catch {
        await delay(pause);
      }
    }
  }

  private async listenOn(port: number, path: string, { paths, over }: Port): Promise<void> {
    const server = await listen(port, path, this.deliver, paths);
    const { signal } = over;
    const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    if (signal.aborted) return server.close();
    void ended.then(() => server.close());
    // Tells other windows that the port is ours.
    this.lock.run(nameOf(port), () => ended, signal).catch(() => undefined);
  }
}

function nameOf(port: number): string {
  return `loopback-${port}`;
}
