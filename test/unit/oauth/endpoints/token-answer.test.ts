import assert from 'node:assert/strict';
import { isFault } from '../../../../src/faults/fault';
import { readTokenAnswer, toTokenSet } from '../../../../src/oauth/endpoints/token-answer';

const right = { access_token: 'a', token_type: 'Bearer' };

function read(fields: object) {
  return readTokenAnswer(
    { host: 'sso.example.com', status: 200, headers: new Headers(), json: { ...right, ...fields }, html: false, at: 0 },
    [],
  );
}

/** As `JSON.parse` gives it: JSON knows numbers that JavaScript has no room for. */
const parsed = (text: string): unknown => JSON.parse(text);

describe('oauth: a token endpoint’s answer', () => {
  const lives: [expiresIn: unknown, seconds: number | undefined][] = [
    [3600, 3600],
    [0.5, 0.5],
    ['3600', 3600],
    ['3599.5', 3599.5],
    [0, undefined],
    ['0', undefined],
    [-1, undefined],
    ['-3600', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
    [1e305, 1e9],
    ['9'.repeat(400), 1e9],
  ];
  for (const [expiresIn, seconds] of lives) {
    it(`expires_in ${JSON.stringify(expiresIn)?.slice(0, 20) ?? 'missing'}: ${seconds ?? 'unknown'}`, () => {
      const answer = read({ expires_in: expiresIn });
      assert.equal(answer.expires_in, seconds);
      const { expiresAt } = toTokenSet(answer, 1000);
      assert.equal(expiresAt, seconds === undefined ? undefined : 1000 + seconds * 1000);
    });
  }

  const wrong: [field: string, value: unknown][] = [
    ...[parsed('-1e999'), '--1', true, [], [5], {}, 'soon', ' 5 ', '0x10', '1e3', '1e999', '.5', parsed('1e999')].map(
      (value): [string, unknown] => ['expires_in', value],
    ),
    ['scope', 7],
    ['scope', [['a']]],
    ['scope', [null]],
    ['id_token', {}],
    ['refresh_token', []],
    ['access_token', ''],
    ['access_token', null],
    ['access_token', 'a\nb'],
    ['access_token', 'a{{$processEnv HOME}}'],
    ['access_token', 'a}'],
    ['token_type', 7],
  ];
  for (const [field, value] of wrong) {
    it(`${field} ${typeof value === 'number' ? value : JSON.stringify(value)} is refused`, () => {
      assert.throws(
        () => read({ [field]: value }),
        (thrown) => isFault(thrown) && thrown.code === 'response-invalid',
      );
    });
  }

  it('is read for what is known of it, and what the server adds is kept apart, as far as it can be', () => {
    const deep = parsed('['.repeat(500_000) + ']'.repeat(500_000));
    const known = { expires_in: 5, refresh_token: 'r', id_token: 'i', scope: 'a b' };
    const extra = { 'not-before-policy': 0, session_state: 'x', extra: { a: 1 } };
    const answer = read({ ...known, deep, ...extra, other_token: 'x', copy: 'i' });
    assert.deepEqual(answer, { ...right, ...known, extra });
    assert.deepEqual(toTokenSet(answer, 0).extra, extra);
  });

  it('has its scope as text, also where it is a list', () => assert.equal(read({ scope: ['a', 'b'] }).scope, 'a b'));
});
