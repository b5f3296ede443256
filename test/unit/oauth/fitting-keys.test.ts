import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignJWT, type JWTPayload } from 'jose';
import type { Client } from '../../../src/oauth/client';
import { introspection } from '../../../src/oauth/endpoints/introspection';
import { userInfo } from '../../../src/oauth/endpoints/userinfo';
import { fittingKeys } from '../../../src/oauth/fitting-keys';
import { jwt } from '../../support/jwts';
import { jwk, pairs } from '../../support/key-pairs';
import { faultOf } from '../faults/fault-of';
import { beginLogin } from './begin-login';
import { clientOf, issuer, metadata, person, provider, redirectUri } from './provider';

const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
const third = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicOf = (pair: { publicKey: KeyObject }, more: object = {}) => ({ ...jwk(pair.publicKey), ...more });
const [one, two] = [publicOf(pairs.rsa, { kid: '1' }), publicOf(pairs.other, { kid: '2' })];
const sign = (claims: JWTPayload, pair: { privateKey: KeyObject }, header: object = {}) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', ...header }).sign(pair.privateKey);
const usual = () => {
  const now = Math.floor(Date.now() / 1000);
  return { iss: issuer, aud: 'c', sub: 's', iat: now, exp: now + 60 };
};

describe('fittingKeys', () => {
  const ec = publicOf(pairs.ec, { kid: 'e' });
  const many = (count: number) => [...Array.from({ length: count }, () => one), two];
  const set: [what: string, keys: unknown[], left: unknown[]][] = [
    ['the second of two keys', [one, two], [two]],
    ['the first of two keys', [two, one], [two]],
    ['the one that signed, and keys that nobody takes for it', [one, two, ec], [two, ec]],
    ['the one that says its algorithm', [one, { ...two, alg: 'RS256' }], [two]],
    ['a key for another algorithm beside it', [one, two, { ...one, alg: 'PS256' }], [two, { ...one, alg: 'PS256' }]],
    ['none that is for encryption', [{ ...one, use: 'enc' }, two], [two]],
    ['none that may not verify', [{ ...one, key_ops: ['encrypt'] }, two], [two]],
    ['none that is too weak', [publicOf(weak), two], [two]],
    ['none that is damaged', [{ ...one, n: '!' }, { ...one, e: undefined }, two], [two]],
    ['no garbage', [null, 'x', { n: 'a' }, one, two], [two]],
    ['the last of sixteen', many(15), [two]],
  ];
  for (const [what, keys, left] of set)
    it(`leaves ${what}`, async () => {
      const found = await fittingKeys({ keys }, await sign(usual(), pairs.other));
      assert.deepEqual(
        found.keys.map((key) => ({ ...(key as object), alg: undefined })),
        left.map((key) => ({ ...(key as object), alg: undefined })),
      );
    });

  const whole: [what: string, keys: unknown[], jws: () => string | undefined | Promise<string>][] = [
    ['a token that names its key', [one, two], () => sign(usual(), pairs.other, { kid: '1' })],
    ['a token whose “kid” is no text', [one, two], () => jwt(usual(), { alg: 'RS256', kid: null })],
    ['more than sixteen keys', many(16), () => sign(usual(), pairs.other)],
    ['no key that fits', [ec, { ...one, use: 'enc' }], () => sign(usual(), pairs.other)],
    ['a token without a signature', [one, two], () => jwt(usual(), { alg: 'none' }, '')],
    ['a shared secret', [one, two, { kty: 'oct', k: 'c2VjcmV0' }], () => jwt(usual(), { alg: 'HS256' })],
    ['an unknown algorithm', [one, two], () => jwt(usual(), { alg: 'RS1' })],
    ['no token', [one, two], () => undefined],
    ['garbage', [one, two], () => 'garbage'],
  ];
  for (const [what, keys, jws] of whole)
    it(`leaves the set as it is for ${what}`, async () => {
      const given = { keys, more: 1 };
      assert.equal(await fittingKeys(given, await jws()), given);
    });

  it('leaves one where none signed it, for the library to refuse', async () => {
    assert.deepEqual((await fittingKeys({ keys: [one, two] }, await sign(usual(), third))).keys, [
      { ...one, alg: 'RS256' },
    ]);
  });
});

