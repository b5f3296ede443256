import assert from 'node:assert/strict';
import type { ServerMetadata } from 'openid-client';
import { canBeByCode, withCode } from '../../../src/oauth/by-code';
import { clientOf, endpoints, issuer, metadata, person, provider } from './provider';

const device = { device_authorization_endpoint: `${issuer}/device` };
const grantType = 'urn:ietf:params:oauth:grant-type:device_code';

describe('oauth: a login with a code in place of a redirect', () => {
  const cases: [what: string, fields: object, known: Partial<ServerMetadata>, can: boolean][] = [
    ['an endpoint for it', {}, device, true],
    ['no endpoint for it', {}, {}, false],
    ['a list of grants with it', {}, { ...device, grant_types_supported: [grantType] }, true],
    ['a list of grants without it', {}, { ...device, grant_types_supported: ['authorization_code'] }, false],
    [
      'a list of authentications without the profile’s',
      { clientAuth: 'client_secret_post' },
      { ...device, token_endpoint_auth_methods_supported: ['private_key_jwt'] },
      false,
    ],
    ['signed requests as a must', {}, { ...device, require_signed_request_object: true }, true],
    ['keys for the ID token', { scope: 'openid' }, { ...device, jwks_uri: `${issuer}/jwks` }, true],
    ['no keys for the ID token', { scope: 'openid' }, device, false],
    ...(['par', 'jar', 'jarm'] as const).map((name): [string, object, Partial<ServerMetadata>, boolean] => [
      `${name}, which the profile demands`,
      { security: { [name]: true } },
      device,
      false,
    ]),
    ['DPoP, which the profile demands', { security: { dpop: true } }, device, true],
    ['a limit of age', { params: { authorization: { max_age: '60' } } }, device, false],
    ['another grant', { grant: 'device_code' }, device, false],
  ];
  for (const [what, fields, known, can] of cases)
    it(`${can ? 'can be done' : 'cannot be done'} with ${what}`, () => {
      assert.equal(canBeByCode(clientOf({ ...person, issuer, ...fields }), { issuer, ...known }), can);
    });

  it('is known from what the login itself asks', async () => {
    const { oauth, asked } = provider(metadata(device));
    assert.equal(await oauth.offersCode(clientOf({ ...person, issuer })), true);
    assert.deepEqual(asked(), ['/.well-known/openid-configuration']);
  });

  it('is known where the profile names the endpoints', async () => {
    const { oauth, asked } = provider();
    const named = clientOf({ ...person, endpoints: { ...endpoints, deviceAuthorization: `${issuer}/device` } });
    assert.equal(await oauth.offersCode(named), true);
    assert.equal(await oauth.offersCode(clientOf({ ...person, endpoints })), false);
    assert.deepEqual(asked(), []);
  });

  it('asks for the same, without what belongs to a redirect, and contacts the hosts that the login may', async () => {
    const server = provider({
      ...metadata({ ...device, jwks_uri: `${issuer}/jwks` }),
      '/device': { device_code: 'd', user_code: 'u', verification_uri: `${issuer}/activate`, expires_in: 600 },
    });
    const own = { ui_locales: 'de', claims: { id_token: null } };
    const fields = { scope: 'openid read', audience: 'api', resource: 'https://api.example.com' };
    const contacted: string[] = [];
    const who = clientOf({ ...person, issuer, ...fields, params: { authorization: own, token: { x: '1' } } });
    const login = await server.oauth.beginLogin(
      { ...who, mayContact: async (origins) => void contacted.push(...origins) },
      { openRedirect: () => assert.fail('a way back'), byCode: true },
    );
    assert.equal(login.endsBy, 'polling');
    assert.deepEqual(server.sent.at(-1)?.form, {
      ...{ client_id: 'c', ...fields, ui_locales: 'de', claims: '{"id_token":null}' },
    });
    assert.ok(contacted.includes(issuer));
  });

  it('leaves the profile’s own settings as they are', () => {
    const who = clientOf({ ...person, issuer });
    assert.equal(withCode(who).settings.grant, 'device_code');
    assert.equal(who.settings.grant, 'authorization_code');
  });
});
