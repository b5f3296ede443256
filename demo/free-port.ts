import { listen, PortTakenError } from '../test/server/listener';

/** How many ports are tried. */
const most = 100;

/**
 * The port, or the first one after it that is free; 0 stays 0, for any.
 * @throws `PortTakenError` where a hundred in a row are taken
 */
export async function freePort(host: string, wished: number): Promise<number> {
  if (wished === 0) return 0;
  const last = Math.min(wished + most - 1, 65_535);
  for (let port = wished; ; port++) {
    try {
      await (await listen(host, port)).close();
      return port;
    } catch (error) {
      if (!(error instanceof PortTakenError) || port >= last) throw error;
    }
  }
}
