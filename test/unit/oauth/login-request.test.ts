import assert from 'node:assert/strict';
import { loginMetadata, loginParameters, maxAgeIn, spelledOut } from '../../../src/oauth/login-request';
import type { AuthorizationServers } from '../../../src/oauth/servers';
import { faultOf } from '../faults/fault-of';
import { clientOf, endpoints, issuer, person, settingsOf } from './provider';

describe('oauth: the request of a login in the browser', () => {
  const cases: [what: string, fields: object, prompt: string | null][] = [
    ['asks for consent to offline access', { scope: 'openid offline_access' }, 'consent'],
    ['asks for none without an ID token', { scope: 'offline_access' }, null],
    ['asks for none where there is no refresh token', { grant: 'implicit', scope: 'openid offline_access' }, null],
  ];
  for (const [what, fields, prompt] of cases)
    it(what, () => assert.equal(loginParameters(settingsOf({ ...person, issuer, ...fields })).get('prompt'), prompt));

  it('lets the user choose another account, in the way that the provider has', () => {
    const settings = settingsOf({ ...person, issuer, username: 'kim', params: { authorization: { prompt: 'none' } } });
    const chosen = { issuer, prompt_values_supported: ['select_account'] };
    assert.equal(loginParameters(settings, {}, chosen).get('prompt'), 'select_account');
    assert.equal(loginParameters(settings, {}, { issuer }).get('prompt'), 'login');
    assert.equal(loginParameters(settings, {}, { issuer }).get('login_hint'), null);
    assert.equal(loginParameters(settings).get('login_hint'), 'kim');
  });

  it('limits the age of a login by a number of seconds only', () => {
    for (const [text, age] of [
      ['60', 60],
      ['0', 0],
      ['-1', undefined],
      ['1e9', undefined],
      ['', undefined],
    ] as const)
      assert.equal(maxAgeIn(new URLSearchParams({ max_age: text })), age, text);
  });

  it('has no “+” for a space', () => {
    assert.equal(
      spelledOut(new URL('https://a.example/x+y?scope=a+b&c=1%2B1')),
      'https://a.example/x+y?scope=a%20b&c=1%2B1',
    );
  });

  const lacking: [what: string, fields: object, metadata: object, message: RegExp][] = [
    ['an authorization endpoint', {}, {}, /authorization endpoint/],
    ['keys for an ID token', { scope: 'openid' }, { authorization_endpoint: endpoints.authorization }, /jwks_uri/],
  ];
  for (const [what, fields, metadata, message] of lacking)
    it(`is not made without ${what}`, async () => {
      const servers = { metadataOf: () => Promise.resolve({ issuer, ...metadata }) } as unknown as AuthorizationServers;
      const fault = await faultOf(loginMetadata(servers, clientOf({ ...person, issuer, ...fields })));
      assert.equal(fault.code, 'discovery-failed');
      assert.match(fault.message, message);
    });
});
