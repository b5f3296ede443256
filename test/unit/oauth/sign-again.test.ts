import assert from 'node:assert/strict';
import { decodeJwt } from '../../../src/jwt/read/decode';
import { jwk, pairs, pem } from '../../support/key-pairs';
import { faultOf } from '../faults/fault-of';
import { beginLogin } from './begin-login';
import { clientOf, endpoints, issuer, person, provider, redirectUri } from './provider';

describe('oauth: a request that is made again with a nonce', () => {
  const { ec } = pairs;
  const privateKey = pem(ec.privateKey, 'pkcs8');
  const dpopKey = JSON.stringify(jwk(ec.privateKey));
  const nonce = () => Response.json({ error: 'use_dpop_nonce' }, { status: 400, headers: { 'dpop-nonce': 'n' } });
  const bases = { ...endpoints, pushedAuthorizationRequest: `${issuer}/par` };
  const rows: [what: string, fields: object, more: object, path: string, signed: string][] = [
    ['its assertion', { grant: 'jwt_bearer', clientAuth: 'none' }, {}, '/token', 'assertion'],
    ['its signed parameters', { ...person, clientAuth: 'none' }, { par: true, jar: true }, '/par', 'request'],
  ];
  for (const [what, fields, more, path, signed] of rows)
    it(`has ${what} signed again, since the server may take none twice`, async () => {
      const { oauth, sent } = provider({ [path]: nonce() });
      const made = { clientId: 'c', issuer, endpoints: bases, ...fields, security: { dpop: true, ...more } };
      const who = { ...clientOf(made, { privateKey }), dpopKey: () => Promise.resolve(dpopKey) };
      const run = path === '/par' ? beginLogin(oauth, who, redirectUri) : oauth.obtain(who);
      assert.equal((await faultOf(run)).error, 'use_dpop_nonce');
      const said = sent.map(({ form }) => decodeJwt(form[signed] ?? '')?.claims ?? assert.fail());
      assert.equal(new Set(said.map(({ jti }) => jti)).size, 2);
      const lasting = said.map(({ jti, iat, nbf, exp, ...rest }) => (void [jti, iat, nbf, exp], rest));
      assert.deepEqual(lasting[0], lasting[1], 'it says the same');
    });
});
