import type { KeyText } from '../../../../src/jwt/keys/key-text';
import { testOnlyCertificate } from '../../../server/test-only-certificate';
import { base64url } from '../../../support/jwts';
import { bare, jwk, pairs, pem } from '../../../support/key-pairs';

const { rsa, ec, ed } = pairs;
const spki = pem(rsa.publicKey, 'spki');
const inBase64 = (text: string) => Buffer.from(text).toString('base64');
const json = JSON.stringify(jwk(rsa.publicKey));

/** The public RSA key as SSH writes it, in base64 (RFC 4253 section 6.6). */
const ssh = (() => {
  const { n = '', e = '' } = jwk(rsa.publicKey);
  const field = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, bytes.length >> 8, bytes.length & 255]), bytes]);
  const [modulus, exponent] = [n, e].map((number) => Buffer.from(number, 'base64url')) as [Buffer, Buffer];
  return Buffer.concat([field(Buffer.from('ssh-rsa')), field(exponent), field(modulus)]).toString('base64');
})();

/** The number of a key, from its JWK. */
const number = (text = '') => Buffer.from(text, 'base64url');
const modulus = number(jwk(rsa.publicKey).n);
const { x, y } = jwk(ec.publicKey);
const point = Buffer.concat([Buffer.of(4), number(x), number(y)]);
const colons = (bytes: Buffer) => bytes.toString('hex').replace(/..(?=.)/g, '$&:');
const xml = `<RSAKeyValue><Modulus>${modulus.toString('base64')}</Modulus><Exponent>AQAB</Exponent></RSAKeyValue>`;
const inLines = (text: string) => text.replace(/.{45}/g, '$&\n    ');

const der = Buffer.from(bare(spki), 'base64');
const bytesOf = (bytes: Buffer, write: (byte: number) => string) => Array.from(bytes, (byte) => write(byte)).join(', ');

