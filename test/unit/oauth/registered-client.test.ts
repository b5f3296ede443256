import assert from 'node:assert/strict';
import {
  hasRedirectUri,
  isEnough,
  isOfThisMachine,
  unregistered,
  wantedBy,
  withRegistration,
} from '../../../src/oauth/registered-client';
import { clientOf, issuer, settingsOf } from './provider';

const grant = 'authorization_code';
const callback = 'http://127.0.0.1/callback';

describe('oauth: a client that was registered', () => {
  const found: [registered: string[], needed: string, found: boolean][] = [
    [[callback], callback, true],
    [[callback], 'http://127.0.0.1:4000/callback', true],
    [['http://127.0.0.1:4000/callback'], 'http://127.0.0.1:4000/callback', true],
    [['http://127.0.0.1:4000/callback'], 'http://127.0.0.1:4001/callback', false],
    [['http://[::1]/callback'], 'http://[::1]:4000/callback', true],
    [[callback], 'http://127.0.0.1:4000/other', false],
    [[callback], 'vscode://token-deck.token-deck/callback', false],
    [['https://app.example/callback'], 'https://app.example:444/callback', false],
    [['http://app.example/callback'], 'http://app.example:80/callback', false],
    [[], callback, false],
  ];
  for (const [registered, needed, expected] of found)
    it(`${JSON.stringify(registered)} ${expected ? 'has' : 'has not'} ${needed}`, () => {
      assert.equal(hasRedirectUri(registered, needed), expected);
    });

  it('an address of this machine is http: on loopback', () => {
    assert.ok(isOfThisMachine('http://127.0.0.1:1/x'));
    for (const other of ['https://127.0.0.1/x', 'http://app.example/x', 'vscode://x/y', 'none'])
      assert.ok(!isOfThisMachine(other), other);
  });

  const profile = { grant, issuer, scope: 'openid email' };
  const registration = { wanted: wantedBy(settingsOf(profile), [callback]), redirectUris: [callback] };
  const enough: [what: string, fields: object, redirectUri: string | undefined, enough: boolean][] = [
    ['the same login', {}, callback, true],
    ['fewer scopes', { scope: 'openid' }, callback, true],
    ['no scope', { scope: undefined }, callback, true],
    ['another scope', { scope: 'openid api' }, callback, false],
    ['another way back', {}, 'vscode://x/callback', false],
    ['another grant', { grant: 'device_code' }, undefined, false],
    ['another client authentication', { clientAuth: 'client_secret_basic' }, callback, false],
    ['another audience', { audience: 'https://api.example.com' }, callback, true],
  ];
  for (const [what, fields, redirectUri, expected] of enough)
    it(`is ${expected ? '' : 'not '}enough for ${what}`, () => {
      assert.equal(isEnough(registration, settingsOf({ ...profile, ...fields }), redirectUri), expected);
    });

  it('takes the place of the profile’s own, with its secret and its method', () => {
    const client = withRegistration(clientOf(profile, { clientSecret: 'old' }), {
      ...{ ...registration, endpoint: `${issuer}/register`, registeredAt: 0 },
      ...{ clientId: 'registered', clientAuth: 'client_secret_post', clientSecret: 'new' },
    });
    assert.deepEqual(
      [client.settings.clientId, client.settings.clientAuth, client.credentials.clientSecret],
      ['registered', 'client_secret_post', 'new'],
    );
  });

  it('that is not there yet asks for a login', () => {
    assert.equal(unregistered().code, 'interaction-required');
  });
});
