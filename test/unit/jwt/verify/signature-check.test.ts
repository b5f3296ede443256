import assert from 'node:assert/strict';
import { createHmac, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { verifyJwt } from '../../../../src/jwt/verify/verify';
import { testOnlyCertificate, testOnlyKey } from '../../../server/test-only-certificate';
import { check, found, hmac, jwt, now, pairs, part, raw, signed } from '../tokens';

const { rsa, other, ec, ed } = pairs;
const jwk = (key: KeyObject) => key.export({ format: 'jwk' });
const pem = (key: KeyObject, type: 'spki' | 'pkcs1' | 'pkcs8' | 'sec1') =>
  key.export({ format: 'pem', type: type }).toString();
const bySecret = 'a secret that is thirty-two bytes';
const token = signed(rsa.privateKey, { kid: 'one' });
const spki = pem(rsa.publicKey, 'spki');
const bare = spki.replace(/-----.*-----|\n/g, '');

describe('verifying a JWT: keys that fit', () => {
  const public_ = jwk(rsa.publicKey);
  const rows: [what: string, token: string, key: unknown, reason: RegExp][] = [
    ['a JWK', token, public_, /fits the key/],
    ['a JWK as JSON', token, JSON.stringify(public_, null, 2), /fits/],
    ['a JWK as JSON, as JSON', token, JSON.stringify(JSON.stringify(public_)), /fits/],
    ['a private JWK', token, jwk(rsa.privateKey), /public half/],
    ['a private JWK that may sign alone', token, { ...jwk(rsa.privateKey), key_ops: ['sign'] }, /public half/],
    ['a JWK with all its parameters', token, { ...public_, use: 'sig', alg: 'RS256', key_ops: ['verify'] }, /fits/],
    ['a JWK with the kid', token, { ...public_, kid: 'one' }, /with the kid “one”\.$/],
    ['a JWK with another kid', token, { ...public_, kid: 'two' }, /names the kid “one”, the key’s is “two”/],
    ['a JWK Set', token, { keys: [jwk(other.publicKey), public_] }, /fits/],
    ['a JWK Set as JSON', token, JSON.stringify({ keys: [public_] }), /fits/],
    ['a PEM', token, spki, /fits/],
    ['a PEM with Windows’ lines', token, `\uFEFF${spki.replace(/\n/g, '\r\n')}`, /fits/],
    ['a PEM on one line', token, spki.replace(/\n/g, ' '), /fits/],
    ['a PEM with \\n, as .env files have it', token, `"${spki.replace(/\n/g, '\\n')}"`, /fits/],
    ['a PEM with \\\\n', token, spki.replace(/\n/g, '\\\\n'), /fits/],
    ['a PEM as JSON', token, JSON.stringify(spki), /fits/],
    ['a PEM without its markers, as Keycloak shows it', token, bare, /fits/],
    ['a PEM in base64, as Kubernetes has it', token, Buffer.from(spki).toString('base64'), /fits/],
    ['a PEM with words before it', token, `Bag Attributes: x\n${spki}`, /fits/],
    ['a private key, PKCS#8', token, pem(rsa.privateKey, 'pkcs8'), /public half/],
    ['a private key, PKCS#1', token, pem(rsa.privateKey, 'pkcs1'), /public half/],
    ['a public key, PKCS#1', token, pem(rsa.publicKey, 'pkcs1'), /fits/],
    ['EC, a PEM', signed(ec.privateKey), pem(ec.publicKey, 'spki'), /ES256/],
    ['EC, a private key, SEC1', signed(ec.privateKey), pem(ec.privateKey, 'sec1'), /public half/],
    ['EC, a private key, PKCS#8', signed(ec.privateKey), pem(ec.privateKey, 'pkcs8'), /public half/],
    ['Ed25519, a PEM', signed(ed.privateKey), pem(ed.publicKey, 'spki'), /EdDSA/],
    ['Ed25519 by its own name', signed(ed.privateKey, { alg: 'Ed25519' }), jwk(ed.publicKey), /Ed25519/],
    ['EdDSA with a JWK for Ed25519', signed(ed.privateKey), { ...jwk(ed.publicKey), alg: 'Ed25519' }, /EdDSA/],
    ['a certificate', signed(createPrivateKey(testOnlyKey)), testOnlyCertificate, /ES256/],
    ['two certificates', signed(createPrivateKey(testOnlyKey)), testOnlyCertificate.repeat(2), /ES256/],
    ['a secret', hmac(bySecret), bySecret, /taken as text\.$/],
    ['a secret with white space around it', hmac(bySecret), ` ${bySecret}\n`, /taken as text/],
    ['a secret with its line break', hmac(`${bySecret}\n`), `${bySecret}\n`, /taken as text, white space included/],
    ['a secret in base64url', hmac(Buffer.from(bySecret)), raw(bySecret), /taken as base64url/],
    ['a secret in base64', hmac(Buffer.alloc(48, 255)), Buffer.alloc(48, 255).toString('base64'), /taken as base64\./],
    ['a secret that is base64url, meant as text', hmac(raw(bySecret)), raw(bySecret), /taken as text/],
    ['a short secret', hmac('secret'), 'secret', /has 6 bytes, where RFC 7518 .* 32/],
    ['a secret beyond ASCII', hmac('pässwörter sind keine Schlüssel'), 'pässwörter sind keine Schlüssel', /text/],
    ['a secret in braces', hmac('{not: json, but 32 bytes or more}'), '{not: json, but 32 bytes or more}', /text/],
    ['a secret as a JWK', hmac(bySecret), { kty: 'oct', k: raw(bySecret) }, /fits the key/],
    ['HS384', hmac('x'.repeat(48), {}, {}, 384), 'x'.repeat(48), /HS384/],
    ['HS512', hmac('x'.repeat(64), {}, {}, 512), 'x'.repeat(64), /HS512/],
    ['b64 that is true', signed(rsa.privateKey, { crit: ['b64'], b64: true }), spki, /fits/],
  ];
  for (const [what, given, key, reason] of rows) {
    it(what, async () => {
      found(await check('signature', given, { key }), true, reason);
      assert.equal((await verifyJwt(given, { key }, {}, now)).valid, true);
    });
  }

  it('an SD-JWT: the disclosures are no part of it', async () => {
    found(
      await check('signature', `${token}~${raw('["a","b","c"]')}~`, { key: spki }),
      true,
      /disclosures are not part/,
    );
  });
  it('what was given as jwks', async () => {
    found(await check('signature', token, { jwks: { keys: [public_] } }), true);
    found(await check('signature', token, { jwks: JSON.stringify({ keys: [public_] }) }), true);
    found(await check('signature', token, { jwks: public_ }), true);
    found(await check('signature', token, { key: jwk(other.publicKey), jwks: { keys: [public_] } }), true);
    found(await check('signature', hmac(bySecret), { jwks: bySecret }), false, /JWK Set is none/);
  });
  it('none was given', async () => {
    found(await check('signature', token), null, /No key/);
    found(await check('signature', token, { key: null }), null, /No key/);
  });
});

describe('verifying a JWT: keys that do not', () => {
  const rsaJwk = jwk(rsa.publicKey);
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const secp256k1 = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
  const ed448 = generateKeyPairSync('ed448');
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const encrypted = rsa.privateKey.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' });
  const oldEncrypted = rsa.privateKey.export({ format: 'pem', type: 'pkcs1', cipher: 'aes-256-cbc', passphrase: 'x' });
  const rows: [what: string, token: string, key: unknown, reason: RegExp][] = [
    ['another key', token, jwk(other.publicKey), /does not fit: the token was changed/],
    ['another secret', hmac(bySecret), 'another secret of thirty-two bytes', /does not fit/],
    ['for encryption', token, { ...rsaJwk, use: 'enc' }, /“use” is “enc”/],
    ['for something else', token, { ...rsaJwk, key_ops: ['encrypt'] }, /“key_ops”/],
    ['for something else, written wrongly', token, { ...rsaJwk, key_ops: 'verify' }, /“key_ops”/],
    ['for another algorithm', token, { ...rsaJwk, alg: 'PS256' }, /“PS256” alone/],
    ['of another type', token, jwk(ec.publicKey), /of type “EC”, but “RS256” needs an RSA key/],
    ['on another curve', signed(ec.privateKey), jwk(p384.publicKey), /curve “P-384”, but “ES256” needs “P-256”/],
    ['incomplete', token, { kty: 'RSA', n: rsaJwk.n }, /incomplete/],
    ['with parts of other types', token, { kty: 'RSA', n: 1, e: {} }, /incomplete/],
    [
      'no point of its curve',
      signed(ec.privateKey),
      { ...jwk(ec.publicKey), y: jwk(ec.publicKey).x },
      /cannot be read/,
    ],
    ['of 1024 bits', signed(small.privateKey), jwk(small.publicKey), /1024 bits; at least 2048/],
    ['with an exponent of one', token, { ...rsaJwk, e: 'AQ' }, /exponent/],
    ['too short a secret in a JWK', hmac('secret'), { kty: 'oct', k: raw('secret') }, /6 bytes; “HS256” needs 32/],
    ['an empty secret in a JWK', hmac(''), { kty: 'oct', k: '' }, /0 bytes/],
    ['a secret in a JWK that is no base64url', hmac('a'), { kty: 'oct', k: '*' }, /“k” is no base64url/],
    ['a secret for a public key’s algorithm', token, bySecret, /shared secret, but “RS256” needs a public key/],
    ['a public key for a secret’s algorithm', hmac(bySecret), rsaJwk, /of type “RSA”, but “HS256” needs a shared/],
    ['empty', token, ' ', /empty/],
    ['a number', token, 1, /neither an object nor a text/],
    ['a list', token, [rsaJwk], /neither an object nor a text/],
    ['an object of another kind', token, { a: 1 }, /neither a JWK .* nor a JWK Set/],
    ['JSON of another kind', token, '{"a":1}', /neither a JWK .* nor a JWK Set/],
    ['a list as JSON', token, JSON.stringify([rsaJwk]), /list; a JWK Set is an object/],
    ['broken JSON', token, JSON.stringify(rsaJwk).slice(0, -1), /JSON is broken/],
    ['a kty that is a number', token, { kty: 1 }, /“kty” is no text/],
    ['a kty that is unknown', token, { kty: 'XYZ' }, /of type “XYZ”/],
    ['keys that are no list', token, { keys: {} }, /“keys” are no list/],
    ['keys of which none is one', token, { keys: [1, null, {}, [rsaJwk]] }, /no keys/],
    ['a PEM cut short', token, spki.slice(0, 100), /cut short/],
    ['a PEM cut short within', token, spki.replace(bare.slice(70, 90), ''), /damaged or cut short/],
    ['a PEM of another kind', token, '-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----', /“X509 CRL”/],
    ['an encrypted PEM', token, encrypted, /encrypted with a passphrase/],
    ['an encrypted PEM of the older kind', token, oldEncrypted, /encrypted with a passphrase/],
    ['secp256k1', token, pem(secp256k1.publicKey, 'spki'), /secp256k1/],
    ['Ed448', token, pem(ed448.publicKey, 'spki'), /Ed448/],
    ['DER that is no key', token, Buffer.from([0x30, 5, 2, 1, 1, 5, 0]).toString('base64'), /cannot be read/],
  ];
  for (const [what, given, key, reason] of rows) {
    it(what, async () => {
      const result = await check('signature', given, { key });
      found(result, false, reason);
      assert.ok(
        typeof key !== 'string' || key.trim() === '' || !result.reason.includes(key),
        'the key is in the reason',
      );
    });
  }
});

describe('verifying a JWT: choosing from a JWK Set', () => {
  const [one, two, three] = [rsa, other, pairs.ec].map(({ publicKey }) => jwk(publicKey)) as [object, object, object];
  const secret = { kty: 'oct', k: raw(bySecret) };
  const without = signed(rsa.privateKey);
  const rows: [what: string, token: string, keys: object[], ok: boolean, reason: RegExp][] = [
    [
      'by the kid',
      token,
      [
        { ...two, kid: 'two' },
        { ...one, kid: 'one' },
      ],
      true,
      /kid “one”/,
    ],
    [
      'the kid alone counts',
      token,
      [
        { ...two, kid: 'one' },
        { ...one, kid: 'two' },
      ],
      false,
      /does not fit/,
    ],
    [
      'no such kid',
      token,
      [
        { ...one, kid: 'a' },
        { ...two, kid: 'b' },
      ],
      false,
      /no key .*“one”; the set has “a”, “b”/,
    ],
    ['no such kid, but one without', token, [{ ...two, kid: 'a' }, one], true, /fits/],
    [
      'a token without kid',
      without,
      [
        { ...two, kid: 'a' },
        { ...one, kid: 'b' },
      ],
      true,
      /kid “b”/,
    ],
    [
      'more keys than can be tried',
      hmac(bySecret),
      Array.from({ length: 101 }, () => secret),
      false,
      /More than 100 keys .* fit/,
    ],
    ['as many keys as can be tried', hmac(bySecret), Array.from({ length: 100 }, () => secret), true, /fits/],
    [
      'a “k” that is nested beyond what can be written',
      hmac(bySecret),
      [
        { kty: 'oct', kid: 'a', k: JSON.parse('['.repeat(200_000) + ']'.repeat(200_000)) as object },
        { ...secret, kid: 'a' },
      ],
      false,
      /two different keys/,
    ],
    [
      'none fits',
      without,
      [
        { ...three, kid: 'a' },
        { ...one, use: 'enc' },
      ],
      false,
      /None .* fits/,
    ],
    ['the one of the kid does not', token, [{ ...one, kid: 'one', use: 'enc' }, two], false, /“use” is “enc”/],
    ['mixed with a secret', token, [{ ...one, kid: 'one' }, secret], false, /mixes shared secrets/],
    ['a secret mixed in', hmac(bySecret), [one, secret], false, /mixes shared secrets/],
    ['secrets alone', hmac(bySecret), [{ kty: 'oct', k: raw('x'.repeat(32)) }, secret], true, /fits/],
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
    [
      'one key twice',
      token,
      [
        { ...one, kid: 'one' },
        { ...one, kid: 'one', x5t: 'a' },
      ],
      true,
      /fits/,
    ],
    [
      'one kid for two types',
      token,
      [
        { ...three, kid: 'one' },
        { ...one, kid: 'one' },
      ],
      true,
      /fits/,
    ],
    [
      'one kid for two uses',
      token,
      [
        { ...two, kid: 'one', use: 'enc' },
        { ...one, kid: 'one' },
      ],
      true,
      /fits/,
    ],
    ['what is no key is passed over', without, [{ kty: 1 }, { kty: 'new' }, one], true, /fits/],
  ];
  for (const [what, given, keys, ok, reason] of rows) {
    it(`${what}: ${ok}`, async () => found(await check('signature', given, { jwks: { keys } }), ok, reason));
  }
});

describe('verifying a JWT: attacks', () => {
  const rows: [what: string, token: string, key: unknown, reason: RegExp][] = [
    ['alg none', jwt({ alg: 'none' }, {}, ''), spki, /not signed/],
    ['alg none, no key', jwt({ alg: 'none' }, {}, ''), undefined, /not signed/],
    ['alg None', jwt({ alg: 'None' }, {}, ''), undefined, /not signed/],
    ['alg NONE, with a signature', jwt({ alg: 'NONE' }, {}), undefined, /not signed/],
    ['alg none with a space', jwt({ alg: 'none ' }, {}, ''), undefined, /not signed/],
    ['alg rs256', jwt({ alg: 'rs256' }, {}), spki, /no signature algorithm that is known/],
    ['alg ES256K', jwt({ alg: 'ES256K' }, {}), spki, /“ES256K” is not supported/],
    ['alg RSA-OAEP', jwt({ alg: 'RSA-OAEP' }, {}), spki, /no signature algorithm/],
    ['alg __proto__', jwt({ alg: '__proto__' }, {}), spki, /no signature algorithm/],
    ['no signature', `${jwt({ alg: 'RS256' }, {}, '')}`, spki, /has no signature/],
    ['no signature of HMAC', `${jwt({ alg: 'HS256' }, {}, '')}`, bySecret, /has no signature/],
    [
      'a signature cut short',
      token.replace(/[\w-]+$/, (all) => raw(Buffer.from(all, 'base64url').subarray(3))),
      spki,
      /has 253 bytes; one with this key has 256/,
    ],
    ['an HMAC cut short', hmac(bySecret).slice(0, -3), bySecret, /does not fit.*has 30 bytes/],
    ['zeros as ES256', jwt({ alg: 'ES256' }, {}, raw(new Uint8Array(64))), pem(ec.publicKey, 'spki'), /does not fit/],
    ['ES256 in DER', inDer(), pem(ec.publicKey, 'spki'), /in DER/],
    ['the token’s own key', embedded({ jwk: jwk(other.publicKey) }), spki, /brings along \(“jwk”\) was not used/],
    ['its own address', embedded({ jku: 'https://evil.example', x5u: 'https://e' }), spki, /“jku”, “x5u”\) was not/],
    ['its own certificate', embedded({ x5c: [bare] }), spki, /“x5c”/],
    ['unknown critical extension', signed(rsa.privateKey, { crit: ['exp'], exp: 1 }), spki, /critical .*“exp”/],
    ['an empty crit', signed(rsa.privateKey, { crit: [] }), spki, /“crit” is no list/],
    ['a crit that is a text', signed(rsa.privateKey, { crit: 'b64' }), spki, /“crit” is no list/],
    ['crit b64 without b64', signed(rsa.privateKey, { crit: ['b64'] }), spki, /critical/],
    ['b64 false', signed(rsa.privateKey, { crit: ['b64'], b64: false }), spki, /not encoded/],
    ['b64 false without crit', signed(rsa.privateKey, { b64: false }), spki, /not encoded/],
  ];
  for (const [what, given, key, reason] of rows) {
    it(what, async () => found(await check('signature', given, { key }), false, reason));
  }

  function embedded(header: object): string {
    return signed(other.privateKey, header);
  }

  function inDer(): string {
    const [header = '', claims = '', signature = ''] = signed(ec.privateKey).split('.');
    const bytes = Buffer.from(signature, 'base64url');
    const integer = (value: Buffer) => Buffer.concat([Buffer.from([2, value.length + 1, 0]), value]);
    const both = Buffer.concat([integer(bytes.subarray(0, 32)), integer(bytes.subarray(32))]);
    return `${header}.${claims}.${raw(Buffer.concat([Buffer.from([0x30, both.length]), both]))}`;
  }
});

