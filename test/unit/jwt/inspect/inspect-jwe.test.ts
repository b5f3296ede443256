import assert from 'node:assert/strict';
import { inspectToken } from '../../../../src/jwt/inspect/inspect';
import { jwe, part } from '../../../support/jwts';

describe('inspecting a JWE', () => {
  it('gives its header and its parts, and nothing else', async () => {
    const found = await inspectToken(jwe());
    assert.equal(found.kind, 'jwe');
    assert.deepEqual(
      found.parts.map(({ role }) => role),
      ['header', 'iv', 'ciphertext', 'tag'],
    );
    assert.deepEqual(
      found.header?.fields.map(({ name, value }) => [name, value]),
      [
        ['alg', 'dir'],
        ['enc', 'A256GCM'],
      ],
    );
    for (const absent of ['claims', 'payload', 'problem']) assert.equal(absent in found, false, absent);
  });

  const [header = ''] = jwe().split('.');
  const problems: [what: string, token: string, problem: RegExp][] = [
    ['four parts', jwe().slice(0, -5), /^It is incomplete: an encrypted JWT has five parts, this one has 4\.$/],
    ['six parts', `${jwe()}.a`, /this one has 6\.$/],
    ['very many parts', `${jwe()}${'.a'.repeat(99)}`, /five parts, this one has more than six\.$/],
    ['an empty tag', jwe().slice(0, -4), /^Its authentication tag is empty\.$/],
    ['padding', `${jwe()}=`, /^Its authentication tag isn’t base64url: character 5 is “=”\.$/],
    ['an empty ciphertext', `${header}..aXY..dGFn`, /^Its ciphertext is empty/],
    ['a broken initialization vector', `${header}..a.a.a`, /^Its initialization vector is cut off/],
    ['a broken key', `${header}.+.aXY.Y2lw.dGFn`, /^Its encrypted key isn’t base64url/],
    ['a header without alg', jwe({ enc: 'A256GCM' }), /^Its header has no “alg”/],
  ];
  for (const [what, token, problem] of problems) {
    it(`says what is wrong with ${what}`, async () => {
      const found = await inspectToken(token);
      assert.equal(found.kind, 'jwe');
      assert.match(found.problem ?? '', problem);
      assert.ok(found.header);
    });
  }
  it('accepts an encrypted key', async () => {
    const { problem, parts } = await inspectToken(`${part({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a2V5.aXY.Y2lw.dGFn`);
    assert.equal(problem, undefined);
    assert.equal(parts.length, 5);
  });
});
