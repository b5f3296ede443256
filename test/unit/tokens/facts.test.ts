import assert from 'node:assert/strict';
import { localTime } from '../../../src/base/dates';
import type { TokenSet } from '../../../src/storage/token-set';
import { factsOf, timeInShort } from '../../../src/tokens/facts';
import { jwe, jwt } from '../../support/jwts';
import { usableProfile } from '../storage/profiles-of';

type Fields = Record<string, unknown>;
const machine = { id: 'm', grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };
const person = { ...machine, grant: 'authorization_code' };

const facts = (set: Partial<TokenSet>, profile: Fields = machine) =>
  factsOf({ accessToken: 'opaque', tokenType: 'bearer', obtainedAt: 0, ...set }, usableProfile(profile).settings);
const fact = (label: string, set: Partial<TokenSet>, profile?: Fields) =>
  facts(set, profile).find((found) => found.label === label);

describe('tokens: facts', () => {
  const cases: [what: string, label: string, set: Partial<TokenSet>, profile: Fields, value: string | undefined][] = [
    ['an opaque token', 'Kind', {}, machine, 'opaque'],
    ['a JWT', 'Kind', { accessToken: jwt({}) }, machine, 'JWT (RS256)'],
    [
      'an access token of RFC 9068',
      'Kind',
      { accessToken: jwt({}, { alg: 'ES256', typ: 'at+jwt' }) },
      machine,
      'JWT (at+jwt, ES256)',
    ],
    ['a JWT without typ', 'Kind', { accessToken: jwt({}, { alg: 'HS256' }) }, machine, 'JWT (HS256)'],
    ['a JWE', 'Kind', { accessToken: jwe() }, machine, 'encrypted JWT (JWE)'],
    ['the ID token, if that is used', 'Kind', { idToken: jwt({}) }, { ...machine, use: 'id_token' }, 'JWT (RS256)'],
    ['no ID token, if that is used', 'Kind', {}, { ...machine, use: 'id_token' }, 'none'],
    ['the subject', 'Subject', { accessToken: jwt({ sub: 'a' }) }, machine, 'a'],
    [
      'the subject of the ID token',
      'Subject',
      { idToken: jwt({ sub: 'a', email: 'a@example.com' }) },
      machine,
      'a@example.com (a)',
    ],
    ['no subject of an opaque token', 'Subject', {}, machine, undefined],
    ['a subject that is not text', 'Subject', { accessToken: jwt({ sub: 7 }) }, machine, undefined],
    [
      'the scope of the token',
      'Scope',
      { accessToken: jwt({ scope: 'a' }), scope: 'b' },
      { ...machine, scope: 'c' },
      'a',
    ],
    ['the scopes of the token, as a list', 'Scope', { accessToken: jwt({ scp: ['a', 'b', 7] }) }, machine, 'a b'],
    ['the scope that was granted', 'Scope', { scope: 'b' }, { ...machine, scope: 'c' }, 'b'],
    ['the scope that was asked for', 'Scope', {}, { ...machine, scope: 'c' }, 'c'],
    ['no scope', 'Scope', {}, machine, undefined],
    [
      'the audience of the token',
      'Audience',
      { accessToken: jwt({ aud: ['a', 'b'] }) },
      { ...machine, audience: 'c' },
      'a, b',
    ],
    ['the audience that was asked for', 'Audience', {}, { ...machine, audience: ['c', 'd'] }, 'c, d'],
    ['the issuer of the token', 'Issuer', { accessToken: jwt({ iss: 'https://i' }) }, machine, 'https://i'],
    ['no issuer of an opaque token', 'Issuer', {}, machine, undefined],
    ['no expiry', 'Expires', {}, machine, 'unknown'],
    ['no refresh token with client credentials', 'Refresh token', {}, machine, undefined],
    ['a refresh token', 'Refresh token', { refreshToken: 'r' }, person, 'yes'],
    ['none', 'Refresh token', {}, person, 'none'],
  ];
  for (const [what, label, set, profile, value] of cases) {
    it(what, () => assert.equal(fact(label, set, profile)?.value, value));
  }

  it('tell the time of expiry, and how it is known', () => {
    const expiresAt = Date.parse('2030-01-01T00:00:00Z');
    const expected = localTime(expiresAt);
    assert.equal(fact('Expires', { expiresAt, expirySource: 'expires_in' })?.value, expected);
    assert.equal(fact('Expires', { expiresAt, expirySource: 'expires_in' })?.hint, undefined);
    assert.equal(fact('Expires', { expiresAt, expirySource: 'exp' })?.at, expiresAt);
    assert.match(fact('Expires', { expiresAt, expirySource: 'exp' })?.hint ?? '', /exp/);
  });

  const hints: [scope: string | undefined, hint: RegExp][] = [
    [undefined, /If it supports the scope offline_access, request it/],
    ['read', /If it supports/],
    ['openid', /Most return one if the scope has offline_access/],
    ['openid offline_access', /requested, but the provider returned none/],
  ];
  for (const [scope, hint] of hints) {
    it(`tell why there is no refresh token with the scope “${scope}”`, () => {
      assert.match(fact('Refresh token', {}, { ...person, ...(scope && { scope }) })?.hint ?? '', hint);
    });
  }

  it('tell why there is no refresh token by what the provider is known for', () => {
    const { settings } = usableProfile({ ...person, scope: 'openid' });
    const hint = (preset?: 'google' | 'oidc') =>
      factsOf({ accessToken: 'a', tokenType: 'bearer', obtainedAt: 0 }, settings, preset).find(
        ({ label }) => label === 'Refresh token',
      )?.hint;
    assert.match(hint('google') ?? '', /returned none\. Google returns a refresh token because of access_type=offline/);
    assert.match(hint('oidc') ?? '', /scope has offline_access/);
  });

  const scopes: [what: string, set: Partial<TokenSet>, requested: string | undefined, hint: RegExp | undefined][] = [
    ['all were granted', { scope: 'b a' }, 'a b', undefined],
    ['all were granted, separated by commas', { scope: 'repo,gist' }, 'repo gist', undefined],
    ['some were not', { scope: 'a' }, 'a b c', /not named in the response: b c$/],
    ['those of the login are in few answers', { scope: 'a' }, 'openid a offline_access', undefined],
    ['more were granted', { scope: 'a b' }, 'a', undefined],
    ['none were requested', { scope: 'a' }, undefined, undefined],
    ['the answer names none', {}, 'a', /counts as granted \(RFC 6749 section 5\.1\)/],
    ['only the token names them', { accessToken: jwt({ scope: 'a' }) }, 'a b', undefined],
  ];
  for (const [what, set, scope, hint] of scopes)
    it(`tell how the scope differs from the request: ${what}`, () => {
      const found = fact('Scope', set, { ...machine, ...(scope !== undefined && { scope }) })?.hint;
      if (hint === undefined) assert.equal(found, undefined);
      else assert.match(found ?? '', hint);
    });

  it('tell of a token that is no access token (RFC 8693 section 2.2.1)', () => {
    const set = { tokenType: 'n_a', extra: { issued_token_type: 'urn:ietf:params:oauth:token-type:id_token' } };
    assert.match(fact('Kind', set)?.hint ?? '', /no access token \(N_A/);
    assert.match(fact('issued_token_type', set)?.value ?? '', /id_token$/);
  });

  it('never hold the token, the refresh token or the ID token', () => {
    const set = { accessToken: jwt({ sub: 'a' }), refreshToken: 'refresh-me', idToken: jwt({ sub: 'b' }) };
    const text = JSON.stringify(facts(set, { ...person, scope: 'openid' }));
    for (const secret of [set.accessToken, set.refreshToken, set.idToken]) assert.ok(!text.includes(secret));
  });

  it('what a token claims cannot become a link or an icon, nor fill the screen', () => {
    const hostile = `[x](command:y) $(error)\n\u202e${'a'.repeat(1000)}`;
    const accessToken = jwt(
      { sub: hostile, email: hostile, scope: hostile, aud: hostile, iss: hostile },
      { alg: hostile, typ: hostile },
    );
    for (const { label, value } of facts({ accessToken })) {
      assert.doesNotMatch(value, /\]\(|\$\(|[\n\u202e]/, label);
      assert.ok(value.length < 450, label);
    }
  });

  const odd: unknown[] = [null, true, 1e400, [], {}, [null], [{ toString: 1 }], { toString: 1, valueOf: 2 }, '', [[]]];
  for (const value of odd) {
    it(`claims of ${JSON.stringify(value)} do no harm`, () => {
      const names = ['sub', 'email', 'scope', 'scp', 'aud', 'iss', 'exp'];
      const claims = Object.fromEntries(names.map((name) => [name, value]));
      const accessToken = jwt(claims, { alg: value, typ: value });
      for (const found of facts({ accessToken, idToken: accessToken })) assert.equal(typeof found.value, 'string');
    });
  }
  it('give the time of expiry in short as time of day and countdown', () => {
    const at = new Date(2026, 10, 21, 14, 3, 5).getTime();
    assert.equal(timeInShort(at, at - 42 * 60_000), '14:03 (in 42 min)');
    assert.equal(timeInShort(at, at - 24 * 3600_000 + 1000), '14:03 (in 23 h 59 min)');
    assert.equal(timeInShort(at, at - 1), '14:03 (in under 1 min)');
    assert.equal(timeInShort(at, at), 'expired at 14:03');
    assert.equal(timeInShort(at, at + 24 * 3600_000 - 1), 'expired at 14:03');
  });

  it('give it with its day where that is not within 24 hours', () => {
    const at = new Date(2026, 10, 21, 14, 3, 5).getTime();
    for (const days of [1, 2, 100, 1000]) {
      assert.equal(timeInShort(at, at - days * 24 * 3600_000), '2026-11-21 14:03');
      assert.equal(timeInShort(at, at + days * 24 * 3600_000), 'expired on 2026-11-21');
    }
  });

  it('give it in so few letters that it fits into the sidebar', () => {
    const at = new Date(2026, 10, 21, 14, 3, 5).getTime();
    for (let hours = -200; hours < 200; hours++) {
      const text = timeInShort(at, at - hours * 3600_000 - 1);
      assert.ok(text.length <= 22, text);
    }
  });

  for (const expiresAt of [1e300, -1e300, 0]) {
    it(`an expiry of ${expiresAt} does no harm`, () => assert.ok(fact('Expires', { expiresAt })));
  }
});
