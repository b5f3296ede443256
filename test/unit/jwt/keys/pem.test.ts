import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { jwkOfDer, jwkOfPem } from '../../../../src/jwt/keys/pem';
import { testOnlyCertificate } from '../../../server/test-only-certificate';
import { bare, jwk, pairs, pem } from '../../../support/key-pairs';

const { rsa, ec, ed } = pairs;
const x25519 = generateKeyPairSync('x25519');
const spki = pem(rsa.publicKey, 'spki');
const certified = jwk(createPublicKey(testOnlyCertificate));

const keys: [what: string, text: string, expected: object][] = [
  ['a public RSA key', spki, jwk(rsa.publicKey)],
  ['a public RSA key of PKCS#1', pem(rsa.publicKey, 'pkcs1'), jwk(rsa.publicKey)],
  ['a private RSA key', pem(rsa.privateKey, 'pkcs8'), jwk(rsa.privateKey)],
  ['a private RSA key of PKCS#1', pem(rsa.privateKey, 'pkcs1'), jwk(rsa.privateKey)],
  ['a public EC key', pem(ec.publicKey, 'spki'), jwk(ec.publicKey)],
  ['a private EC key', pem(ec.privateKey, 'pkcs8'), jwk(ec.privateKey)],
  ['a private EC key of SEC1', pem(ec.privateKey, 'sec1'), jwk(ec.privateKey)],
  ...['P-384', 'P-521'].flatMap((namedCurve): [string, string, object][] => {
    const pair = generateKeyPairSync('ec', { namedCurve });
    return [
      [`a public key of ${namedCurve}`, pem(pair.publicKey, 'spki'), jwk(pair.publicKey)],
      [`a private key of ${namedCurve} in SEC1`, pem(pair.privateKey, 'sec1'), jwk(pair.privateKey)],
    ];
  }),
  ['a public Ed25519 key', pem(ed.publicKey, 'spki'), jwk(ed.publicKey)],
  ['a private X25519 key', pem(x25519.privateKey, 'pkcs8'), jwk(x25519.privateKey)],
  ['a certificate', testOnlyCertificate, certified],
];

describe('jwkOfPem', () => {
  for (const [what, text, expected] of keys) {
    it(`reads ${what}`, async () => assert.deepEqual(await jwkOfPem(text), expected));
  }
  const written: [what: string, text: string][] = [
    ['line ends of Windows', spki.replace(/\n/g, '\r\n')],
    ['one line', spki.replace(/\n/g, ' ')],
    ['words before it', `Bag Attributes: x\n${spki}`],
    ['parameters of its curve before it', `-----BEGIN EC PARAMETERS-----\nAA==\n-----END EC PARAMETERS-----\n${spki}`],
  ];
  for (const [what, text] of written) {
    it(`reads a PEM with ${what}`, async () => assert.deepEqual(await jwkOfPem(text), jwk(rsa.publicKey)));
  }
  it('reads the first of two certificates', async () => {
    assert.deepEqual(await jwkOfPem(testOnlyCertificate.repeat(2)), certified);
  });
  it('does not take forever over very many markers', async () => {
    for (const text of ['-----BEGIN A-----', '-----BEGIN A-----\n-----END A-----\n'])
      await assert.rejects(jwkOfPem(text.repeat(50_000)), { code: 'key-unusable' });
  });

  const curve = (namedCurve: string): KeyObject => generateKeyPairSync('ec', { namedCurve }).publicKey;
  const locked = { cipher: 'aes-256-cbc', passphrase: 'x', format: 'pem' } as const;
  const refused: [what: string, text: string, message: RegExp][] = [
    ['a PEM that is cut short', spki.slice(0, 100), /cut short/],
    ['a PEM with a part cut out', spki.replace(bare(spki).slice(70, 90), ''), /damaged or cut short/],
    ['a PEM of something else', '-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----', /“X509 CRL”/],
    ['an encrypted key', rsa.privateKey.export({ ...locked, type: 'pkcs8' }).toString(), /encrypted with a passphrase/],
    ['an encrypted PKCS#1 key', rsa.privateKey.export({ ...locked, type: 'pkcs1' }).toString(), /with a passphrase/],
    [
      'a key of OpenSSH',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nAA==\n-----END OPENSSH PRIVATE KEY-----',
      /ssh-keygen -p/,
    ],
    ['a key on secp256k1', pem(curve('secp256k1'), 'spki'), /secp256k1/],
    ['an Ed448 key', pem(generateKeyPairSync('ed448').publicKey, 'spki'), /Ed448/],
    ['an X448 key', pem(generateKeyPairSync('x448').publicKey, 'spki'), /X448/],
    [
      'an RSA-PSS key',
      pem(generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).publicKey, 'spki'),
      /RSA-PSS only, which is not supported/,
    ],
    ['a key on brainpoolP256r1', pem(curve('brainpoolP256r1'), 'spki'), /cannot be read/],
  ];
  for (const [what, text, message] of refused) {
    it(`refuses ${what}`, () => assert.rejects(jwkOfPem(text), { code: 'key-unusable', message }));
  }
});

describe('jwkOfDer', () => {
  for (const [what, text, expected] of keys) {
    it(`reads ${what}`, async () => assert.deepEqual(await jwkOfDer(Buffer.from(bare(text), 'base64')), expected));
  }
  it('refuses DER that is not a key', () =>
    assert.rejects(jwkOfDer(Uint8Array.of(0x30, 5, 2, 1, 1, 5, 0)), {
      code: 'key-unusable',
      message: /DER that cannot be read/,
    }));
  it('refuses a key on secp256k1, and names it', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    const der = Buffer.from(bare(pem(publicKey, 'spki')), 'base64');
    return assert.rejects(jwkOfDer(der), { code: 'key-unusable', message: /secp256k1/ });
  });
});
