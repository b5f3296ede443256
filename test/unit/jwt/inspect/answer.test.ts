import assert from 'node:assert/strict';
import { describeAnswer } from '../../../../src/jwt/inspect/answer';

describe('jwt: what a provider answered', () => {
  it('is explained like the claims of a token, with times', () => {
    const { fields, json } = describeAnswer({ active: true, exp: 1_800_000_000, scope: 'a b', custom: { x: [1] } });
    assert.deepEqual(
      fields.map(({ name, value, reference, at }) => [name, value, reference, at]),
      [
        ['active', 'true', 'RFC 7662 section 2.2', undefined],
        ['exp', '1800000000', 'RFC 7519 section 4.1.4', 1_800_000_000_000],
        ['scope', 'a b', 'RFC 8693 section 4.2', undefined],
        ['custom', '{\n  "x": [\n    1\n  ]\n}', '', undefined],
      ],
    );
    assert.deepEqual(JSON.parse(json), { active: true, exp: 1_800_000_000, scope: 'a b', custom: { x: [1] } });
  });

  it('may be empty, or very deep', () => {
    assert.deepEqual(describeAnswer({}).fields, []);
    const deep = JSON.parse('['.repeat(1000) + ']'.repeat(1000)) as unknown;
    assert.equal(describeAnswer({ deep }).fields[0]?.value, '(nested too deeply to show)');
  });
});
