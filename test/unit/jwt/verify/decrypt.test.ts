import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CompactEncrypt } from 'jose';
import { decryptJwe } from '../../../../src/jwt/verify/decrypt';
import { hmac, pairs, part, raw } from '../tokens';

const jwk = (key: KeyObject) => key.export({ format: 'jwk' });
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

describe('decrypting a JWE', () => {
  const contents: [string, number][] = [
    ['A128GCM', 16],
    ['A192GCM', 24],
    ['A256GCM', 32],
    ['A128CBC-HS256', 32],
    ['A192CBC-HS384', 48],
    ['A256CBC-HS512', 64],
  ];
  for (const [enc, length] of contents) {
    it(`dir with ${enc}: as text, in base64url, in base64, as a JWK`, async () => {
      const secret = bytes(length);
      const token = await encrypted('dir', enc, secret);
      const k = raw(secret);
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
    it(alg, async () => {
      const secret = bytes(Number(alg.slice(1, 4)) / 8);
      const token = await encrypted(alg, 'A128GCM', secret);
      for (const key of [secret.toString(), raw(secret), { kty: 'oct', k: raw(secret), alg, use: 'enc' }]) {
        assert.equal((await decryptJwe(token, key)).payload, plaintext);
      }
    });
  }
  for (const alg of ['PBES2-HS256+A128KW', 'PBES2-HS384+A192KW', 'PBES2-HS512+A256KW']) {
    it(alg, async () => {
      const token = await encrypted(alg, 'A128GCM', Buffer.from('a password'));
      assert.equal((await decryptJwe(token, 'a password')).payload, plaintext);
    });
  }
  for (const alg of ['RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512']) {
    it(alg, async () => {
      const token = await encrypted(alg, 'A256GCM', { ...jwk(rsa.publicKey), alg });
      for (const key of [
        jwk(rsa.privateKey),
        { ...jwk(rsa.privateKey), alg, use: 'enc', key_ops: ['unwrapKey'] },
        JSON.stringify(jwk(rsa.privateKey)),
        rsa.privateKey.export({ format: 'pem', type: 'pkcs8' }),
        rsa.privateKey.export({ format: 'pem', type: 'pkcs1' }),
      ]) {
        assert.equal((await decryptJwe(token, key)).payload, plaintext);
      }
    });
  }
  for (const alg of ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW']) {
    it(alg, async () => {
      for (const pair of [ec, x25519]) {
        const token = await encrypted(alg, 'A256GCM', jwk(pair.publicKey));
        for (const key of [jwk(pair.privateKey), pair.privateKey.export({ format: 'pem', type: 'pkcs8' })]) {
          assert.equal((await decryptJwe(token, key)).payload, plaintext);
        }
      }
    });
  }

  it('with a JWK Set, by the kid', async () => {
    const token = await encrypted('RSA-OAEP', 'A256GCM', jwk(rsa.publicKey), { kid: 'one' });
    const keys = [
      { ...jwk(other.privateKey), kid: 'two' },
      { ...jwk(rsa.privateKey), kid: 'one' },
    ];
    assert.equal((await decryptJwe(token, { keys })).payload, plaintext);
    await assert.rejects(decryptJwe(token, { keys: keys.slice(0, 1) }), { code: 'key-unusable', message: /“one”/ });
  });
  it('with white space and “Bearer” around it', async () => {
    const token = await encrypted('dir', 'A128GCM', bytes(16));
    assert.equal((await decryptJwe(` Bearer ${token}\n`, raw(bytes(16)))).payload, plaintext);
  });
  it('compressed', async () => {
    const token = await encrypted('dir', 'A128GCM', bytes(16), { zip: 'DEF' });
    assert.equal((await decryptJwe(token, raw(bytes(16)))).payload, plaintext);
  });
  it('a payload that is no UTF-8, as base64url', async () => {
    const token = await encrypted('dir', 'A128GCM', bytes(16), {}, Uint8Array.of(255, 254));
    assert.equal((await decryptJwe(token, raw(bytes(16)))).payload, '__4');
  });
  it('a byte order mark is kept', async () => {
    const token = await encrypted('dir', 'A128GCM', bytes(16), {}, '\uFEFFa');
    assert.equal((await decryptJwe(token, raw(bytes(16)))).payload, '\uFEFFa');
  });
});

describe('decrypting a JWE: what is refused', () => {
  const secret = bytes(16);
  const cek = { dir: raw(secret) };
  const rows: [what: string, token: () => string | Promise<string>, key: unknown, code: string, message: RegExp][] = [
    ['nothing', () => '', cek.dir, 'jwt-malformed', /no JWE/],
    ['a signed one', () => hmac('x'), cek.dir, 'jwt-malformed', /signed, not encrypted/],
    [
      'no base64url',
      () => `${part({ alg: 'dir', enc: 'A128GCM' })}..a=.b.c`,
      cek.dir,
      'jwt-malformed',
      /vector is padded/,
    ],
    ['a header that is none', () => `${raw('x')}..YQ.YQ.YQ`, cek.dir, 'jwt-malformed', /no JSON/],
    ['no enc', () => `${part({ alg: 'dir' })}..YQ.YQ.YQ`, cek.dir, 'jwt-malformed', /no “enc”/],
    [
      'an unknown alg',
      () => `${part({ alg: 'RSA1_5', enc: 'A128GCM' })}.YQ.YQ.YQ.YQ`,
      cek.dir,
      'jwe-undecryptable',
      /RSA1_5/,
    ],
    ['an unknown enc', () => `${part({ alg: 'dir', enc: 'XC20P' })}..YQ.YQ.YQ`, cek.dir, 'jwe-undecryptable', /XC20P/],
    [
      'parts of wrong lengths',
      () => `${part({ alg: 'dir', enc: 'A128GCM' })}..YQ.YQ.YQ`,
      cek.dir,
      'jwe-undecryptable',
      /./,
    ],
    [
      'another secret',
      () => encrypted('dir', 'A128GCM', secret),
      raw(bytes(32).subarray(16)),
      'jwe-undecryptable',
      /another/,
    ],
    ['another key', () => forRsa(), jwk(other.privateKey), 'jwe-undecryptable', /another/],
    ['a changed payload', async () => changed(await forRsa()), jwk(rsa.privateKey), 'jwe-undecryptable', /changed/],
    ['a secret of another length', () => encrypted('dir', 'A128GCM', secret), 'short', 'key-unusable', /16 bytes/],
    [
      'a JWK of another length',
      () => encrypted('dir', 'A128GCM', secret),
      { kty: 'oct', k: 'AAAA' },
      'key-unusable',
      /3 bytes/,
    ],
    ['a public key', () => forRsa(), jwk(rsa.publicKey), 'key-unusable', /public one: decrypting needs/],
    [
      'a public PEM',
      () => forRsa(),
      rsa.publicKey.export({ format: 'pem', type: 'spki' }),
      'key-unusable',
      /public one/,
    ],
    ['a secret for RSA', () => forRsa(), 'a secret', 'key-unusable', /needs a private key/],
    ['another type', () => forRsa(), jwk(ec.privateKey), 'key-unusable', /type “EC”/],
    ['a key for signatures', () => forRsa(), { ...jwk(rsa.privateKey), use: 'sig' }, 'key-unusable', /“use” is “sig”/],
    ['a key for another alg', () => forRsa(), { ...jwk(rsa.privateKey), alg: 'RSA-OAEP' }, 'key-unusable', /alone/],
    [
      'a key for something else',
      () => forRsa(),
      { ...jwk(rsa.privateKey), key_ops: ['sign'] },
      'key-unusable',
      /key_ops/,
    ],
    ['half a private key', () => forRsa(), { ...jwk(rsa.publicKey), d: 'AQAB' }, 'key-unusable', /./],
    [
      'Ed25519',
      () => encrypted('ECDH-ES', 'A128GCM', jwk(x25519.publicKey)),
      jwk(pairs.ed.privateKey),
      'key-unusable',
      /Ed25519/,
    ],
    ['no key', () => forRsa(), undefined, 'key-unusable', /neither/],
    ['too many rounds', () => stretched(1_000_001), 'correct horse', 'jwe-undecryptable', /1,000,000 rounds/],
    ['endless rounds', () => stretched(1e300), 'correct horse', 'jwe-undecryptable', /rounds/],
    [
      'a critical extension',
      () => `${part({ alg: 'dir', enc: 'A128GCM', crit: ['x'], x: 1 })}..YQ.YQ.YQ`,
      cek.dir,
      'jwe-undecryptable',
      /critical/,
    ],
    ['too much when decompressed', () => bomb(), cek.dir, 'jwe-undecryptable', /too large/],
  ];
  for (const [what, token, key, code, message] of rows) {
    it(`${what}: ${code}`, async () => {
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

  it('never throws anything else, however a token is cut', async () => {
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
    const header = { alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2s: raw(secret), p2c };
    return `${part(header)}.${raw(bytes(24))}.${raw(bytes(12))}.YQ.${raw(secret)}`;
  }
});
