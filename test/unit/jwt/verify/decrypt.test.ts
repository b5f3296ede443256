import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { CompactEncrypt } from 'jose';
import { decryptJwe } from '../../../../src/jwt/verify/decrypt';
import { base64url, hmac, jwe, part } from '../../../support/jwts';
import { jwk, pairs, pem } from '../../../support/key-pairs';

const { rsa, other, ec } = pairs;
const x25519 = generateKeyPairSync('x25519');
const plaintext = 'The payload, ünïcödé 日本';

/** Encrypted by jose, for any of its algorithms. */
async function encrypted(
  alg: string,
  enc: string,
  key: Parameters<CompactEncrypt['encrypt']>[0],
  more: object = {},
  payload: string | Uint8Array = plaintext,
): Promise<string> {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  return new CompactEncrypt(bytes).setProtectedHeader({ alg, enc, ...more }).encrypt(key);
}

const bytes = (length: number) => Buffer.from(Array.from({ length }, (_, index) => index + 33));

describe('decryptJwe', () => {
  const contents: [string, number][] = [
    ['A128GCM', 16],
    ['A192GCM', 24],
    ['A256GCM', 32],
    ['A128CBC-HS256', 32],
    ['A192CBC-HS384', 48],
    ['A256CBC-HS512', 64],
  ];
  for (const [enc, length] of contents) {
    it(`decrypts dir with ${enc}, the key as text, base64url, base64 and a JWK`, async () => {
      const secret = bytes(length);
      const token = await encrypted('dir', enc, secret);
      const k = base64url(secret);
      for (const key of [
        secret.toString(),
        k,
        secret.toString('base64'),
        { kty: 'oct', k },
        { kty: 'oct', k, alg: enc },
      ]) {
        assert.deepEqual(await decryptJwe(token, key), { header: { alg: 'dir', enc }, payload: plaintext });
      }
    });
  }
  for (const alg of ['A128KW', 'A192KW', 'A256KW', 'A128GCMKW', 'A192GCMKW', 'A256GCMKW']) {
    it(`decrypts ${alg}`, async () => {
      const secret = bytes(Number(alg.slice(1, 4)) / 8);
      const token = await encrypted(alg, 'A128GCM', secret);
      for (const key of [secret.toString(), base64url(secret), { kty: 'oct', k: base64url(secret), alg, use: 'enc' }]) {
        assert.equal((await decryptJwe(token, key)).payload, plaintext);
      }
    });
  }
  for (const alg of ['PBES2-HS256+A128KW', 'PBES2-HS384+A192KW', 'PBES2-HS512+A256KW']) {
    it(`decrypts ${alg}`, async () => {
      const token = await encrypted(alg, 'A128GCM', Buffer.from('a password'));
      assert.equal((await decryptJwe(token, 'a password')).payload, plaintext);
    });
  }
  for (const alg of ['RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512']) {
    it(`decrypts ${alg}`, async () => {
      const token = await encrypted(alg, 'A256GCM', { ...jwk(rsa.publicKey), alg });
      for (const key of [
        jwk(rsa.privateKey),
        { ...jwk(rsa.privateKey), alg, use: 'enc', key_ops: ['unwrapKey'] },
        JSON.stringify(jwk(rsa.privateKey)),
        pem(rsa.privateKey, 'pkcs8'),
        pem(rsa.privateKey, 'pkcs1'),
      ]) {
        assert.equal((await decryptJwe(token, key)).payload, plaintext);
      }
    });
  }
  for (const alg of ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW']) {
    it(`decrypts ${alg}`, async () => {
      for (const pair of [ec, x25519]) {
        const token = await encrypted(alg, 'A256GCM', jwk(pair.publicKey));
        for (const key of [jwk(pair.privateKey), pem(pair.privateKey, 'pkcs8')]) {
          assert.equal((await decryptJwe(token, key)).payload, plaintext);
        }
      }
    });
  }

  it('takes the key of the kid from a JWK Set', async () => {
    const token = await encrypted('RSA-OAEP', 'A256GCM', jwk(rsa.publicKey), { kid: 'one' });
    const keys = [
      { ...jwk(other.privateKey), kid: 'two' },
      { ...jwk(rsa.privateKey), kid: 'one' },
    ];
    assert.equal((await decryptJwe(token, { keys })).payload, plaintext);
    await assert.rejects(decryptJwe(token, { keys: keys.slice(0, 1) }), { code: 'key-unusable', message: /“one”/ });
  });
  it('leaves out white space and “Bearer” around the token', async () => {
    const token = await encrypted('dir', 'A128GCM', bytes(16));
    assert.equal((await decryptJwe(` Bearer ${token}\n`, base64url(bytes(16)))).payload, plaintext);
  });
  it('decompresses the payload', async () => {
    const token = await encrypted('dir', 'A128GCM', bytes(16), { zip: 'DEF' });
    assert.equal((await decryptJwe(token, base64url(bytes(16)))).payload, plaintext);
  });
  it('gives a payload that is not UTF-8 as base64url', async () => {
    const token = await encrypted('dir', 'A128GCM', bytes(16), {}, Uint8Array.of(255, 254));
    assert.equal((await decryptJwe(token, base64url(bytes(16)))).payload, '__4');
  });
  it('keeps a byte order mark', async () => {
    const token = await encrypted('dir', 'A128GCM', bytes(16), {}, '\uFEFFa');
    assert.equal((await decryptJwe(token, base64url(bytes(16)))).payload, '\uFEFFa');
  });
});

