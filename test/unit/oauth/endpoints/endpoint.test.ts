import assert from 'node:assert/strict';
import { isAt, type Endpoint } from '../../../../src/oauth/endpoints/endpoint';

const issuer = 'https://sso.example.com';

describe('oauth: the endpoint that a request goes to', () => {
  const metadata = {
    issuer,
    token_endpoint: 'https://SSO.example.com:443/token?tenant=1',
    revocation_endpoint: `${issuer}/revoke`,
    mtls_endpoint_aliases: { token_endpoint: 'https://mtls.example.com/token' },
    userinfo_endpoint: 7 as unknown as string,
    end_session_endpoint: '',
  };
  const rows: [member: Endpoint['member'], address: string, expected: boolean][] = [
    ['token_endpoint', `${issuer}/token?tenant=1`, true],
    ['token_endpoint', `${issuer}/token`, false],
    ['token_endpoint', `${issuer}/token?tenant=2`, false],
    ['token_endpoint', 'https://mtls.example.com/token', true],
    ['token_endpoint', `${issuer}/revoke`, false],
    ['revocation_endpoint', `${issuer}/revoke`, true],
    ['revocation_endpoint', 'https://mtls.example.com/token', false],
    ['introspection_endpoint', `${issuer}/revoke`, false],
    ['userinfo_endpoint', `${issuer}/revoke`, false],
    ['end_session_endpoint', `${issuer}/revoke`, false],
    [undefined, `${issuer}/revoke`, false],
  ];
  for (const [member, address, expected] of rows) {
    it(`${address} is ${expected ? '' : 'not '}the ${member ?? 'one without an address in the metadata'}`, () => {
      const endpoint = { name: 'x', read: () => ({}), ...(member !== undefined && { member }) };
      assert.equal(isAt(endpoint, address, metadata), expected);
    });
  }
});
