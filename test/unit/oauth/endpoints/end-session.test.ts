import assert from 'node:assert/strict';
import { endSession } from '../../../../src/oauth/endpoints/end-session';
import { faultOf } from '../../faults/fault-of';
import { clientOf, endpoints, issuer, metadata, person, provider } from '../provider';

const client = (endSessionEndpoint: string) =>
  clientOf({ ...person, endpoints: { ...endpoints, endSession: endSessionEndpoint } });

describe('oauth: the end of a session at the provider', () => {
  const rows: [what: string, address: string, hint: string | undefined, url: string][] = [
    ['names the client', `${issuer}/logout`, undefined, `${issuer}/logout?client_id=c`],
    ['has the hint', `${issuer}/logout`, 'h/1', `${issuer}/logout?logout_hint=h%2F1&client_id=c`],
    ['keeps the address’s own query', `${issuer}/logout?p=b`, undefined, `${issuer}/logout?p=b&client_id=c`],
  ];
  for (const [what, address, hint, url] of rows) {
    it(`${what}, and nothing else`, async () => {
      const { oauth, sent } = provider();
      assert.equal(await oauth.ask(client(address), endSession(hint)), url);
      assert.deepEqual(sent, [], 'only the browser goes there');
    });
  }

  it('is where the metadata say', async () => {
    const { oauth } = provider(metadata({ end_session_endpoint: `${issuer}/off` }));
    assert.equal(await oauth.ask(clientOf({ ...person, issuer }), endSession(undefined)), `${issuer}/off?client_id=c`);
  });

  it('is not at an address that metadata name without encryption', async () => {
    const { oauth } = provider(metadata({ end_session_endpoint: 'http://sso.example.com/off' }));
    const fault = await faultOf(oauth.ask(clientOf({ ...person, issuer }), endSession(undefined)));
    assert.equal(fault.code, 'insecure-endpoint');
  });

  it('needs no secret of the client', async () => {
    const { oauth } = provider();
    const who = client(`${issuer}/logout`);
    who.settings.clientAuth = 'client_secret_basic';
    assert.equal(await oauth.ask(who, endSession(undefined)), `${issuer}/logout?client_id=c`);
  });
});