describe('oauth: a token without “kid” where several keys fit', () => {
  const at = {
    ...{ jwks_uri: `${issuer}/jwks`, userinfo_endpoint: `${issuer}/userinfo` },
    id_token_signing_alg_values_supported: ['RS256', 'ES256', 'EdDSA'],
    ...{ introspection_endpoint: `${issuer}/introspection`, device_authorization_endpoint: `${issuer}/device` },
  };
  const start = () => provider({ ...metadata(at), '/jwks': { keys: [one, two] } });
  type Made = ReturnType<typeof start>;
  const openid = { ...person, issuer, scope: 'openid' };
  const answerWith = ({ all }: Made, idToken: string) =>
    (all['/token'] = { access_token: 'a', token_type: 'Bearer', refresh_token: 'r', id_token: idToken });
  type Sign = (claims: JWTPayload) => Promise<string>;

  /** Each ends where an answer has been checked. */
  const ways: Record<string, (made: Made, signed: Sign) => Promise<unknown>> = {
    async 'a login'(made, signed) {
      const login = await beginLogin(made.oauth, clientOf(openid), redirectUri);
      const nonce = new URL(login.url).searchParams.get('nonce') ?? '';
      answerWith(made, await signed({ ...usual(), nonce }));
      return login.finish(new URLSearchParams({ code: 'x', state: login.state }));
    },
    async 'a renewal'(made, signed) {
      answerWith(made, await signed(usual()));
      return made.oauth.refresh(clientOf(openid), {
        ...{ accessToken: 'a', tokenType: 'bearer', refreshToken: 'r', obtainedAt: 0 },
      });
    },
    async 'a login on another device'(made, signed) {
      made.all['/device'] = { device_code: 'd', user_code: 'A', verification_uri: issuer, interval: 0.01 };
      answerWith(made, await signed(usual()));
      const who = clientOf({ ...openid, grant: 'device_code', clientAuth: 'none' });
      const login = await made.oauth.beginLogin(who, { openRedirect: () => assert.fail() });
      assert.ok(login.endsBy === 'polling');
      return login.finish(new AbortController().signal);
    },
    async 'a signed answer to a login'({ oauth }, signed) {
      const login = await beginLogin(oauth, clientOf({ ...person, issuer, security: { jarm: true } }), redirectUri);
      const response = await signed({ ...usual(), code: 'x', state: login.state });
      return login.finish(new URLSearchParams({ response }));
    },
    async 'signed user info'({ oauth, all }, signed) {
      const headers = { 'content-type': 'application/jwt' };
      all['/userinfo'] = new Response(await signed(usual()), { headers });
      return oauth.ask(clientOf({ ...person, issuer }), userInfo('a', undefined));
    },
    async 'a signed introspection'({ oauth, all }, signed) {
      const headers = { 'content-type': 'application/token-introspection+jwt' };
      all['/introspection'] = new Response(await signed({ ...usual(), token_introspection: { active: true } }), {
        headers,
      });
      return oauth.ask(clientOf({ ...person, issuer }) satisfies Client, introspection('a'));
    },
  };
  for (const [what, run] of Object.entries(ways)) {
    const typ = what === 'a signed introspection' ? 'token-introspection+jwt' : 'JWT';
    const by =
      (pair: { privateKey: KeyObject }, header: object = {}, changed: object = {}): Sign =>
      (claims) =>
        sign({ ...claims, ...changed }, pair, { typ, ...header });

    it(`is checked with each of them: ${what}`, async () => {
      for (const pair of [pairs.rsa, pairs.other]) {
        const made = start();
        await run(made, by(pair));
        assert.equal(made.asked().filter((path) => path === '/jwks').length, 1);
      }
    });

    const refused: [why: string, signed: Sign][] = [
      ['none of them signed it', by(third)],
      ['it names a key that is not there', by(pairs.other, { kid: '3' })],
      ['it names another key than the one that signed it', by(pairs.other, { kid: '1' })],
      ['it has no signature', async (claims) => jwt(claims, { alg: 'none', typ }, '')],
      ['it is from another issuer', by(pairs.other, {}, { iss: 'https://other.example.com' })],
      ['it is for another client', by(pairs.other, {}, { aud: 'other' })],
    ];
    for (const [why, signed] of refused)
      it(`is refused where ${why}: ${what}`, async () => {
        const made = start();
        assert.match((await faultOf(run(made, signed))).code, /^(id-token-invalid|login-mismatch|response-invalid)$/);
        assert.ok(made.asked().filter((path) => path === '/jwks').length <= 1);
      });
  }

  const claims: [what: string, change: object][] = [
    ['has expired', { exp: 1 }],
    ['is of another login', { nonce: 'another' }],
    ['is for another party', { aud: ['c', 'd'], azp: 'd' }],
  ];
  for (const [what, change] of claims)
    it(`is refused where it ${what}`, async () => {
      const run = ways['a login']?.(start(), (usualClaims) => sign({ ...usualClaims, ...change }, pairs.other));
      assert.equal((await faultOf(run ?? assert.fail())).code, 'id-token-invalid');
    });

  it('says that the signature is wrong where none of them signed it', async () => {
    const fault = await faultOf(ways['a login']?.(start(), (own) => sign(own, third)) ?? assert.fail());
    assert.match(fault.message, /signature/);
    assert.equal(fault.reason, 'id-token-provider');
  });

  it('is checked with the key of its own type', async () => {
    const made = start();
    made.all['/jwks'] = { keys: [publicOf(pairs.ec), publicOf(pairs.ed), one, two] };
    await ways['a login']?.(made, (own) => sign(own, pairs.other));
    await ways['a login']?.(made, (own) => sign(own, pairs.ec, { alg: 'ES256' }));
    await ways['a login']?.(made, (own) => sign(own, pairs.ed, { alg: 'EdDSA' }));
  });
});
