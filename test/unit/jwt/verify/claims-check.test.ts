import assert from 'node:assert/strict';
import { span, utc } from '../../../../src/base/when';
import { verifyJwt, type Expected } from '../../../../src/jwt/verify/verify';
import { check, found, hmac, jwt, now, seconds } from '../tokens';

const key = 'a secret that is thirty-two bytes';

describe('verifying a JWT: its claims', () => {
  const issuer = 'https://a.example/';
  const rows: [what: string, claims: object, expected: Expected, ok: boolean | null, reason: RegExp][] = [
    ['nothing to check', { sub: 'a' }, {}, null, /no time claim .* nothing was expected/],
    ['not expired', { exp: seconds + 3600 }, {}, true, /expires in 1 h 0 min, at 2026-01-01 01:00:00 UTC/],
    [
      'expired',
      { exp: seconds - 180 },
      {},
      false,
      /answers 401: it expired 3 min ago, at 2025-12-31 23:57:00 UTC \(exp/,
    ],
    ['expired just now', { exp: seconds }, {}, false, /expired 0 s ago/],
    ['a second left', { exp: seconds + 1 }, {}, true, /expires in 1 s/],
    ['expired by a fraction', { exp: seconds - 0.5 }, {}, false, /expired/],
    ['expired, within the tolerance', { exp: seconds - 59 }, { clockTolerance: 60 }, true, /within the tolerance/],
    ['expired by the tolerance', { exp: seconds - 60 }, { clockTolerance: 60 }, false, /expired 1 min ago/],
    ['an exp of long ago', { exp: -1e30 }, {}, false, /expired/],
    ['an exp beyond all calendars', { exp: 1e300 }, {}, true, /at second 1e\+300/],
    ['an exp that is a text', { exp: '1' }, {}, false, /its “exp” is “1”, but no time/],
    ['an exp that is null', { exp: null }, {}, false, /its “exp” is null, but no time/],
    ['an exp that is a list', { exp: [seconds + 9] }, {}, false, /“exp” is \d+, but no time/],
    ['an exp that is an object', { exp: {} }, {}, false, /“exp” is an object/],
    ['valid now', { nbf: seconds }, {}, true, /never expires/],
    ['not yet', { nbf: seconds + 90 }, {}, false, /not valid yet: in 1 min, at 2026-01-01 00:01:30 UTC \(nbf\)/],
    ['not yet, within the tolerance', { nbf: seconds + 60 }, { clockTolerance: 60 }, true, /never expires/],
    ['an nbf that is none', { nbf: true }, {}, false, /“nbf” is true/],
    ['issued before', { iat: seconds - 1 }, {}, true, /never expires/],
    ['issued in the future', { iat: seconds + 7200 }, {}, false, /issued in the future, in 2 h 0 min.*clock/],
    ['an iat that is none', { iat: '2026' }, {}, false, /“iat” is “2026”, but no time/],
    ['its issuer', { iss: issuer }, { issuer }, true, /its issuer is as expected/],
    ['another issuer', { iss: 'b' }, { issuer }, false, /“iss” is “b”, expected “https:\/\/a.example\/”\./],
    ['an issuer without its slash', { iss: issuer.slice(0, -1) }, { issuer }, false, /by the slash at the end alone/],
    ['an issuer in capitals', { iss: 'https://A.example/' }, { issuer }, false, /in capital letters alone/],
    ['no issuer', {}, { issuer }, false, /it has no “iss”/],
    ['an issuer in a list', { iss: [issuer] }, { issuer }, false, /“iss” is/],
    ['its audience', { aud: 'y' }, { audience: 'y' }, true, /its audience is as expected/],
    ['one of its audiences', { aud: ['x', 'y'] }, { audience: 'y' }, true, /as expected/],
    ['one of those expected', { aud: ['x', 'y'] }, { audience: ['z', 'y'] }, true, /as expected/],
    ['another audience', { aud: 'x' }, { audience: 'y' }, false, /its “aud” is “x”, expected “y”/],
    ['other audiences', { aud: ['a', 'b'] }, { audience: ['y', 'z'] }, false, /is “a”, “b”, expected “y” or “z”/],
    ['a part of an audience', { aud: 'api' }, { audience: 'ap' }, false, /expected “ap”/],
    ['no audience', {}, { audience: 'y' }, false, /it has no “aud”, expected “y”/],
    ['an empty list of audiences', { aud: [] }, { audience: 'y' }, false, /is an empty list/],
    ['an audience in a list in a list', { aud: [['y']] }, { audience: 'y' }, false, /is a list, expected/],
    ['an empty list of those expected', { aud: 'x' }, { audience: [] }, false, /expected none/],
    ['issuer and audience', { iss: issuer, aud: 'y' }, { issuer, audience: 'y' }, true, /issuer and audience are/],
    [
      'all that is wrong',
      { exp: seconds - 1, nbf: seconds + 9, iat: seconds + 9, iss: 'b', aud: 'x' },
      { issuer, audience: 'y' },
      false,
      /\(exp\); .*\(nbf\); .*\(iat\).*; .*“iss”.*; .*“aud”/,
    ],
    ['names that objects have', JSON.parse('{"__proto__":{"exp":1,"aud":"y"}}'), { audience: 'y' }, false, /no “aud”/],
  ];
  for (const [what, claims, expected, ok, reason] of rows) {
    it(`${what}: ${ok}`, async () => {
      found(await check('claims', jwt({ alg: 'HS256' }, claims), {}, expected), ok, reason);
    });
  }

  it('an exp beyond all numbers is none', async () => {
    const [header, , signature] = jwt({ alg: 'HS256' }, {}).split('.');
    const token = `${header}.${Buffer.from('{"exp":1e999}').toString('base64url')}.${signature}`;
    found(await check('claims', token), false, /“exp” is Infinity/);
  });
  it('long values are cut, and have no markup', async () => {
    const aud = [...Array.from({ length: 100 }, () => '[x](command:y)\n'.repeat(100)), 'y'];
    const { reason } = await check(
      'claims',
      jwt({ alg: 'HS256' }, { aud, iss: aud[0] }),
      {},
      { audience: 'z', issuer: 'i' },
    );
    assert.ok(reason.length < 1200, String(reason.length));
    assert.doesNotMatch(reason, /\]\(|\n/);
    assert.match(reason, /96 more/);
  });
  it('no claims at all: what was expected of them is wrong', async () => {
    const token = jwt({ alg: 'HS256' }, 'text');
    found(await check('claims', token), null, /no claims/);
    found(await check('claims', token, {}, { issuer: 'a' }), false, /no claims/);
  });
});

describe('verifying a JWT: its permissions', () => {
  const rows: [what: string, claims: object, scope: string | undefined, ok: boolean | null, reason: RegExp][] = [
    ['none asked for', { scope: 'a' }, undefined, null, /No scope/],
    ['blank', { scope: 'a' }, ' ', null, /No scope/],
    ['scope', { scope: 'read write' }, 'write', true, /grants “write”/],
    ['scope as a list', { scope: ['read', 'write'] }, 'read write', true, /“read”, “write”/],
    [
      'a part of a scope',
      { scope: 'read:all' },
      'read',
      false,
      /“read” is missing; the token has “read:all” \(scope\)/,
    ],
    ['capital letters', { scope: 'Read' }, 'read', false, /missing/],
    ['scp', { scp: 'read write' }, 'write read', true, /grants/],
    ['scp as a list', { scp: ['read'] }, 'read', true, /grants/],
    ['permissions', { permissions: ['read'] }, 'read', true, /grants/],
    ['permissions beside a scope', { scope: 'openid', permissions: ['read'] }, 'openid read', true, /grants/],
    ['roles', { roles: ['admin'] }, 'admin', true, /grants/],
    ['Keycloak: roles of the realm', { realm_access: { roles: ['admin'] } }, 'admin', true, /grants/],
    ['Keycloak: roles of a client', { resource_access: { api: { roles: ['edit'] } } }, 'edit', true, /grants/],
    ['Keycloak: the client named', { resource_access: { api: { roles: ['edit'] } } }, 'api:edit', true, /grants/],
    ['Keycloak: another client', { resource_access: { api: { roles: ['edit'] } } }, 'web:edit', false, /missing/],
    ['groups do not count', { groups: ['admin'] }, 'admin', false, /the token has no scopes at all/],
    ['several are missing', { scope: 'a' }, 'a b c', false, /asks for them answers 403: “b”, “c” are missing/],
    [
      'of other types',
      { scope: 1, scp: {}, permissions: 'a', roles: [1, null], realm_access: [] },
      'a',
      false,
      /no scopes/,
    ],
    [
      'of other types within',
      { realm_access: { roles: 'a' }, resource_access: { b: null, c: [] } },
      'a',
      false,
      /no sc/,
    ],
    ['names that objects have', {}, 'constructor toString', false, /missing/],
  ];
  for (const [what, claims, scope, ok, reason] of rows) {
    it(`${what}: ${ok}`, async () => {
      const expected = scope === undefined ? {} : { scope };
      found(await check('permissions', jwt({ alg: 'HS256' }, claims), {}, expected), ok, reason);
    });
  }
  it('no claims at all', async () => {
    found(await check('permissions', jwt({ alg: 'HS256' }, []), {}, { scope: 'a' }), false, /no claims/);
  });
  it('a great many of them are not all named', async () => {
    const scope = Array.from({ length: 10_000 }, (_, index) => `scope-${index}`).join(' ');
    const { reason } = await check('permissions', jwt({ alg: 'HS256' }, { scope }), {}, { scope: `${scope} x` });
    assert.match(reason, /“x” is missing; .* and|9992 more/);
    assert.ok(reason.length < 1000);
  });
});

describe('verifying a JWT: the verdict', () => {
  const rows: [what: string, token: string, key: string | undefined, expected: Expected, valid: boolean][] = [
    ['all is right', hmac(key, {}, { exp: seconds + 1, scope: 'a' }), key, { scope: 'a' }, true],
    ['nothing but format and signature to check', hmac(key), key, {}, true],
    ['no key', hmac(key), undefined, {}, false],
    ['the signature is wrong', hmac(`${key}.`), key, {}, false],
    ['the claims are wrong', hmac(key, {}, { exp: seconds }), key, {}, false],
    ['the permissions are wrong', hmac(key), key, { scope: 'a' }, false],
    ['the format is wrong', hmac(key, {}, []), key, {}, false],
  ];
  for (const [what, token, given, expected, valid] of rows) {
    it(`${what}: ${valid}`, async () => {
      assert.equal((await verifyJwt(token, { key: given }, expected, now)).valid, valid);
    });
  }
});

describe('times in words', () => {
  const rows: [number, string][] = [
    [0, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_999, '59 min'],
    [3_600_000, '1 h 0 min'],
    [172_799_999, '47 h 59 min'],
    [172_800_000, '2 d'],
  ];
  for (const [milliseconds, expected] of rows) {
    it(expected, () => assert.equal(span(milliseconds), expected));
  }
  it('a time in UTC', () => assert.equal(utc(0.9), '1970-01-01 00:00:00 UTC'));
  it('a time that no calendar has', () => assert.equal(utc(8.64e12 + 1), 'second 8640000000001'));
});
