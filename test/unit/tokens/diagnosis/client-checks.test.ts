import assert from 'node:assert/strict';
import { Fault } from '../../../../src/faults/fault';
import { about, factsOf } from './facts-of';

const uuid = '11111111-2222-3333-4444-555555555555';
const entra = { issuer: `https://login.microsoftonline.com/${uuid}/v2.0`, scope: 'api://a/.default' };

describe('what is found of a client', () => {
  const cases: [what: string, fields: object, secret: string | undefined, field: string | undefined, found: RegExp][] =
    [
      ['a secret’s ID at Entra', entra, uuid, undefined, /looks like the ID of a secret at Entra/],
      [
        'characters that Basic encodes',
        { clientAuth: 'client_secret_basic' },
        'a+b',
        'basicEncoding',
        /in one of two ways/,
      ],
      ['no secret', { clientAuth: 'client_secret_post' }, undefined, undefined, /No client secret is stored/],
    ];
  for (const [what, fields, secret, field, found] of cases) {
    it(`names ${what}`, () => {
      const findings = about(factsOf({ ...fields }, {}, { clientSecret: secret }), field);
      assert.ok(
        findings.some((finding) => found.test(finding.what)),
        JSON.stringify(findings),
      );
      if (secret !== undefined) assert.ok(secret === 'abc' || !JSON.stringify(findings).includes(secret));
    });
  }

  it('names the encoding of Basic only where it matters', () => {
    const basic = { clientAuth: 'client_secret_basic' };
    assert.deepEqual(about(factsOf(basic, {}, { clientSecret: uuid }), 'basicEncoding'), []);
    assert.deepEqual(
      about(factsOf({ clientAuth: 'client_secret_post' }, {}, { clientSecret: 'a+b' }), 'basicEncoding'),
      [],
    );
    const failure = new Fault('client-refused', 'No.');
    const [warned] = about(factsOf(basic, { failure }, { clientSecret: 'a+b' }), 'basicEncoding');
    assert.equal(warned?.severity, 'warning');
  });

  it('does not take the end of a PEM for a mistake', () => {
    const privateKey = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
    assert.deepEqual(about(factsOf({ clientAuth: 'private_key_jwt' }, {}, { privateKey }), undefined), []);
  });
});
