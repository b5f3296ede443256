import assert from 'node:assert/strict';
import {
  isAuth0Profile,
  isEntraProfile,
  isGoogleProfile,
  isKeycloakProfile,
} from '../../../../src/tokens/diagnosis/providers';

describe('the provider of a profile', () => {
  const kinds = { isAuth0Profile, isEntraProfile, isGoogleProfile, isKeycloakProfile };
  const cases: [issuer: string, kind: keyof typeof kinds | undefined][] = [
    ['https://acme.eu.auth0.com/', 'isAuth0Profile'],
    ['https://auth0.com.evil.example/', undefined],
    ['https://login.microsoftonline.com/common/v2.0', 'isEntraProfile'],
    ['https://accounts.google.com', 'isGoogleProfile'],
    ['https://sso.example.com/auth/realms/a', 'isKeycloakProfile'],
    ['https://sso.example.com', undefined],
  ];
  for (const [issuer, kind] of cases) {
    it(`at ${issuer}: ${kind ?? 'another'}`, () => {
      for (const [name, is] of Object.entries(kinds)) assert.equal(is({ issuer, endpoints: {} }), name === kind, name);
    });
  }

  it('is Auth0 by its token endpoint, also at another domain', () => {
    assert.ok(
      isAuth0Profile(
        { issuer: 'https://login.acme.example/', endpoints: {} },
        'https://login.acme.example/oauth/token',
      ),
    );
    assert.ok(isAuth0Profile({ endpoints: { token: 'https://login.acme.example/oauth/token' } }));
  });

  it('is none without an address', () => assert.ok(!isEntraProfile({ endpoints: {} })));
});
