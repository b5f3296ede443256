import assert from 'node:assert/strict';
import { localTime } from '../../../../src/base/dates';
import { checkClaims, type Expected } from '../../../../src/jwt/verify/claims-check';
import { assertFinding, now, seconds } from './finding';

/** A time as every other place shows it. */
const local = (time: string) => localTime(Date.parse(time));
const ending = (text: string) => new RegExp(`${text.replace(/[.+()]/g, '\\$&')}$`);

describe('checkClaims', () => {
  const issuer = 'https://a.example/';
  const rows: [
    what: string,
    claims: Record<string, unknown>,
    expected: Expected,
    ok: boolean | null,
    reason: RegExp,
  ][] = [
    ['nothing to check', { sub: 'a' }, {}, null, /no time claims .* no issuer or audience was expected/],
    [
      'not expired',
      { exp: seconds + 3600 },
      {},
      true,
      ending(`expires in 1 h 0 min, at ${local('2026-01-01T01:00:00Z')}.`),
    ],
    [
      'expired',
      { exp: seconds - 180 },
      {},
      false,
      ending(`responds with 401. It expired 3 min ago, at ${local('2025-12-31T23:57:00Z')} (exp).`),
    ],
    ['expired just now', { exp: seconds }, {}, false, /expired 0 s ago/],
    ['a second left', { exp: seconds + 1 }, {}, true, /expires in 1 s/],
    ['expired by a fraction', { exp: seconds - 0.5 }, {}, false, /expired/],
    ['expired within the tolerance', { exp: seconds - 59 }, { clockTolerance: 60 }, true, /within the tolerance\.$/],
    ['expired by the tolerance', { exp: seconds - 60 }, { clockTolerance: 60 }, false, /expired 1 min ago/],
    ['expired long ago', { exp: -1e30 }, {}, false, /expired/],
    ['an exp beyond all calendars', { exp: 1e300 }, {}, true, /at 1e\+300/],
    ['an exp beyond all numbers', { exp: Infinity }, {}, false, /“exp” is Infinity/],
    ['an exp that is a text', { exp: '1' }, {}, false, /Its “exp” is “1”, which isn’t a time/],
    ['an exp that is null', { exp: null }, {}, false, /Its “exp” is null, which isn’t a time/],
    ['an exp that is a list', { exp: [seconds + 9] }, {}, false, /“exp” is \d+, which isn’t a time/],
    ['an exp that is an object', { exp: {} }, {}, false, /“exp” is \{…\}, which isn’t a time/],
    ['an nbf of now', { nbf: seconds }, {}, true, /never expires/],
    [
      'an nbf ahead',
      { nbf: seconds + 90 },
      {},
      false,
      ending(`not valid until ${local('2026-01-01T00:01:30Z')}, in 1 min (nbf).`),
    ],
    ['an nbf within the tolerance', { nbf: seconds + 60 }, { clockTolerance: 60 }, true, /never expires/],
    ['an nbf that is true', { nbf: true }, {}, false, /“nbf” is true/],
    ['an iat behind', { iat: seconds - 1 }, {}, true, /^It never expires\.$/],
    [
      'an iat ahead',
      { iat: seconds + 7200 },
      {},
      false,
      /issued in the future, in 2 h 0 min, .*\(iat\): a clock is wr/,
    ],
    ['an iat that is a text', { iat: '2026' }, {}, false, /“iat” is “2026”, which isn’t a time/],
    ['the issuer', { iss: issuer }, { issuer }, true, /^It never expires\. Its issuer is as expected\.$/],
    ['another issuer', { iss: 'b' }, { issuer }, false, /“iss” is “b”, expected “https:\/\/a.example\/”\./],
    ['the issuer without its slash', { iss: issuer.slice(0, -1) }, { issuer }, false, /only by the trailing slash/],
    ['the issuer in capitals', { iss: 'https://A.example/' }, { issuer }, false, /only in capital letters/],
    ['no issuer', {}, { issuer }, false, /It has no “iss”, expected “https:\/\/a.example\/”\.$/],
    ['the issuer in a list', { iss: [issuer] }, { issuer }, false, /“iss” is/],
    ['the audience', { aud: 'y' }, { audience: 'y' }, true, /\. Its audience is as expected\.$/],
    ['one of the token’s audiences', { aud: ['x', 'y'] }, { audience: 'y' }, true, /as expected/],
    ['one of the expected audiences', { aud: ['x', 'y'] }, { audience: ['z', 'y'] }, true, /as expected/],
    ['another audience', { aud: 'x' }, { audience: 'y' }, false, /Its “aud” is “x”, expected “y”/],
    ['other audiences', { aud: ['a', 'b'] }, { audience: ['y', 'z'] }, false, /is “a”, “b”, expected “y” or “z”/],
    ['three expected audiences', {}, { audience: ['x', 'y', 'z'] }, false, /expected “x” or “y” or “z”/],
    ['a part of the audience', { aud: 'api' }, { audience: 'ap' }, false, /expected “ap”/],
    ['no audience', {}, { audience: 'y' }, false, /It has no “aud”, expected “y”/],
    ['an empty list of audiences', { aud: [] }, { audience: 'y' }, false, /“aud” is \[\], expected “y”\.$/],
    ['an audience in a list in a list', { aud: [['y']] }, { audience: 'y' }, false, /“aud” is \[…\], expected “y”\.$/],
    ['an empty list of expected audiences', { aud: 'x' }, { audience: [] }, false, /expected none/],
    [
      'issuer and audience',
      { iss: issuer, aud: 'y' },
      { issuer, audience: 'y' },
      true,
      /^It never expires\. Its issuer and audience are as expected\.$/,
    ],
    [
      'several wrong claims',
      { exp: seconds - 1, nbf: seconds + 9, iat: seconds + 9, iss: 'b', aud: 'x' },
      { issuer, audience: 'y' },
      false,
      /\(exp\)\. It is .*\(nbf\)\. It was .*\(iat\).*\. Its “iss”.*\. Its “aud”.*\.$/,
    ],
    [
      'inherited claims',
      JSON.parse('{"__proto__":{"exp":1,"aud":"y"}}') as Record<string, unknown>,
      { audience: 'y' },
      false,
      /no “aud”/,
    ],
  ];
  for (const [what, claims, expected, ok, reason] of rows) {
    it(`${what}: ${ok}`, () => assertFinding(checkClaims(claims, expected, now), ok, reason));
  }

  it('cuts long values, and leaves no markup in them', () => {
    const aud = [...Array.from({ length: 100 }, () => '[x](command:y)\n'.repeat(100)), 'y'];
    const { reason } = checkClaims({ aud, iss: aud[0] }, { audience: 'z', issuer: 'i' }, now);
    assert.ok(reason.length < 1200, String(reason.length));
    assert.doesNotMatch(reason, /\]\(|\n/);
    assert.match(reason, /96 more/);
  });
  it('finds nothing to check without claims, unless something was expected of them', () => {
    assertFinding(checkClaims(undefined, {}, now), null, /no claims/);
    assertFinding(checkClaims(undefined, { issuer: 'a' }, now), false, /no claims/);
    assertFinding(checkClaims(undefined, { audience: 'a' }, now), false, /no claims/);
  });
});