describe('decryptJwe: what is refused', () => {
  const secret = bytes(16);
  const cek = { dir: base64url(secret) };
  const rows: [what: string, token: () => string | Promise<string>, key: unknown, code: string, message: RegExp][] = [
    ['an empty text', () => '', cek.dir, 'jwt-malformed', /isn’t a JWE/],
    ['a signed token', () => hmac('x'), cek.dir, 'jwt-malformed', /signed JWT, not an encrypted one/],
    ['padding', () => `${part({ alg: 'dir', enc: 'A128GCM' })}..a=.b.c`, cek.dir, 'jwt-malformed', /vector is padded/],
    ['a header that is not JSON', () => jwe('x'), cek.dir, 'jwt-malformed', /isn’t JSON/],
    ['a header without enc', () => jwe({ alg: 'dir' }), cek.dir, 'jwt-malformed', /no “enc”/],
    [
      'an unknown alg',
      () => `${part({ alg: 'RSA1_5', enc: 'A128GCM' })}.YQ.YQ.YQ.YQ`,
      cek.dir,
      'jwe-undecryptable',
      /RSA1_5/,
    ],
    ['an unknown enc', () => jwe({ alg: 'dir', enc: 'XC20P' }), cek.dir, 'jwe-undecryptable', /XC20P/],
    ['parts of wrong lengths', () => jwe({ alg: 'dir', enc: 'A128GCM' }), cek.dir, 'jwe-undecryptable', /./],
    [
      'another secret',
      () => encrypted('dir', 'A128GCM', secret),
      base64url(bytes(32).subarray(16)),
      'jwe-undecryptable',
      /another/,
    ],
    ['another private key', () => forRsa(), jwk(other.privateKey), 'jwe-undecryptable', /another/],
    ['a changed payload', async () => changed(await forRsa()), jwk(rsa.privateKey), 'jwe-undecryptable', /changed/],
    ['a secret of another length', () => encrypted('dir', 'A128GCM', secret), 'short', 'key-unusable', /16 bytes/],
    [
      'a JWK of another length',
      () => encrypted('dir', 'A128GCM', secret),
      { kty: 'oct', k: 'AAAA' },
      'key-unusable',
      /3 bytes/,
    ],
    ['a public key', () => forRsa(), jwk(rsa.publicKey), 'key-unusable', /public key: decrypting needs/],
    ['a public PEM', () => forRsa(), pem(rsa.publicKey, 'spki'), 'key-unusable', /public key/],
    ['a secret for RSA', () => forRsa(), 'a secret', 'key-unusable', /needs a private key/],
    ['a key of another type', () => forRsa(), jwk(ec.privateKey), 'key-unusable', /type “EC”/],
    ['a key for signatures', () => forRsa(), { ...jwk(rsa.privateKey), use: 'sig' }, 'key-unusable', /“use” is “sig”/],
    [
      'a key for another alg',
      () => forRsa(),
      { ...jwk(rsa.privateKey), alg: 'RSA-OAEP' },
      'key-unusable',
      /only for “RSA-OAEP”/,
    ],
    [
      'a key for something else',
      () => forRsa(),
      { ...jwk(rsa.privateKey), key_ops: ['sign'] },
      'key-unusable',
      /key_ops/,
    ],
    ['a private key with parts missing', () => forRsa(), { ...jwk(rsa.publicKey), d: 'AQAB' }, 'key-unusable', /./],
    [
      'a key for Ed25519',
      () => encrypted('ECDH-ES', 'A128GCM', jwk(x25519.publicKey)),
      jwk(pairs.ed.privateKey),
      'key-unusable',
      /Ed25519/,
    ],
    ['an undefined key', () => forRsa(), undefined, 'key-unusable', /neither/],
    [
      'too many rounds',
      () => stretched(1_000_001),
      'correct horse',
      'jwe-undecryptable',
      /1,000,000 password iterations/,
    ],
    ['endless rounds', () => stretched(1e300), 'correct horse', 'jwe-undecryptable', /iterations/],
    [
      'a critical extension',
      () => jwe({ alg: 'dir', enc: 'A128GCM', crit: ['x'], x: 1 }),
      cek.dir,
      'jwe-undecryptable',
      /critical/,
    ],
    ['a payload that decompresses to too much', () => bomb(), cek.dir, 'jwe-undecryptable', /too large/],
  ];
  for (const [what, token, key, code, message] of rows) {
    it(`refuses ${what}: ${code}`, async () => {
      await assert.rejects(
        Promise.resolve(token()).then((given) => decryptJwe(given, key)),
        (thrown: Error & { code?: string }) => {
          assert.equal(thrown.code, code, thrown.stack);
          assert.match(thrown.message, message);
          assert.ok(typeof key !== 'string' || !thrown.message.includes(key), 'the key is in the message');
          return true;
        },
      );
    });
  }

  it('hashes the passwords of a set no more often, all together, than one may be hashed', async () => {
    const rounds = async (p2c: number) =>
      new CompactEncrypt(Buffer.from(plaintext))
        .setProtectedHeader({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM' })
        .setKeyManagementParameters({ p2c })
        .encrypt(Buffer.from('the right one'));
    const keys = ['the wrong one', 'the right one', 'another'].map((text) => ({ kty: 'oct', k: base64url(text) }));
    assert.equal((await decryptJwe(await rounds(333_333), { keys })).payload, plaintext);
    await assert.rejects(decryptJwe(await rounds(500_001), { keys }), {
      code: 'key-unusable',
      message: /\(p2c\) that only 1 of 3 keys were tried: provide the one key/,
    });
    assert.equal((await decryptJwe(await rounds(500_001), keys[1])).payload, plaintext);
  });
  it('throws only faults, however a token is cut', async () => {
    const token = await encrypted('dir', 'A128GCM', secret);
    for (let at = 0; at < token.length; at++) {
      await assert.rejects(decryptJwe(token.slice(0, at), cek.dir), { name: 'TokenDeckFault' });
    }
  });

  const forRsa = () => encrypted('RSA-OAEP-256', 'A256GCM', jwk(rsa.publicKey));
  const bomb = () => encrypted('dir', 'A128GCM', secret, { zip: 'DEF' }, Buffer.alloc(1_000_001));

  function changed(token: string): string {
    const parts = token.split('.');
    parts[3] = (parts[3]?.startsWith('A') ? 'B' : 'A') + (parts[3]?.slice(1) ?? '');
    return parts.join('.');
  }

  function stretched(p2c: number): string {
    const header = { alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2s: base64url(secret), p2c };
    return `${part(header)}.${base64url(bytes(24))}.${base64url(bytes(12))}.YQ.${base64url(secret)}`;
  }
});
