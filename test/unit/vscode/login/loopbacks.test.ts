import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FileLock } from '../../../../src/storage/window-lock.node';
import type { Loopback } from '../../../../src/vscode/login/loopback.node';
import { Loopbacks } from '../../../../src/vscode/login/loopbacks.node';
import { temporaryFolder, type TemporaryFolder } from '../../../host/temporary';
import { eventually } from '../../../support/eventually';
import { faultOf } from '../../faults/fault-of';

describe('loopback ports', () => {
  let folder: TemporaryFolder;
  const opened: Loopback[] = [];
  before(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => opened.splice(0).forEach((each) => each.close()));
  after(() => folder.remove());

  /** A window, and the states of the redirects that reached it. */
  function openWindow() {
    const states: string[] = [];
    const lock = new FileLock(folder.path, (line) => assert.fail(line));
    const loopbacks = new Loopbacks(lock, (answer) => states.push(answer.get('state') ?? '') > 0);
    const open = async (port: number, path = '/callback') => {
      const loopback = await loopbacks.open(port, path);
      opened.push(loopback);
      return loopback;
    };
    return { open, states, lock };
  }
  const visit = async ({ redirectUri }: Loopback, state: string) =>
    (await fetch(`${redirectUri}?code=c&state=${state}`)).status;

  async function freePort(): Promise<number> {
    const { redirectUri, close } = await openWindow().open(0);
    close();
    return Number(new URL(redirectUri).port);
  }

  it('are shared by the logins of one window, whatever their paths, until the last one has ended', async () => {
    const port = await freePort();
    const { open, states } = openWindow();
    const [first, second] = await Promise.all([open(port), open(port, '/other')]);
    assert.equal(await visit(first, 'a'), 200);
    assert.equal(await visit(second, 'b'), 200);
    first.close();
    first.close();
    assert.equal(await visit(second, 'c'), 200);
    assert.deepEqual(states, ['a', 'b', 'c']);
    second.close();
    await assert.rejects(visit(second, 'd'));
    assert.equal(await visit(await open(port), 'e'), 200, 'and can be opened again');
  });

  it('are shared with another window, which gets the redirects first and is followed by this one', async () => {
    const port = await freePort();
    const [first, second] = [openWindow(), openWindow()];
    const owner = await first.open(port);
    await eventually('others know of it', () => second.lock.isHeld(`loopback-${port}`));
    const later = await second.open(port);
    assert.equal(await visit(later, 'a'), 200);
    assert.deepEqual([first.states, second.states], [['a'], []]);
    owner.close();
    await eventually('this one listens', async () => (await visit(later, 'b').catch(() => 0)) === 200);
    assert.deepEqual([first.states, second.states], [['a'], ['b']]);
  });

  it('of another program are an error', async () => {
    const server = createServer((_request, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const fault = await faultOf(openWindow().open(port));
      assert.equal(fault.code, 'port-in-use');
      assert.match(fault.message, new RegExp(String(port)));
    } finally {
      server.close();
    }
  });

  it('that are free are another one for each login', async () => {
    const { open } = openWindow();
    const [first, second] = await Promise.all([open(0), open(0)]);
    assert.notEqual(first.redirectUri, second.redirectUri);
  });
});
