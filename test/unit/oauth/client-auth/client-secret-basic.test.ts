import assert from 'node:assert/strict';
import { authenticate } from '../../../../src/oauth/client-auth/client-secret-basic';
import { authenticated } from './authenticated';

describe('oauth: client_secret_basic', () => {
  const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const rows: [id: string, secret: string, encoding: 'form' | 'none', sent: string][] = [
    ['c', 's', 'form', 'c:s'],
    [uuid, uuid, 'form', `${uuid}:${uuid}`],
    // RFC 6749 section 2.3.1 and appendix B.
    ['a:b', 'p w+%&/é', 'form', 'a%3Ab:p+w%2B%25%26%2F%C3%A9'],
    ['a', 'p w+%&/é', 'none', 'a:p w+%&/é'],
    ['x*-._y', 'x*-._y', 'form', 'x*-._y:x*-._y'],
  ];
  for (const [clientId, clientSecret, basicEncoding, sent] of rows) {
    it(`with the encoding ${basicEncoding}, sends ${sent}`, () => {
      const { headers, form } = authenticated(authenticate, { clientId, clientSecret, basicEncoding });
      const [scheme, value = ''] = headers['authorization']?.split(' ') ?? [];
      assert.equal(scheme, 'Basic');
      assert.equal(Buffer.from(value, 'base64').toString('utf8'), sent);
      assert.deepEqual(form, {});
    });
  }
});
