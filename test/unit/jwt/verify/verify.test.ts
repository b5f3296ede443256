import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { verifyJwt, type Check, type Expected, type GivenKeys } from '../../../../src/jwt/verify/verify';
import { base64url, digestOf, hmac, jwe, jwt, part, signed } from '../../../support/jwts';
import { jwk, pairs, pem } from '../../../support/key-pairs';
import { assertFinding, now, seconds } from './finding';

const secret = 'a secret that is thirty-two bytes';
const good = hmac(secret);

async function check(
  name: Check['name'],
  token: string,
  keys: GivenKeys = {},
  expected: Expected = {},
): Promise<Check> {
  const { checks } = await verifyJwt(token, keys, expected, now);
  return checks.find((one) => one.name === name) ?? assert.fail(name);
}

describe('verifyJwt', () => {
  it('always makes the four checks, in one order', async () => {
    for (const token of ['', good, jwe()]) {
      const { checks } = await verifyJwt(token, { key: secret }, { scope: 'a' }, now);
      assert.deepEqual(
        checks.map(({ name }) => name),
        ['format', 'signature', 'claims', 'permissions'],
      );
      for (const { ok, ...found } of checks) assertFinding({ ...found, ok }, ok);
    }
  });

  const verdicts: [what: string, token: string, key: string | undefined, expected: Expected, valid: boolean][] = [
    ['all is right', hmac(secret, { exp: seconds + 1, scope: 'a' }), secret, { scope: 'a' }, true],
    ['there is nothing to check but format and signature', good, secret, {}, true],
    ['no key is given', good, undefined, {}, false],
    ['the signature is wrong', hmac(`${secret}.`), secret, {}, false],
    ['the claims are wrong', hmac(secret, { exp: seconds }), secret, {}, false],
    ['the permissions are wrong', good, secret, { scope: 'a' }, false],
    ['the format is wrong', hmac(secret, []), secret, {}, false],
  ];
  for (const [what, token, key, expected, valid] of verdicts) {
    it(`finds a token ${valid ? 'valid' : 'invalid'} where ${what}`, async () => {
      assert.equal((await verifyJwt(token, { key }, expected, now)).valid, valid);
    });
  }

  describe('checks the format', () => {
    it('and says what the token is', async () => {
      assertFinding(await check('format', good), true, /^A JWT in compact form/);
    });
    it('and names every problem', async () => {
      const [head = '', body = ''] = good.split('.');
      assertFinding(await check('format', `${head}=.${body}.a+`), false, /first part.*third part/);
    });
  });

  describe('checks the disclosures of an SD-JWT as part of the format', () => {
    const disclosure = part(['salt', 'name', 'Ada']);
    const right = `${hmac(secret, { _sd: [digestOf(disclosure)] })}~${disclosure}~`;
    it('and finds one valid whose claims refer to each', async () => {
      for (const token of [right, `Bearer ${right}`, `"${right}"`])
        assert.equal((await verifyJwt(token, { key: secret }, {}, now)).valid, true, token);
    });
    it('and finds one invalid that has another disclosure, or one twice', async () => {
      for (const more of [part(['salt', 'admin', true]), disclosure]) {
        const { valid, checks } = await verifyJwt(`Bearer ${right}${more}~`, { key: secret }, {}, now);
        assert.equal(valid, false);
        assertFinding(checks[0] ?? assert.fail(), false, /disclosure 2 .*must be refused \(RFC 9901/);
        assert.equal(checks[1]?.ok, true);
      }
    });
  });

  describe('checks the signature', () => {
    it('and names the key that fits, and no other', async () => {
      const named = { ...jwk(pairs.rsa.publicKey), kid: 'k1' };
      const keys = { jwks: { keys: [{ ...jwk(pairs.other.publicKey), kid: 'k2' }, named] } };
      assert.equal((await verifyJwt(signed(pairs.rsa.privateKey), keys, {}, now)).kid, 'k1');
      const others = { jwks: { keys: [{ ...jwk(pairs.other.publicKey), kid: 'k2' }] } };
      assert.equal('kid' in (await verifyJwt(signed(pairs.rsa.privateKey), others, {}, now)), false);
    });
    const publicJwk = jwk(pairs.rsa.publicKey);
    const token = signed(pairs.rsa.privateKey);
    const given: [what: string, token: string, keys: GivenKeys, ok: boolean | null, reason: RegExp][] = [
      ['no key', token, {}, null, /No key/],
      ['a key that is null', token, { key: null }, null, /No key/],
      ['a key', token, { key: publicJwk }, true, /matches the key/],
      ['a JWK Set', token, { jwks: { keys: [publicJwk] } }, true, /matches/],
      ['a JWK Set as JSON', token, { jwks: JSON.stringify({ keys: [publicJwk] }) }, true, /matches/],
      ['a JWK as the set', token, { jwks: publicJwk }, true, /matches/],
      ['both, of which the set fits', token, { key: jwk(pairs.other.publicKey), jwks: publicJwk }, true, /matches/],
      ['a secret as the set', good, { jwks: secret }, false, /isn’t a JWK Set/],
    ];
    for (const [what, one, keys, ok, reason] of given) {
      it(`with ${what}: ${ok}`, async () => assertFinding(await check('signature', one, keys), ok, reason));
    }

    for (const alg of ['none', 'None', 'NONE', 'none ']) {
      it(`and refuses alg “${alg}” with and without a key`, async () => {
        for (const signature of ['', 'c2ln']) {
          const unsigned = jwt({}, { alg }, signature);
          assertFinding(await check('signature', unsigned), false, /not signed/);
          assertFinding(
            await check('signature', unsigned, { key: pem(pairs.rsa.publicKey, 'spki') }),
            false,
            /not signed/,
          );
        }
      });
    }
    it('and says that the disclosures of an SD-JWT are not part of it', async () => {
      const sdJwt = `${token}~${part(['a', 'b', 'c'])}~`;
      assertFinding(await check('signature', sdJwt, { key: publicJwk }), true, /disclosures are not part/);
    });
    it('of a payload that is not a claims set all the same', async () => {
      const input = `${part({ alg: 'HS256' })}.${base64url('Payload')}`;
      const text = `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
      const { valid, checks } = await verifyJwt(text, { key: secret }, { scope: 'a', issuer: 'b' }, now);
      assert.equal(valid, false);
      assert.deepEqual(
        checks.map(({ ok }) => ok),
        [false, true, false, false],
      );
    });
    it('of a token that cannot be read: wrong only where a key was given', async () => {
      assertFinding(await check('signature', `${good}x.`), null);
      assertFinding(await check('signature', `${good}x.`, { key: secret }), false, /could not be read/);
    });
    it('but never of a JWE', async () => {
      assertFinding(await check('signature', jwe(), { key: secret }), null, /decrypt/);
    });
  });

  it('never throws, and finds no token valid that was cut or changed', async () => {
    for (let at = 0; at <= good.length; at++) {
      for (const token of [good.slice(0, at), `${good.slice(0, at)}\0${good.slice(at)}`, good.slice(at)]) {
        if (token !== good) assert.equal((await verifyJwt(token, { key: secret }, {}, now)).valid, false);
      }
    }
  });
  it('finds a token valid with only one spelling of its signature', async () => {
    const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
    const results = await Promise.all(
      letters.map((letter) => verifyJwt(good.slice(0, -1) + letter, { key: secret }, {}, now)),
    );
    assert.deepEqual(
      letters.filter((_, index) => results[index]?.valid),
      [good.at(-1)],
    );
  });
});