/** Ways in which people paste a public key; none of them may ever be taken for a shared secret. */
export const publicKeySpellings: [what: string, text: string, kind: KeyText['kind']][] = [
  ['a PEM', spki, 'pem'],
  ['a PEM without its last line break', spki.trim(), 'pem'],
  ['a PEM with line ends of Windows', spki.replace(/\n/g, '\r\n'), 'pem'],
  ['a PEM with white space everywhere', ` \t${spki.replace(/\n/g, '\n\n  ')}`, 'pem'],
  ['a PEM with a space after each dash', spki.replace(/-----/g, '- - - - -'), 'pem'],
  ['a PEM with invisible characters', `\uFEFF${spki.replace('BEGIN', 'BE\u200BGIN')}`, 'pem'],
  ['bare base64 with invisible characters', `${bare(spki).slice(0, 50)}\u200B${bare(spki).slice(50)}`, 'der'],
  ['a PEM in quotes', `"${spki}"`, 'pem'],
  ['a PEM in single quotes', `'${spki}'`, 'pem'],
  ['a PEM with \\n', spki.replace(/\n/g, '\\n'), 'pem'],
  ['a PEM with \\\\n', spki.replace(/\n/g, '\\\\n'), 'pem'],
  ['a PEM with \\r\\n', spki.replace(/\n/g, '\\r\\n'), 'pem'],
  ['a percent-encoded PEM', encodeURIComponent(spki), 'pem'],
  ['percent-encoded base64', encodeURIComponent(bare(spki)), 'der'],
  ['a PEM in JSON escapes', spki.replace(/[-\n]/g, (char) => `\\u00${char === '-' ? '2d' : '0a'}`), 'pem'],
  ['a PEM in lower case', spki.toLowerCase(), 'pem'],
  ['a PEM without its end', spki.slice(0, -40), 'pem'],
  ['a PEM without its beginning', spki.slice(20), 'pem'],
  ['a PEM behind other words', `Bag Attributes: x\n${spki}`, 'pem'],
  ['a PEM as JSON', JSON.stringify(spki), 'pem'],
  ['a PEM as JSON in JSON', JSON.stringify(JSON.stringify(spki)), 'pem'],
  ['a PKCS#1 PEM', pem(rsa.publicKey, 'pkcs1'), 'pem'],
  ['bare PKCS#1', bare(pem(rsa.publicKey, 'pkcs1')), 'der'],
  ['bare base64', bare(spki), 'der'],
  ['bare base64 in lines', spki.replace(/-----.*-----/g, ''), 'der'],
  ['bare base64url', base64url(Buffer.from(bare(spki), 'base64')), 'der'],
  ['hexadecimal', Buffer.from(bare(spki), 'base64').toString('hex'), 'der'],
  ['a PEM in base64', inBase64(spki), 'pem'],
  ['a PEM in base64 in base64', inBase64(inBase64(spki)), 'pem'],
  ['a JWK', json, 'json'],
  ['a JWK with white space', JSON.stringify(jwk(rsa.publicKey), null, 4), 'json'],
  ['a JWK as JSON', JSON.stringify(json), 'json'],
  ['a JWK with a comma too many', json.replace('}', ',}'), 'unreadable'],
  ['a JWK in base64url', base64url(json), 'json'],
  ['a JWK Set', JSON.stringify({ keys: [jwk(rsa.publicKey)] }), 'json'],
  ['a list of JWKs', JSON.stringify([jwk(rsa.publicKey)]), 'unreadable'],
  ['a certificate', testOnlyCertificate, 'pem'],
  ['a bare certificate', bare(testOnlyCertificate), 'der'],
  ['an EC key', pem(ec.publicKey, 'spki'), 'pem'],
  ['a bare Ed25519 key', bare(pem(ed.publicKey, 'spki')), 'der'],
  ['an SSH key', `ssh-rsa ${ssh} me@here`, 'unreadable'],
  ['a bare SSH key', ssh, 'unreadable'],
  ['an SSH key for ECDSA', 'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTY=', 'unreadable'],
  [
    'an SSH key in the format of RFC 4716',
    `---- BEGIN SSH2 PUBLIC KEY ----\n${ssh}\n---- END SSH2 PUBLIC KEY ----`,
    'pem',
  ],
  ['a key in XML', xml, 'unreadable'],
  [
    'a key in XML with a declaration and a namespace',
    `<?xml version="1.0"?>\n<ds:KeyValue xmlns:ds="x">${xml}`,
    'unreadable',
  ],
  ['a key in XML that is cut short', xml.slice(0, 60), 'unreadable'],
  ['a key in XML that is escaped', xml.replace(/</g, '&lt;').replace(/>/g, '&gt;'), 'unreadable'],
  ['a key in XML in base64', inBase64(xml), 'unreadable'],
  ['a percent-encoded key in XML', encodeURIComponent(xml), 'unreadable'],
  ['a key in XML as JSON', JSON.stringify(xml), 'unreadable'],
  ['a certificate in XML', `<X509Certificate>${bare(testOnlyCertificate)}</X509Certificate>`, 'unreadable'],
  ['hexadecimal with colons', colons(Buffer.from(bare(spki), 'base64')), 'der'],
  ['hexadecimal in lines with colons', inLines(colons(Buffer.from(bare(spki), 'base64'))), 'der'],
  ['hexadecimal with 0x', `0x${Buffer.from(bare(spki), 'base64').toString('hex')}`, 'der'],
  [
    'bytes as programs write them',
    Array.from(Buffer.from(bare(spki), 'base64'), (byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(', '),
    'der',
  ],
  ['a modulus in hexadecimal', modulus.toString('hex'), 'unreadable'],
  ['a modulus in capitals', modulus.toString('hex').toUpperCase(), 'unreadable'],
  ['a modulus with colons', inLines(`00:${colons(modulus)}`), 'unreadable'],
  ['a modulus as openssl prints it', `Modulus=${modulus.toString('hex').toUpperCase()}\n`, 'unreadable'],
  [
    'a key as openssl prints it',
    `Public-Key: (2048 bit)\nModulus:\n    ${inLines(`00:${colons(modulus)}`)}\nExponent: 65537 (0x10001)\n`,
    'unreadable',
  ],
  ['a modulus in base64', modulus.toString('base64'), 'unreadable'],
  ['a modulus in base64 in lines', inLines(modulus.toString('base64')), 'unreadable'],
  ['a modulus in base64url', base64url(modulus), 'unreadable'],
  ['a modulus in base64 in base64', inBase64(modulus.toString('base64')), 'unreadable'],
  ['a modulus in quotes', `"${base64url(modulus)}"`, 'unreadable'],
  ['a modulus with a zero before it', base64url(Buffer.concat([Buffer.of(0), modulus])), 'unreadable'],
  ['a modulus as a number of DER', base64url(Buffer.concat([Buffer.of(2, 0x82, 1, 1, 0), modulus])), 'unreadable'],
  ['a modulus as a decimal number', BigInt(`0x${modulus.toString('hex')}`).toString(), 'unreadable'],
  ['a point in hexadecimal', point.toString('hex'), 'unreadable'],
  ['a point with colons', colons(point), 'unreadable'],
  ['a point as openssl prints it', `pub:\n    ${inLines(colons(point))}\nASN1 OID: prime256v1`, 'unreadable'],
  ['a point in base64', point.toString('base64'), 'unreadable'],
  ['the coordinates of a point', base64url(point.subarray(1)), 'unreadable'],
  ['a C array', `{ ${bytesOf(der, (byte) => `0x${byte.toString(16).padStart(2, '0')}`)} }`, 'der'],
  ['a list of hexadecimal', `[${bytesOf(der, (byte) => `0x${byte.toString(16).padStart(2, '0')}`)}]`, 'der'],
  ['a list of decimal bytes', bytesOf(der, String), 'der'],
  ['a modulus in hexadecimal with an h', `${modulus.toString('hex')}h`, 'unreadable'],
  ['a modulus and its exponent', `${modulus.toString('base64url')},AQAB`, 'unreadable'],
  ['a modulus and its exponent in two lines', `${modulus.toString('base64url')}\nAQAB`, 'unreadable'],
  ['a modulus with its name', `n=${modulus.toString('base64url')}`, 'unreadable'],
  ['a JWK in YAML', `kty: RSA\ne: AQAB\nn: ${modulus.toString('base64url')}`, 'unreadable'],
  ['two coordinates', `${x}.${y}`, 'unreadable'],
  ['two named coordinates', `x: ${x}\ny: ${y}`, 'unreadable'],
  [
    'an Ed25519 key as openssl prints it',
    `ED25519 Public-Key:\npub:\n    ${colons(number(jwk(ed.publicKey).x))}`,
    'unreadable',
  ],
  ['base64 with a name', `KEY=${bare(spki)}`, 'der'],
  ['a key of DKIM', `v=DKIM1; k=rsa; p=${bare(spki)}`, 'der'],
  ['a data: address', `data:application/octet-stream;base64,${bare(spki)}`, 'der'],
  ['a PEM in UTF-16', spki.replace(/./gs, '$&\0'), 'pem'],
  ['a PEM without its dashes', spki.replace(/-/g, ''), 'der'],
];
