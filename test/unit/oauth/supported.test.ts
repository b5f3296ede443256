import assert from 'node:assert/strict';
import { isFault } from '../../../src/faults/fault';
import type { OAuthClient } from '../../../src/oauth/client';
import { implementedClientAuths } from '../../../src/oauth/client-auth/table';
import { implementedGrants } from '../../../src/oauth/grants/table';
import { refuseUnsupported } from '../../../src/oauth/supported';
import { clientAuthNames } from '../../../src/profile/client-auth/table';
import { grantNames, grants } from '../../../src/profile/grants/table';
import type { TokenSet } from '../../../src/storage/token-set';
import { faultOf } from '../faults/fault-of';
import { clientOf, endpoints, issuer, metadata, person, provider, redirectUri, settingsOf } from './provider';
import { beginLogin } from './begin-login';

const previous: TokenSet = { accessToken: 'old', tokenType: 'bearer', refreshToken: 'r', obtainedAt: 0 };

describe('oauth: what cannot be done yet', () => {
  for (const grant of grantNames) {
    const done = grants[grant].obtained === 'pasted' || grant in implementedGrants;
    it(`the grant ${grant} is ${done ? 'not ' : ''}refused`, () => {
      const settings = settingsOf({ grant, clientId: 'c', issuer, username: 'alice' });
      if (done) return refuseUnsupported(settings);
      assert.throws(
        () => refuseUnsupported(settings),
        (thrown) => isFault(thrown) && thrown.code === 'grant-unsupported' && thrown.what.includes(`“${grant}”`),
      );
    });
  }

  for (const clientAuth of clientAuthNames) {
    const done = clientAuth in implementedClientAuths;
    it(`the client authentication ${clientAuth} is ${done ? 'not ' : ''}refused`, () => {
      const settings = settingsOf({ ...person, issuer, clientAuth });
      if (done) return refuseUnsupported(settings);
      assert.throws(
        () => refuseUnsupported(settings),
        (thrown) =>
          isFault(thrown) && thrown.what.includes(`“${clientAuth}”`) && thrown.next.includes('client_secret_basic'),
      );
    });
  }

  it('a pasted token is not refused for what a client would need', () => {
    refuseUnsupported(settingsOf({ grant: 'static', clientAuth: 'private_key_jwt', security: { dpop: true } }));
  });

  for (const name of ['jar']) {
    const fields = { issuer, security: { [name]: true } };
    const runs: [string, (oauth: OAuthClient) => Promise<unknown>][] = [
      [
        'client credentials',
        (oauth) => oauth.obtain(clientOf({ ...fields, grant: 'client_credentials', clientId: 'c' })),
      ],
      ['a refresh', (oauth) => oauth.refresh(clientOf({ ...fields, ...person }), previous)],
      ['a login', (oauth) => beginLogin(oauth, clientOf({ ...fields, ...person }), redirectUri)],
    ];
    for (const [what, run] of runs) {
      it(`the protection ${name} refuses ${what}, and nothing is sent`, async () => {
        const { oauth, asked } = provider(metadata());
        const fault = await faultOf(run(oauth));
        assert.equal(fault.code, 'grant-unsupported');
        assert.ok(fault.message.includes(`“${name}”`), fault.message);
        assert.deepEqual(asked(), []);
      });
    }
  }

  it('protections that are switched off do no harm', async () => {
    const { oauth } = provider();
    const security = { dpop: false, par: false, jar: false };
    await oauth.refresh(clientOf({ ...person, issuer, endpoints, security }), previous);
  });
});
