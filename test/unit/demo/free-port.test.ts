import assert from 'node:assert/strict';
import { freePort } from '../../../demo/free-port';
import { listen } from '../../server/listener';

describe('the port of the demo', () => {
  const host = '127.0.0.1';

  it('is the one that was asked for if it is free, else the next free one', async () => {
    const first = await listen(host, 0);
    try {
      const port = await freePort(host, first.port);
      assert.ok(port > first.port, String(port));
      assert.equal(await freePort(host, port), port);
    } finally {
      await first.close();
    }
  });

  it('is left to the system where 0 is asked for', async () => assert.equal(await freePort(host, 0), 0));
});
