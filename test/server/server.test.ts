import assert from 'node:assert/strict';
import { startServer } from './server';
import { get } from './requests';

describe('server: starting', () => {
  for (const host of ['127.0.0.1', '[::1]']) {
    it(`listens on ${host}`, async function () {
      this.timeout(30_000);
      const server = await startServer({ host });
      try {
        const { issuer = '', origin } = server.tenants.auth0;
        assert.ok(origin.startsWith(`http://${host}:`));
        assert.equal((await get(`${issuer}.well-known/openid-configuration`)).body['issuer'], issuer);
      } finally {
        await server.close();
      }
    });
  }

  it('says which port is taken, and leaves none open', async function () {
    this.timeout(30_000);
    const server = await startServer();
    const taken = Number(new URL(server.tenants.basic.origin).port);
    await assert.rejects(startServer({ ports: [0, 0, taken] }), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'port-taken');
      assert.match(error.message, new RegExp(`Port ${taken} is taken`));
      return true;
    });
    await server.close();
  });
});