describe('verifying a JWT: a public key is no secret', () => {
  const der = Buffer.from(bare, 'base64');
  const ssh = sshKey();
  const spellings: [string, string | object][] = [
    ['a PEM', spki],
    ['without its last line break', spki.trim()],
    ['with Windows’ lines', spki.replace(/\n/g, '\r\n')],
    ['with white space everywhere', ` \t${spki.replace(/\n/g, '\n\n  ')}`],
    ['with a space after each dash', spki.replace(/-----/g, '- - - - -')],
    ['with invisible characters', `\uFEFF${spki.replace('BEGIN', 'BE\u200BGIN')}`],
    ['bare, with invisible characters', `${bare.slice(0, 50)}\u200B${bare.slice(50)}`],
    ['in quotes', `"${spki}"`],
    ['in single quotes', `'${spki}'`],
    ['with \\n', spki.replace(/\n/g, '\\n')],
    ['with \\r\\n', spki.replace(/\n/g, '\\r\\n')],
    ['in the escapes of addresses', encodeURIComponent(spki)],
    ['bare, in the escapes of addresses', encodeURIComponent(bare)],
    ['in the escapes of JSON', spki.replace(/[-\n]/g, (char) => `\\u00${char === '-' ? '2d' : '0a'}`)],
    ['in lower case', spki.toLowerCase()],
    ['without its end', spki.slice(0, -40)],
    ['without its beginning', spki.slice(20)],
    ['as JSON', JSON.stringify(spki)],
    ['as JSON, twice', JSON.stringify(JSON.stringify(spki))],
    ['of the older kind', pem(rsa.publicKey, 'pkcs1')],
    ['of the older kind, bare', pem(rsa.publicKey, 'pkcs1').replace(/-----.*-----|\n/g, '')],
    ['bare', bare],
    ['bare, in lines', spki.replace(/-----.*-----/g, '')],
    ['bare, in base64url', raw(der)],
    ['bare, in hexadecimal', der.toString('hex')],
    ['in base64', Buffer.from(spki).toString('base64')],
    ['in base64, twice', Buffer.from(Buffer.from(spki).toString('base64')).toString('base64')],
    ['a JWK', JSON.stringify(jwk(rsa.publicKey))],
    ['a JWK with spaces', JSON.stringify(jwk(rsa.publicKey), null, 4)],
    ['a JWK as JSON', JSON.stringify(JSON.stringify(jwk(rsa.publicKey)))],
    ['a JWK with a comma too many', JSON.stringify(jwk(rsa.publicKey)).replace('}', ',}')],
    ['a JWK in base64url', raw(JSON.stringify(jwk(rsa.publicKey)))],
    ['a JWK Set', JSON.stringify({ keys: [jwk(rsa.publicKey)] })],
    ['a certificate', testOnlyCertificate],
    ['a bare certificate', testOnlyCertificate.replace(/-----.*-----|\n/g, '')],
    ['an EC key', pem(ec.publicKey, 'spki')],
    ['an Ed25519 key, bare', pem(ed.publicKey, 'spki').replace(/-----.*-----|\n/g, '')],
    ['of SSH', `ssh-rsa ${ssh} me@here`],
    ['of SSH, bare', ssh],
    ['of SSH, for ECDSA', 'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTY='],
    ['of SSH, as RFC 4716 writes it', `---- BEGIN SSH2 PUBLIC KEY ----\n${ssh}\n---- END SSH2 PUBLIC KEY ----`],
    ['as a secret JWK’s PEM', { kty: 'oct', k: raw(spki) }],
    ['as a secret JWK’s DER', { kty: 'oct', k: raw(der) }],
    ['as a secret JWK’s JWK', { kty: 'oct', k: raw(JSON.stringify(jwk(rsa.publicKey))) }],
  ];
  for (const [what, key] of spellings) {
    it(what, async () => {
      const text = typeof key === 'string' ? key : Buffer.from(key['k' as keyof typeof key], 'base64url').toString();
      const bytes = Buffer.from(text, 'base64');
      for (const secret of [text, text.trim(), `${text.trim()}\n`, spki, spki.trim(), bytes, der]) {
        const forged = hmac(secret, {}, { admin: true });
        const result = await check('signature', forged, { key });
        assert.equal(result.ok, false, result.reason);
      }
    });
  }

  it('and yet random secrets are secrets', async () => {
    for (let index = 0; index < 500; index++) {
      const secret = createHmac('sha256', 'seed').update(String(index)).digest();
      found(await check('signature', hmac(secret), { key: secret.toString('base64url') }), true);
    }
  });

  function sshKey(): string {
    const { n = '', e = '' } = jwk(rsa.publicKey);
    const field = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, bytes.length >> 8, bytes.length & 255]), bytes]);
    const [modulus, exponent] = [n, e].map((number) => Buffer.from(number, 'base64url')) as [Buffer, Buffer];
    return Buffer.concat([field(Buffer.from('ssh-rsa')), field(exponent), field(modulus)]).toString('base64');
  }
});

describe('verifying a JWT: ML-DSA', () => {
  it('is checked where this runtime has it, else the reason says so', async () => {
    const key = { kty: 'AKP', alg: 'ML-DSA-44', pub: raw(new Uint8Array(1312)) };
    const given = `${part({ alg: 'ML-DSA-44' })}.${part({})}.${raw(new Uint8Array(2420))}`;
    found(await check('signature', given, { key }), false, /runtime has no “ML-DSA-44”|does not fit/);
  });
});
