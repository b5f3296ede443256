import assert from 'node:assert/strict';
import { createHmac, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readJwks, readKey } from '../../../../src/jwt/keys/key-material';
import { readCompact } from '../../../../src/jwt/read/compact';
import { checkSignature, unsignedReason, type Finding } from '../../../../src/jwt/verify/signature-check';
import { testOnlyCertificate, testOnlyKey } from '../../../server/test-only-certificate';
import { base64url, hmac, jwt, part, signed } from '../../../support/jwts';
import { bare, jwk, pairs, pem } from '../../../support/key-pairs';
import { publicKeySpellings } from '../keys/public-key-spellings';
import { assertFinding } from './finding';

const { rsa, other, ec, ed } = pairs;
const bySecret = 'a secret that is thirty-two bytes';
const token = signed(rsa.privateKey, {}, { kid: 'one' });
const rsaJwk = jwk(rsa.publicKey);
const spki = pem(rsa.publicKey, 'spki');

function check(text: string, ...keys: unknown[]): Promise<Finding> {
  const { jws } = readCompact(text);
  assert.ok(jws, text);
  return checkSignature(
    jws,
    keys.map((key) => () => readKey(key)),
  );
}

describe('checkSignature: keys that fit', () => {
  const rows: [what: string, token: string, key: unknown, reason: RegExp][] = [
    ['a JWK', token, rsaJwk, /^The signature \(RS256\) matches the key\.$/],
    ['a JWK with the kid', token, { ...rsaJwk, kid: 'one' }, /matches the key with the kid “one”\.$/],
    ['a JWK with another kid', token, { ...rsaJwk, kid: 'two' }, /names the kid “one”, the key’s is “two”\.$/],
    ['a private JWK', token, jwk(rsa.privateKey), /matches the key \(the public half of the given private key\)\.$/],
    ['a private JWK with the kid', token, { ...jwk(rsa.privateKey), kid: 'one' }, /the kid “one” \(the public half of/],
    ['a private JWK that may only sign', token, { ...jwk(rsa.privateKey), key_ops: ['sign'] }, /public half/],
    ['a JWK with all its parameters', token, { ...rsaJwk, use: 'sig', alg: 'RS256', key_ops: ['verify'] }, /matches/],
    ['a JWK Set', token, { keys: [jwk(other.publicKey), rsaJwk] }, /matches/],
    ['a PEM', token, spki, /matches/],
    ['a private PEM', token, pem(rsa.privateKey, 'pkcs8'), /public half/],
    ['a private PKCS#1 PEM', token, pem(rsa.privateKey, 'pkcs1'), /public half/],
    ['an EC key', signed(ec.privateKey), pem(ec.publicKey, 'spki'), /ES256/],
    ['a private EC key of SEC1', signed(ec.privateKey), pem(ec.privateKey, 'sec1'), /public half/],
    ['an Ed25519 key', signed(ed.privateKey), pem(ed.publicKey, 'spki'), /EdDSA/],
    ['an Ed25519 key by its own name', signed(ed.privateKey, {}, { alg: 'Ed25519' }), jwk(ed.publicKey), /Ed25519/],
    ['EdDSA with a JWK for Ed25519', signed(ed.privateKey), { ...jwk(ed.publicKey), alg: 'Ed25519' }, /EdDSA/],
    ['a certificate', signed(createPrivateKey(testOnlyKey)), testOnlyCertificate, /ES256/],
    ['a secret', hmac(bySecret), bySecret, /^The signature \(HS256\) fits the shared secret, taken as text\.$/],
    ['a secret with white space around it', hmac(bySecret), ` ${bySecret}\n`, /taken as text\.$/],
    ['a secret with its line break', hmac(`${bySecret}\n`), `${bySecret}\n`, /taken as text, white space included\.$/],
    ['a secret in base64url', hmac(Buffer.from(bySecret)), base64url(bySecret), /taken as base64url\.$/],
    ['a secret in base64', hmac(Buffer.alloc(48, 255)), Buffer.alloc(48, 255).toString('base64'), /taken as base64\.$/],
    ['a secret that is base64url, meant as text', hmac(base64url(bySecret)), base64url(bySecret), /taken as text/],
    ['a short secret', hmac('secret'), 'secret', /taken as text\. It has 6 bytes, but RFC 7518 .* 32: it may be gue/],
    ['a secret as a JWK', hmac(bySecret), { kty: 'oct', k: base64url(bySecret) }, /matches the key/],
    ['HS384', hmac('x'.repeat(48), {}, {}, 384), 'x'.repeat(48), /HS384/],
    ['HS512', hmac('x'.repeat(64), {}, {}, 512), 'x'.repeat(64), /HS512/],
    ['b64 that is true', signed(rsa.privateKey, {}, { crit: ['b64'], b64: true }), spki, /matches/],
  ];
  for (const [what, given, key, reason] of rows) {
    it(what, async () => assertFinding(await check(given, key), true, reason));
  }
  it('one of two keys is enough', async () =>
    assertFinding(await check(token, jwk(other.publicKey), rsaJwk), true, /matches/));
});

describe('checkSignature: keys that do not fit', () => {
  const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const rows: [what: string, token: string, key: unknown, reason: RegExp][] = [
    [
      'another key',
      token,
      jwk(other.publicKey),
      /^The signature does not match: the token was changed, or another key/,
    ],
    ['another kid, too', token, { ...jwk(other.publicKey), kid: 'two' }, /does not match.* the key’s is “two”\.$/],
    ['another secret', hmac(bySecret), 'another secret of thirty-two bytes', /does not match/],
    ['a key for encryption', token, { ...rsaJwk, use: 'enc' }, /“use” is “enc”/],
    ['a misfit with another kid', token, { ...rsaJwk, use: 'enc', kid: 'two' }, /“use” is “enc”.*key’s is “two”/],
    ['a key of another type', token, jwk(ec.publicKey), /of type “EC”, but “RS256” needs an RSA key/],
    ['a short key', signed(short.privateKey), jwk(short.publicKey), /1024 bits; at least 2048/],
    [
      'a point off its curve',
      signed(ec.privateKey),
      { ...jwk(ec.publicKey), y: jwk(ec.publicKey).x },
      /cannot be read/,
    ],
    ['a secret for RS256', token, bySecret, /shared secret, but “RS256” needs a public key/],
    ['an RSA key for HS256', hmac(bySecret), rsaJwk, /of type “RSA”, but “HS256” needs a shared/],
    ['an empty text', token, ' ', /empty/],
    ['a broken PEM', token, spki.slice(0, 100), /cut short/],
    ['DER that is not a key', token, Buffer.from([0x30, 5, 2, 1, 1, 5, 0]).toString('base64'), /cannot be read/],
  ];
  for (const [what, given, key, reason] of rows) {
    it(what, async () => {
      const result = await check(given, key);
      assertFinding(result, false, reason);
      assert.ok(
        typeof key !== 'string' || key.trim() === '' || !result.reason.includes(key),
        'the key is in the reason',
      );
    });
  }
  it('says the same thing of two keys only once', async () => {
    const { reason } = await check(token, jwk(other.publicKey), jwk(other.publicKey));
    assert.equal(reason.match(/does not match/g)?.length, 1);
  });
});

describe('checkSignature: JWK Sets', () => {
  const [one, two] = [rsaJwk, jwk(other.publicKey)];
  const secret = { kty: 'oct', k: base64url(bySecret) };
  const rows: [what: string, token: string, keys: object[], ok: boolean, reason: RegExp][] = [
    [
      'the key of the kid',
      token,
      [
        { ...two, kid: 'two' },
        { ...one, kid: 'one' },
      ],
      true,
      /kid “one”/,
    ],
    [
      'only the key of the kid',
      token,
      [
        { ...two, kid: 'one' },
        { ...one, kid: 'two' },
      ],
      false,
      /does not match/,
    ],
    ['no such kid', token, [{ ...one, kid: 'a' }], false, /no key .*“one”; the set has “a”/],
    [
      'a token without kid',
      signed(rsa.privateKey),
      [
        { ...two, kid: 'a' },
        { ...one, kid: 'b' },
      ],
      true,
      /kid “b”/,
    ],
    ['a secret mixed in', token, [{ ...one, kid: 'one' }, secret], false, /mixes shared secrets/],
    ['secrets only', hmac(bySecret), [{ kty: 'oct', k: base64url('x'.repeat(32)) }, secret], true, /matches/],
    [
      'one kid twice',
      token,
      [
        { ...one, kid: 'one' },
        { ...two, kid: 'one' },
      ],
      false,
      /two different keys/,
    ],
    ['more keys than are tried', hmac(bySecret), Array.from({ length: 101 }, () => secret), false, /More than 100/],
  ];
  for (const [what, given, keys, ok, reason] of rows) {
    it(`${what}: ${ok}`, async () => {
      const { jws } = readCompact(given);
      assert.ok(jws);
      assertFinding(await checkSignature(jws, [() => readJwks({ keys })]), ok, reason);
    });
  }
});

describe('checkSignature: attacks', () => {
  const rows: [what: string, token: string, key: unknown, reason: RegExp][] = [
    ['alg rs256', jwt({}, { alg: 'rs256' }), spki, /isn’t a known signature algorithm/],
    ['alg ES256K', jwt({}, { alg: 'ES256K' }), spki, /“ES256K” is not supported here/],
    ['alg RSA-OAEP', jwt({}, { alg: 'RSA-OAEP' }), spki, /isn’t a known signature algorithm/],
    ['alg __proto__', jwt({}, { alg: '__proto__' }), spki, /isn’t a known signature algorithm/],
    ['no signature', jwt({}, { alg: 'RS256' }, ''), spki, /has no signature/],
    ['no HMAC', jwt({}, { alg: 'HS256' }, ''), bySecret, /has no signature/],
    [
      'a signature cut short',
      token.replace(/[\w-]+$/, (all) => base64url(Buffer.from(all, 'base64url').subarray(3))),
      spki,
      /has 253 bytes; one with this key has 256/,
    ],
    ['an HMAC cut short', hmac(bySecret).slice(0, -3), bySecret, /does not match.*has 30 bytes/],
    ['zeros', jwt({}, { alg: 'ES256' }, base64url(new Uint8Array(64))), pem(ec.publicKey, 'spki'), /does not match/],
    ['a signature in DER', inDer(), pem(ec.publicKey, 'spki'), /in DER/],
    [
      'the token’s own key',
      embedded({ jwk: jwk(other.publicKey) }),
      spki,
      /in the token itself \(“jwk”\) was not used/,
    ],
    ['its own addresses', embedded({ jku: 'https://evil.example', x5u: 'https://e' }), spki, /“jku”, “x5u”\) was not/],
    ['its own certificate', embedded({ x5c: [bare(spki)] }), spki, /“x5c”/],
    ['an unknown critical extension', critical(['exp'], { exp: 1 }), spki, /critical .*: “exp” \(crit\)\. Such a/],
    ['an empty crit', critical([]), spki, /“crit” isn’t a list/],
    ['a crit that is a text', critical('b64'), spki, /“crit” isn’t a list/],
    ['crit b64 without b64', critical(['b64']), spki, /critical/],
    ['b64 false', critical(['b64'], { b64: false }), spki, /not encoded/],
    ['b64 false without crit', signed(rsa.privateKey, {}, { b64: false }), spki, /not encoded/],
  ];
  for (const [what, given, key, reason] of rows) {
    it(`${what}: refused`, async () => assertFinding(await check(given, key), false, reason));
  }

  function embedded(header: object): string {
    return signed(other.privateKey, {}, header);
  }

  function critical(crit: unknown, header: object = {}): string {
    return signed(rsa.privateKey, {}, { ...header, crit });
  }

  function inDer(): string {
    const [header = '', claims = '', signature = ''] = signed(ec.privateKey).split('.');
    const bytes = Buffer.from(signature, 'base64url');
    const integer = (value: Buffer) => Buffer.concat([Buffer.from([2, value.length + 1, 0]), value]);
    const both = Buffer.concat([integer(bytes.subarray(0, 32)), integer(bytes.subarray(32))]);
    return `${header}.${claims}.${base64url(Buffer.concat([Buffer.from([0x30, both.length]), both]))}`;
  }
});

