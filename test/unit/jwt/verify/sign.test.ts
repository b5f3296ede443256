import assert from 'node:assert/strict';
import { verify } from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { generatableAlgorithms, generateKey } from '../../../../src/jwt/keys/generate-key';
import { publicJwks } from '../../../../src/jwt/keys/public-jwks';
import { signJwt } from '../../../../src/jwt/verify/sign';
import { verifyJwt } from '../../../../src/jwt/verify/verify';
import { hmac, now, pairs, raw } from '../tokens';

const { rsa, ec, ed } = pairs;
const jwk = (key: (typeof rsa)['privateKey']) => key.export({ format: 'jwk' });
const read = (token: string, index: number) =>
  JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString()) as Record<string, unknown>;
const secret = 'a secret that is thirty-two bytes';

const generatable = await generatableAlgorithms();

describe('keys for signing', () => {
  for (const alg of generatable) {
    it(`${alg}: made, used, published`, async () => {
      const key = await generateKey(alg);
      assert.equal(key.alg, alg);
      assert.equal(key.use, 'sig');
      assert.equal(key.kid, await calculateJwkThumbprint(key as unknown as JWK));
      const token = await signJwt({ claims: { sub: 'a' }, key });
      assert.deepEqual(read(token, 0), { alg, typ: 'JWT', kid: key.kid });
      assert.equal((await verifyJwt(token, { key }, {}, now)).valid, true);
      const jwks = await publicJwks(key);
      if (alg.startsWith('HS')) return assert.equal(jwks, undefined);
      const [published] = jwks?.keys ?? [];
      assert.deepEqual([published?.kid, published?.alg, published?.use], [key.kid, alg, 'sig']);
      for (const name of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'priv', 'k'])
        assert.ok(!Object.hasOwn(published ?? {}, name));
      assert.equal((await verifyJwt(token, { jwks }, {}, now)).valid, true);
    });
  }

  it('has all that VS Code’s runtimes have', () => {
    const sizes = [256, 384, 512];
    const expected = [
      ...['RS', 'PS', 'ES', 'HS'].flatMap((name) => sizes.map((size) => `${name}${size}`)),
      'EdDSA',
      'Ed25519',
    ];
    assert.deepEqual(generatable.filter((alg) => !alg.startsWith('ML-DSA')).sort(), expected.sort());
  });

  const withoutMlDsa = generatable.includes('ML-DSA-44') ? undefined : 'this runtime has no ML-DSA';
  (withoutMlDsa === undefined ? it : it.skip)(
    `ML-DSA${withoutMlDsa === undefined ? '' : ` left out: ${withoutMlDsa}`}`,
    () => {
      assert.deepEqual(
        generatable.filter((alg) => alg.startsWith('ML-DSA')),
        ['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'],
      );
    },
  );

  for (const alg of ['none', 'ES256K', 'RSA-OAEP', '', '__proto__']) {
    it(`none for “${alg}”`, () => assert.rejects(generateKey(alg), { code: 'argument-invalid' }));
  }

  it('published: a PEM by its thumbprint', async () => {
    const pem = rsa.privateKey.export({ format: 'pem', type: 'pkcs8' });
    const { n, e, kty } = jwk(rsa.publicKey);
    const kid = await calculateJwkThumbprint({ n, e, kty });
    assert.deepEqual(await publicJwks(pem, 'PS256'), { keys: [{ kty, n, e, kid, use: 'sig', alg: 'PS256' }] });
  });
  it('published: nothing of a secret', async () => {
    assert.equal(await publicJwks(secret), undefined);
    assert.equal(await publicJwks({ kty: 'oct', k: raw(secret) }), undefined);
  });
  it('published: nothing of what is no key', async () => {
    await assert.rejects(publicJwks({ kty: 'RSA' }), { code: 'key-unusable' });
    await assert.rejects(publicJwks(1), { code: 'key-unusable' });
  });
});

