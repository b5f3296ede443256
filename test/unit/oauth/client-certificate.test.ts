import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { isFault } from '../../../src/faults/fault';
import { clientCertificate } from '../../../src/oauth/client-certificate.node';
import type { Credentials } from '../../../src/oauth/credentials';
import { testOnlyPassword, testOnlyPkcs12 } from '../../server/test-only-pkcs12';
import { makeAuthority, selfSigned } from '../../support/certificates';

const authority = makeAuthority('authority');
const client = authority.issue('client');
const other = selfSigned('other');
const key = createPrivateKey(client.key);
const [day, year] = [86_400_000, 365 * 86_400_000];
const with_ = (from: number, to: number) =>
  Object.values(authority.issue('c', { from: new Date(from), to: new Date(to) }))
    .slice(0, 2)
    .join('\n');
const pkcs12 = (passphrase?: string) => JSON.stringify({ pfx: testOnlyPkcs12, passphrase });
const legacyKey = client.key.replace('BEGIN PRIVATE KEY-----', 'BEGIN PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n');

describe('oauth: a client certificate', () => {
  const usable: [what: string, credentials: Credentials][] = [
    ['a chain and its key in one text', { clientCertificate: client.certificate + '\n' + client.key }],
    ['the key first', { clientCertificate: client.key + client.certificate }],
    ['without line breaks', { clientCertificate: (client.certificate + client.key).replace(/\n/g, '') }],
    ['the key as a secret of its own', { clientCertificate: client.certificate, privateKey: client.key }],
    [
      'the key as a JWK',
      { clientCertificate: client.certificate, privateKey: JSON.stringify(key.export({ format: 'jwk' })) },
    ],
    [
      'the key in the form of SEC1',
      { clientCertificate: client.certificate, privateKey: String(key.export({ type: 'sec1', format: 'pem' })) },
    ],
    [
      'a key beside it, where it has its own',
      { clientCertificate: client.certificate + client.key, privateKey: other.key },
    ],
  ];
  for (const [what, credentials] of usable)
    it(`is ${what}`, () => {
      const { cert, key: found } = clientCertificate(credentials, Date.now());
      assert.equal(cert, `${client.certificate}\n`);
      assert.equal(found, client.key);
      createSecureContext({ cert, key: found });
    });

  it('comes first in its chain, wherever it is in the text', () => {
    const text = authority.certificate + client.certificate + client.key;
    const { cert } = clientCertificate({ clientCertificate: text }, Date.now());
    assert.equal(cert, `${client.certificate}\n${authority.certificate}\n`);
  });

  it('is PKCS#12 with its password', () => {
    const { pfx, passphrase } = clientCertificate({ clientCertificate: pkcs12(testOnlyPassword) }, Date.now());
    assert.ok(pfx instanceof Buffer && pfx[0] === 0x30);
    assert.equal(passphrase, testOnlyPassword);
  });

  const now = Date.now();
  const refused: [what: string, credentials: Credentials, code: string, words: RegExp][] = [
    ['nothing', {}, 'key-unusable', /neither PEM nor PKCS#12/],
    ['words', { clientCertificate: 'my certificate' }, 'key-unusable', /neither PEM nor PKCS#12/],
    ['JSON of another kind', { clientCertificate: '{"pfx":7}' }, 'key-unusable', /neither PEM nor PKCS#12/],
    ['a key alone', { clientCertificate: client.key }, 'key-unusable', /neither PEM nor PKCS#12/],
    ['no key', { clientCertificate: client.certificate }, 'secret-missing', /No private key/],
    [
      'the key of another',
      { clientCertificate: client.certificate + other.key },
      'key-unusable',
      /does not belong to the client certificate/,
    ],
    [
      'a key that is encrypted',
      { clientCertificate: client.certificate + client.key.replaceAll('PRIVATE KEY', 'ENCRYPTED PRIVATE KEY') },
      'key-unusable',
      /encrypted with a passphrase/,
    ],
    [
      'a key that is encrypted as OpenSSL did before',
      { clientCertificate: client.certificate + legacyKey },
      'key-unusable',
      /encrypted with a passphrase/,
    ],
    [
      'a key that is damaged',
      { clientCertificate: client.certificate + client.key.replace('MI', 'AA') },
      'key-unusable',
      /private key cannot be read/,
    ],
    [
      'a key that is none',
      { clientCertificate: client.certificate, privateKey: 'secret' },
      'key-unusable',
      /private key cannot be read/,
    ],
    [
      'a damaged certificate',
      { clientCertificate: client.certificate.replace('MI', 'AA') + client.key },
      'key-unusable',
      /damaged/,
    ],
    [
      'one that expired',
      { clientCertificate: with_(now - year, now - day) },
      'key-unusable',
      /expired on \d{4}-\d\d-\d\d/,
    ],
    [
      'one of the future',
      { clientCertificate: with_(now + day, now + year) },
      'key-unusable',
      /not valid before \d{4}-\d\d-\d\d/,
    ],
    ['PKCS#12 with a wrong password', { clientCertificate: pkcs12('wrong') }, 'key-unusable', /password is wrong/],
    ['PKCS#12 without its password', { clientCertificate: testOnlyPkcs12 }, 'key-unusable', /password is wrong/],
    [
      'PKCS#12 that is damaged',
      { clientCertificate: testOnlyPkcs12.replace(/\s/g, '').slice(0, 400) },
      'key-unusable',
      /password is wrong/,
    ],
  ];
  for (const [what, credentials, code, words] of refused)
    it(`is refused as ${code}: ${what}`, () => {
      assert.throws(
        () => clientCertificate(credentials, now),
        (thrown) => {
          assert.ok(isFault(thrown), String(thrown));
          assert.equal(thrown.code, code);
          assert.match(thrown.what, words);
          assert.ok(thrown.next.length > 20);
          for (const secret of Object.values(credentials))
            assert.ok(secret === undefined || secret.length < 20 || !thrown.message.includes(secret.slice(30, 60)));
          return true;
        },
      );
    });
});
