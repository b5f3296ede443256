import assert from 'node:assert/strict';
import { clientCertificate } from '../../../../src/oauth/client-certificate.node';
import { certificateOf, keyOf, pkcs12Text } from '../../../../src/vscode/profiles/certificate-text';
import { testOnlyCertificate, testOnlyKey } from '../../../server/test-only-certificate';
import { testOnlyPassword, testOnlyPkcs12 } from '../../../server/test-only-pkcs12';

const bytes = (text: string) => new TextEncoder().encode(text);
const pkcs12 = new Uint8Array(Buffer.from(testOnlyPkcs12, 'base64'));

describe('what is given as a client certificate', () => {
  const rows: [what: string, given: string | Uint8Array, needs: string | undefined][] = [
    ['a certificate with its key', `${testOnlyCertificate}\n${testOnlyKey}`, 'nothing'],
    ['the same on one line', `${testOnlyCertificate}${testOnlyKey}`.replace(/\n/g, ''), 'nothing'],
    ['the same in a file', bytes(`${testOnlyCertificate}\n${testOnlyKey}`), 'nothing'],
    ['a certificate', testOnlyCertificate, 'key'],
    ['a file with a certificate', bytes(testOnlyCertificate), 'key'],
    ['PKCS#12 in base64', testOnlyPkcs12, 'password'],
    ['a file in base64', bytes(testOnlyPkcs12), 'password'],
    ['a file of PKCS#12', pkcs12, 'password'],
    ['a key', testOnlyKey, undefined],
    ['words', 'certificate', undefined],
    ['nothing', '', undefined],
    ['an empty file', new Uint8Array(), undefined],
    ['another file', Uint8Array.of(0xff, 0xd8), undefined],
  ];
  for (const [what, given, needs] of rows)
    it(`${what}: ${needs === undefined ? 'not one' : `needs ${needs}`}`, () =>
      assert.equal(certificateOf(given)?.needs, needs));

  it('is stored so that it can be used', () => {
    for (const given of [testOnlyPkcs12, pkcs12]) {
      const found = certificateOf(given);
      assert.ok(found?.needs === 'password');
      const text = pkcs12Text(found.pfx, testOnlyPassword);
      assert.equal(clientCertificate({ clientCertificate: text }, Date.now()).passphrase, testOnlyPassword);
      assert.equal(pkcs12Text(found.pfx, ''), found.pfx);
    }
    const text = `${testOnlyCertificate}\n${keyOf(bytes(testOnlyKey))}`;
    assert.ok(clientCertificate({ clientCertificate: text }, Date.now()).key);
  });

  it('has a private key only in a PEM', () => {
    assert.equal(keyOf(testOnlyKey), testOnlyKey);
    assert.equal(keyOf(testOnlyCertificate), undefined);
    assert.equal(keyOf('key'), undefined);
  });
});
