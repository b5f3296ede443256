import assert from 'node:assert/strict';
import { headerLine, references, referenceTo, refersToTokens, variableOf } from '../../../src/http/reference';

describe('http: names and lines', () => {
  for (const [id, name] of [
    ['prod', 'TOKEN_DECK_PROD'],
    ['a.b-c_d', 'TOKEN_DECK_A_B_C_D'],
    ['0', 'TOKEN_DECK_0'],
  ] as const) {
    it(`${id} is ${name}`, () => {
      assert.equal(variableOf(id), name);
      assert.equal(referenceTo(id), `{{$processEnv ${name}}}`);
    });
  }
  it('a header has its prefix, or none', () => {
    assert.equal(headerLine('Authorization', 'Bearer', 't'), 'Authorization: Bearer t');
    assert.equal(headerLine('X-Api-Key', '', 't'), 'X-Api-Key: t');
  });
  it('a reference is found by its variable', () => {
    const found = [
      ...`a {{ $processEnv TOKEN_DECK_A }} ${referenceTo('b.c')} {{$processEnv HOME}}`.matchAll(references),
    ];
    assert.deepEqual(
      found.map(([, name]) => name),
      ['TOKEN_DECK_A', 'TOKEN_DECK_B_C'],
    );
  });
  it('a text refers to tokens where it has such a reference, each time it is asked', () => {
    const answers = [`a ${referenceTo('b')}`, `a ${referenceTo('b')}`, '{{$processEnv HOME}}', ''].map(refersToTokens);
    assert.deepEqual(answers, [true, true, false, false]);
  });
});
