import assert from 'node:assert/strict';
import { illFormed } from '../../../src/profile/well-formed';

const half = '\ud800';
const whole = '\ud83d\ude00';

describe('profile: well-formed texts', () => {
  const rows: [what: string, input: unknown, paths: string[]][] = [
    ['whole characters', { name: whole, list: [whole], [whole]: 1 }, []],
    ['no text', { a: 1, b: null, c: [true], d: {} }, []],
    ['half a character in a field', { realm: half }, ['realm']],
    ['its other half', { realm: '\ude00' }, ['realm']],
    ['half a character among others', { realm: `a${half}b` }, ['realm']],
    ['half a character in a list', { audience: ['a', half] }, ['audience.1']],
    ['half a character deep down', { params: { token: { x: half } } }, ['params.token.x']],
    ['half a character in a name', { [`a${half}`]: 1 }, [`a${half}`]],
    ['half a character as all there is', half, ['']],
  ];
  for (const [what, input, paths] of rows) {
    it(`${what}: ${paths.length} problems`, () => {
      const found = illFormed(input);
      assert.deepEqual(
        found.map(({ path }) => path.join('.')),
        paths,
      );
      for (const { message } of found) assert.ok(message.isWellFormed());
    });
  }

  it('are searched no deeper than the schema accepts', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.again = cyclic;
    assert.deepEqual(illFormed(cyclic), []);
  });
});
