import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { authoritiesOf, certificatesIn } from '../../../src/profile/authorities';
import { parseProfile } from '../../../src/profile/parse';
import { testOnlyCertificate, testOnlyKey } from '../../server/test-only-certificate';

const many = (count: number) => Array<string>(count).fill(testOnlyCertificate).join('\n');
const oneLine = testOnlyCertificate.replace(/\n/g, '');

describe('profile: further authorities', () => {
  const rows: [what: string, text: string, count: number | undefined][] = [
    ['one certificate', testOnlyCertificate, 1],
    ['two with words between them', `Root\n${testOnlyCertificate}\r\n# Intermediate\n${testOnlyCertificate}`, 2],
    ['one without line breaks', oneLine, 1],
    ['ten', many(10), 10],
    ['more than ten', many(11), undefined],
    ['nothing', '', undefined],
    ['words', 'our authority', undefined],
    ['a private key', testOnlyKey, undefined],
    ['a private key beside a certificate', `${testOnlyCertificate}\n${testOnlyKey}`, undefined],
    ['a certificate that is cut short', testOnlyCertificate.slice(0, 300), undefined],
    ['another text in markers', testOnlyCertificate.replace(/MIIB/, 'AAAA'), undefined],
    ['what is not base64', testOnlyCertificate.replace(/MIIB/, 'MI*B'), undefined],
  ];
  for (const [what, text, count] of rows)
    it(`${what}: ${count ?? 'not accepted'}`, () => {
      assert.equal(certificatesIn(text)?.length, count);
      const profile = { id: 'p', grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };
      const parsed = parseProfile({ ...profile, tls: { ca: text } });
      assert.equal(parsed.ok, count !== undefined);
      if (!parsed.ok) assert.deepEqual(parsed.problems[0]?.path, ['tls', 'ca']);
    });

  it('are given to OpenSSL in the form that it reads', () => {
    assert.deepEqual(certificatesIn(oneLine), [`${testOnlyCertificate}\n`]);
  });

  it('are told by their fingerprints', async () => {
    const { fingerprint256 } = new X509Certificate(testOnlyCertificate);
    assert.deepEqual(await authoritiesOf({ tls: { ca: oneLine + testOnlyCertificate } }), [
      fingerprint256,
      fingerprint256,
    ]);
    assert.deepEqual(await authoritiesOf({ tls: {} }), []);
    assert.deepEqual(await authoritiesOf({}), []);
  });
});