describe('signing a JWT', () => {
  const rows: [what: string, header: Record<string, unknown> | undefined, key: unknown, expected: object][] = [
    ['RSA', undefined, jwk(rsa.privateKey), { alg: 'RS256', typ: 'JWT' }],
    ['EC', undefined, jwk(ec.privateKey), { alg: 'ES256', typ: 'JWT' }],
    ['Ed25519', undefined, jwk(ed.privateKey), { alg: 'EdDSA', typ: 'JWT' }],
    ['a secret', undefined, secret, { alg: 'HS256', typ: 'JWT' }],
    ['a secret as a JWK', undefined, { kty: 'oct', k: raw(secret) }, { alg: 'HS256', typ: 'JWT' }],
    ['a short secret', undefined, 'secret', { alg: 'HS256', typ: 'JWT' }],
    ['a PEM', undefined, ec.privateKey.export({ format: 'pem', type: 'sec1' }), { alg: 'ES256', typ: 'JWT' }],
    ['the header’s alg', { alg: 'PS384' }, jwk(rsa.privateKey), { alg: 'PS384', typ: 'JWT' }],
    ['the key’s alg', {}, { ...jwk(rsa.privateKey), alg: 'RS512' }, { alg: 'RS512', typ: 'JWT' }],
    ['the key’s kid', {}, { ...jwk(ec.privateKey), kid: 'k' }, { alg: 'ES256', typ: 'JWT', kid: 'k' }],
    ['the header’s kid', { kid: 'h' }, { ...jwk(ec.privateKey), kid: 'k' }, { alg: 'ES256', typ: 'JWT', kid: 'h' }],
    ['the header’s typ', { typ: 'at+jwt', x: [1] }, secret, { alg: 'HS256', typ: 'at+jwt', x: [1] }],
    ['undefined is not given', { alg: undefined, typ: undefined }, secret, { alg: 'HS256', typ: 'JWT' }],
  ];
  for (const [what, header, key, expected] of rows) {
    it(what, async () => {
      const claims = { sub: 'ä😀', exp: 1, nested: { a: [null, true] } };
      const token = await signJwt({ ...(header && { header }), claims, key });
      assert.deepEqual(read(token, 0), expected);
      assert.deepEqual(read(token, 1), claims);
      const { checks } = await verifyJwt(token, { key }, {}, now);
      assert.equal(checks[1]?.ok, true, checks[1]?.reason);
    });
  }

  it('by HMAC, as Node does it', async () => {
    const claims = { a: 1 };
    assert.equal(await signJwt({ header: {}, claims, key: secret }), hmac(secret, { typ: 'JWT' }, claims));
  });
  it('by RSA, as Node checks it', async () => {
    const [header, claims, signature = ''] = (await signJwt({ claims: {}, key: jwk(rsa.privateKey) })).split('.');
    const input = Buffer.from(`${header}.${claims}`);
    assert.ok(verify('sha256', input, rsa.publicKey, Buffer.from(signature, 'base64url')));
  });

  const loop: Record<string, unknown> = {};
  loop.loop = loop;
  const refused: [what: string, header: unknown, claims: unknown, key: unknown, code: string][] = [
    ['alg none', { alg: 'none' }, {}, secret, 'key-unusable'],
    ['alg NONE', { alg: 'NONE' }, {}, secret, 'key-unusable'],
    ['an alg that is a number', { alg: 1 }, {}, secret, 'key-unusable'],
    ['an unknown alg', { alg: 'ES256K' }, {}, secret, 'key-unusable'],
    ['a secret for a private key’s alg', { alg: 'RS256' }, {}, secret, 'key-unusable'],
    ['a private key for a secret’s alg', { alg: 'HS256' }, {}, jwk(rsa.privateKey), 'key-unusable'],
    ['another alg than the key’s', { alg: 'RS256' }, {}, { ...jwk(rsa.privateKey), alg: 'PS256' }, 'key-unusable'],
    ['a key for encryption', {}, {}, { ...jwk(rsa.privateKey), use: 'enc' }, 'key-unusable'],
    ['a key that may check alone', {}, {}, { ...jwk(rsa.privateKey), key_ops: ['verify'] }, 'key-unusable'],
    ['a public key', {}, {}, jwk(rsa.publicKey), 'key-unusable'],
    ['a public PEM', {}, {}, rsa.publicKey.export({ format: 'pem', type: 'spki' }), 'key-unusable'],
    [
      'a public PEM as a secret',
      { alg: 'HS256' },
      {},
      rsa.publicKey.export({ format: 'pem', type: 'spki' }),
      'key-unusable',
    ],
    ['a private key without its numbers', {}, {}, { ...jwk(rsa.publicKey), d: 'AQAB' }, 'key-unusable'],
    ['a JWK Set', {}, {}, { keys: [jwk(rsa.privateKey)] }, 'key-unusable'],
    ['no key', {}, {}, undefined, 'key-unusable'],
    ['an empty one', {}, {}, '', 'key-unusable'],
    ['too short a JWK', {}, {}, { kty: 'oct', k: 'AAAA' }, 'key-unusable'],
    ['claims that are a list', {}, [], secret, 'argument-invalid'],
    ['claims that are a text', {}, 'a', secret, 'argument-invalid'],
    ['no claims', {}, undefined, secret, 'argument-invalid'],
    ['claims that hold themselves', {}, loop, secret, 'argument-invalid'],
    ['claims beyond JSON', {}, { a: 1n }, secret, 'argument-invalid'],
    ['claims that are a date', {}, new Date(0), secret, 'argument-invalid'],
    ['claims that write themselves otherwise', {}, { toJSON: () => 1 }, secret, 'argument-invalid'],
    ['a header beyond JSON', loop, {}, secret, 'argument-invalid'],
    ['a header that is a list', [], {}, secret, 'argument-invalid'],
    ['a critical extension', { crit: ['b64'], b64: false }, {}, secret, 'argument-invalid'],
  ];
  for (const [what, header, claims, key, code] of refused) {
    it(`${what}: ${code}`, async () => {
      const input = { header, claims, key } as Parameters<typeof signJwt>[0];
      await assert.rejects(signJwt(input), (thrown: Error & { code?: string }) => {
        assert.equal(thrown.code, code, thrown.stack);
        assert.ok(typeof key !== 'string' || key === '' || !thrown.message.includes(key));
        return true;
      });
    });
  }
});
