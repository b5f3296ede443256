import assert from 'node:assert/strict';
import { signJwt } from '../../../../src/jwt/verify/sign';
import { templates } from '../../../../src/jwt/verify/templates';
import { verifyJwt, type Expected } from '../../../../src/jwt/verify/verify';
import { now, seconds } from './finding';

const key = 'a secret that is thirty-two bytes';

describe('templates', () => {
  const expected: Record<string, Expected> = {
    'Access token (RFC 9068)': { audience: 'https://api.example.com/', scope: 'read:things' },
    'ID token (OpenID Connect)': { audience: 'my-client' },
    'With permissions (Auth0)': { scope: 'read:things' },
    'With roles (Keycloak)': { scope: 'user my-api:editor' },
    'With roles (Entra ID)': { scope: 'Things.Read Things.Editor' },
  };
  const wrong: Record<string, RegExp> = {
    Expired: /expired 1 h 0 min ago/,
    'Not valid yet': /not valid until .*, in 1 h 0 min/,
    'For another audience': /“aud” is “https:\/\/other\.example\.com\/”/,
  };
  it('have the names that are tested here', () => {
    assert.deepEqual(
      templates(now).map(({ name }) => name),
      [...Object.keys(expected), ...Object.keys(wrong)],
    );
  });
  for (const { name, header, claims } of templates(now)) {
    it(`${name}: ${name in wrong ? 'refused for the reason in its name' : 'valid once it is signed'}`, async () => {
      const token = await signJwt({ header, claims, key });
      const audience = name in wrong ? { audience: 'https://api.example.com/' } : {};
      const { valid, checks } = await verifyJwt(token, { key }, { ...audience, ...expected[name] }, now);
      assert.equal(valid, !(name in wrong), JSON.stringify(checks));
      if (name in wrong) assert.match(checks[2]?.reason ?? '', wrong[name] ?? /^$/);
    });
  }
  it('take their times from the clock', () => {
    const [first] = templates(now + 999);
    assert.deepEqual([first?.claims.iat, first?.claims.exp], [seconds, seconds + 3600]);
  });
  it('have an id of their own each time', () => {
    assert.notEqual(templates(now)[0]?.claims.jti, templates(now)[0]?.claims.jti);
  });
});
