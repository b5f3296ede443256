import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { trusted } from '../../../src/oauth/trusted.node';
import { makeAuthority } from '../../support/certificates';

describe('oauth: the authorities that a profile with its own trusts', () => {
  const { certificate } = makeAuthority('own');

  it('are its own and those of Node', () => {
    const found = trusted([certificate, certificate], false);
    assert.deepEqual(
      found.filter((each) => each === certificate),
      [certificate],
    );
    for (const root of tls.rootCertificates) assert.ok(found.includes(root));
  });

  // A newer Node reads the variable itself, when it starts.
  if (!('getCACertificates' in tls))
    it('are those of NODE_EXTRA_CA_CERTS too', async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'token-deck-'));
      const { NODE_EXTRA_CA_CERTS: before } = process.env;
      try {
        const file = path.join(folder, 'ca.pem');
        await writeFile(file, certificate);
        process.env.NODE_EXTRA_CA_CERTS = file;
        assert.ok(trusted([], false).includes(certificate));
        process.env.NODE_EXTRA_CA_CERTS = path.join(folder, 'none.pem');
        assert.ok(!trusted([], false).includes(certificate));
      } finally {
        delete process.env.NODE_EXTRA_CA_CERTS;
        if (before !== undefined) process.env.NODE_EXTRA_CA_CERTS = before;
        await rm(folder, { recursive: true });
      }
    });
});
