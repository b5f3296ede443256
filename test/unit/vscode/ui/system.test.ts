import assert from 'node:assert/strict';
import { listen } from '../../../server/listener';
import { environment, homePath, isPortTaken, systemName } from '../../../../src/vscode/ui/system.node';

describe('the environment', () => {
  it('is told by the names of its variables only', () => {
    const variables = {
      ...{ HTTPS_PROXY: 'http://user:password@proxy.example', https_proxy: 'http://b', http_proxy: 'http://c' },
      ...{ NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_EXTRA_CA_CERTS: '/home/someone/ca.pem', ALL_PROXY: '' },
    };
    assert.deepEqual(environment(variables), {
      proxies: ['HTTPS_PROXY', 'http_proxy'],
      unchecked: ['NODE_TLS_REJECT_UNAUTHORIZED'],
      authorities: ['NODE_EXTRA_CA_CERTS'],
    });
    assert.deepEqual(environment({}), { proxies: [], unchecked: [], authorities: [] });
  });

  it('knows the user’s home, to leave it out', () => assert.ok(homePath().length > 0));

  it('knows whether a port is taken', async () => {
    const open = await listen('127.0.0.1', 0);
    assert.equal(await isPortTaken(open.port), true);
    await open.close();
    assert.equal(await isPortTaken(open.port), false);
  });
});

describe('the system', () => {
  it('is told only by its kind', () => assert.match(systemName(), /^[a-z\d]+ [a-z\d]+$/));
});