describe('checkSignature: a token forged with the public key as an HMAC secret', () => {
  const der = Buffer.from(bare(spki), 'base64');
  const spellings: [what: string, key: string | { kty: string; k: string }][] = [
    ...publicKeySpellings.map(([what, text]): [string, string] => [what, text]),
    ['a PEM in a secret JWK', { kty: 'oct', k: base64url(spki) }],
    ['DER in a secret JWK', { kty: 'oct', k: base64url(der) }],
    ['a JWK in a secret JWK', { kty: 'oct', k: base64url(JSON.stringify(rsaJwk)) }],
  ];
  for (const [what, key] of spellings) {
    it(`is refused with ${what}`, async () => {
      const text = typeof key === 'string' ? key : Buffer.from(key.k, 'base64url').toString();
      const bytes = Buffer.from(text, 'base64');
      for (const secret of [text, text.trim(), `${text.trim()}\n`, spki, spki.trim(), bytes, der]) {
        const result = await check(hmac(secret, { admin: true }), key);
        assert.equal(result.ok, false, result.reason);
      }
    });
  }
  it('is no reason to refuse random secrets', async () => {
    for (let index = 0; index < 500; index++) {
      const secret = createHmac('sha256', 'seed').update(String(index)).digest();
      assertFinding(await check(hmac(secret), secret.toString('base64url')), true);
    }
  });
});

describe('checkSignature: ML-DSA', () => {
  it('is checked where this runtime has it, else the reason says so', async () => {
    const key = { kty: 'AKP', alg: 'ML-DSA-44', pub: base64url(new Uint8Array(1312)) };
    const given = `${part({ alg: 'ML-DSA-44' })}.${part({})}.${base64url(new Uint8Array(2420))}`;
    assertFinding(await check(given, key), false, /“ML-DSA-44” is not available|does not match/);
  });
});

describe('unsignedReason', () => {
  const reason = (alg: string) => {
    const { jws } = readCompact(jwt({}, { alg }, ''));
    return jws && unsignedReason(jws);
  };
  for (const alg of ['none', 'None', 'NONE', 'none ']) {
    it(`is given for alg “${alg}”`, () => assert.match(reason(alg) ?? '', /not signed/));
  }
  it('is undefined for any other alg', () => assert.equal(reason('RS256'), undefined));
});
