import assert from 'node:assert/strict';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { signAssertion } from '../../../src/oauth/assertion';
import { jwk, pairs, pem } from '../../support/key-pairs';
import { faultOf } from '../faults/fault-of';
import { issuer } from './provider';

const now = Date.parse('2026-11-21T14:00:00Z');
const who = { issuer: 'client', subject: 'ada' };
const server = { issuer, token_endpoint: `${issuer}/token` };
const key = () => pem(pairs.ec.privateKey, 'pkcs8');

describe('oauth: an assertion', () => {
  it('says who it is of and about, for whom, and until when', async () => {
    const { jti, ...claims } = decodeJwt(await signAssertion(who, { key: key() }, server, now));
    const iat = now / 1000;
    assert.deepEqual(claims, { iss: 'client', sub: 'ada', aud: issuer, iat, exp: iat + 300 });
    assert.match(String(jti), /^[0-9a-f-]{36}$/);
  });

  it('has another jti each time', async () => {
    const ids = await Promise.all([1, 2].map(() => signAssertion(who, { key: key() }, server, now)));
    assert.notEqual(...(ids.map((each) => decodeJwt(each).jti) as [string, string]));
  });

  const audiences: [audience: string | undefined, aud: string][] = [
    [undefined, issuer],
    ['issuer', issuer],
    ['token_endpoint', `${issuer}/token`],
    ['https://elsewhere.example', 'https://elsewhere.example'],
  ];
  for (const [audience, aud] of audiences)
    it(`with the audience ${audience} is for ${aud}`, async () => {
      const signed = await signAssertion({ ...who, audience }, { key: key() }, server, now);
      assert.equal(decodeJwt(signed).aud, aud);
    });

  it('lives as long as the profile says, and has its further claims', async () => {
    const more = { lifetime: 60, claims: { target_audience: 'x', aud: ['a', 'b'] } };
    const claims = decodeJwt(await signAssertion({ ...who, ...more }, { key: key() }, server, now));
    assert.deepEqual([claims.exp, claims.aud, claims['target_audience']], [now / 1000 + 60, ['a', 'b'], 'x']);
  });

  it('leaves out a claim that the profile has as null', async () => {
    const claims = { sub: null, jti: null, scope: 'x' };
    const said = decodeJwt(await signAssertion({ ...who, claims }, { key: key() }, server, now));
    assert.deepEqual(Object.keys(said).sort(), ['aud', 'exp', 'iat', 'iss', 'scope']);
  });

  const keys: [what: string, key: () => string, alg: string | undefined, header: object][] = [
    ['a PEM of P-256', key, undefined, { alg: 'ES256' }],
    ['an RSA key', () => pem(pairs.rsa.privateKey, 'pkcs1'), undefined, { alg: 'RS256' }],
    ['an RSA key and PS256', () => pem(pairs.rsa.privateKey, 'pkcs8'), 'PS256', { alg: 'PS256' }],
    [
      'a JWK with its own id',
      () => JSON.stringify({ ...jwk(pairs.ed.privateKey), kid: 'k' }),
      undefined,
      { alg: 'EdDSA', kid: 'k' },
    ],
  ];
  for (const [what, given, alg, header] of keys)
    it(`is signed with ${what}`, async () => {
      const signed = await signAssertion(who, { key: given(), alg }, server, now);
      assert.deepEqual(decodeProtectedHeader(signed), { typ: 'JWT', ...header });
    });

  it('is signed with an algorithm that the server lists, where the key fits one', async () => {
    const signing = { key: pem(pairs.rsa.privateKey, 'pkcs8'), offered: ['ES256', 'PS256'] };
    assert.equal(decodeProtectedHeader(await signAssertion(who, signing, server, now)).alg, 'PS256');
  });

  const shared: [alg: string | undefined, offered: string[] | undefined, used: string][] = [
    [undefined, undefined, 'HS256'],
    [undefined, ['RS256'], 'HS256'],
    [undefined, ['HS512', 'HS256'], 'HS256'],
    [undefined, ['RS256', 'HS512', 'HS384'], 'HS512'],
    ['HS384', ['HS512'], 'HS384'],
  ];
  for (const [alg, offered, used] of shared)
    it(`is signed by a shared secret with ${used} where ${alg} is chosen and ${offered?.join() ?? 'none'} are listed`, async () => {
      const signing = { key: new TextEncoder().encode('s'.repeat(64)), alg, offered };
      assert.equal(decodeProtectedHeader(await signAssertion(who, signing, server, now)).alg, used);
    });

  it('names the key that the profile names', async () => {
    assert.equal(decodeProtectedHeader(await signAssertion(who, { key: key(), kid: 'mine' }, server, now)).kid, 'mine');
  });

  const useless: [what: string, key: () => string, alg?: string][] = [
    ['a public key', () => pem(pairs.ec.publicKey, 'spki')],
    ['an algorithm of another key', key, 'RS256'],
    ['no algorithm at all', key, 'none'],
    ['half a key', () => key().slice(0, 60)],
  ];
  for (const [what, given, alg] of useless)
    it(`is refused with ${what}, and nothing of the key is told`, async () => {
      const fault = await faultOf(signAssertion(who, { key: given(), alg }, server, now));
      assert.equal(fault.code, 'key-unusable');
      assert.match(fault.next, /private key again/);
      assert.ok(!fault.message.includes(given().slice(30, 50)), fault.message);
    });
});
