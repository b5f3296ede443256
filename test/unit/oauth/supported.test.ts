import assert from 'node:assert/strict';
import { isFault } from '../../../src/faults/fault';
import { implementedClientAuths } from '../../../src/oauth/client-auth/table';
import { implementedGrants } from '../../../src/oauth/grants/table';
import { refuseUnsupported } from '../../../src/oauth/supported';
import { clientAuthNames } from '../../../src/profile/client-auth/table';
import { grantNames, grants } from '../../../src/profile/grants/table';
import type { TokenSet } from '../../../src/storage/token-set';
import { clientOf, endpoints, issuer, person, provider, settingsOf } from './provider';

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

  it('protections that are switched off do no harm', async () => {
    const { oauth } = provider();
    const security = { dpop: false, par: false, jar: false, jarm: false };
    await oauth.refresh(clientOf({ ...person, issuer, endpoints, security }), previous);
  });
});
