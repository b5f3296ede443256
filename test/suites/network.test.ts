import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { behindProxy, freshId, rejects, run } from './environment';

const setProxy = (address: string | undefined) =>
  vscode.workspace.getConfiguration('http').update('proxy', address, vscode.ConfigurationTarget.Global);

/** The hosts that the proxy was asked for, from now on. */
async function proxied(work: () => Promise<unknown>): Promise<string[]> {
  const asked = async () => (await (await fetch(behindProxy().proxy)).json()) as string[];
  const before = (await asked()).length;
  await work();
  return (await asked()).slice(before);
}

const machine = (more: object) =>
  run<string>('addProfile', { id: freshId('network'), grant: 'client_credentials', clientId: 'deck', ...more });

describe('requests through VS Code’s proxy', () => {
  before(() => setProxy(behindProxy().proxy));
  after(() => setProxy(undefined));

  it('are made by every profile, and NODE_EXTRA_CA_CERTS counts', async () => {
    const { extra } = behindProxy();
    const id = await machine({
      endpoints: { token: extra.token },
      clientAuth: 'client_secret_post',
      clientSecret: 's',
    });
    const hosts = await proxied(async () => {
      assert.equal(await run('getToken', id), 'token-of-nobody-at-extra.token-deck.test');
    });
    assert.deepEqual(hosts, ['extra.token-deck.test:443']);
  });

  it('are made with a profile’s own authorities and the client’s certificate', async () => {
    const { own } = behindProxy();
    const common = { endpoints: { token: own.token }, clientAuth: 'tls_client_auth', tls: { ca: own.ca } };
    const id = await machine(common);
    await run('setSecret', {
      ...{ profile: id, kind: 'clientCertificate' },
      value: `${own.client.certificate}\n${own.client.key}`,
    });
    const hosts = await proxied(async () => {
      assert.equal(await run('getToken', id), 'token-of-deck-at-own.token-deck.test');
    });
    assert.deepEqual(hosts, ['own.token-deck.test:443']);
  });

  it('with its own authorities trust those of NODE_EXTRA_CA_CERTS too, and no others', async () => {
    const { extra, own } = behindProxy();
    const secret = { clientAuth: 'client_secret_post', clientSecret: 's' };
    const both = await machine({ endpoints: { token: extra.token }, ...secret, tls: { ca: own.ca } });
    assert.equal(await run('getToken', both), 'token-of-nobody-at-extra.token-deck.test');
    const none = await machine({ endpoints: { token: own.token }, ...secret });
    await rejects('getToken', none, 'certificate-untrusted');
    const other = await machine({ endpoints: { token: own.token }, ...secret, tls: { ca: extra.ca } });
    await rejects('getToken', other, 'certificate-untrusted');
  });
});
