import assert from 'node:assert/strict';
import { idsWithOwnName, referenceAt, unfinishedReference } from '../../../src/http/reference-at';

describe('http: references in a line', () => {
  const reference = '{{$processEnv TOKEN_DECK_A}}';
  const at: [marked: string, name: string | undefined][] = [
    [`Authorization: Bearer {{$process|Env TOKEN_DECK_A}}`, 'TOKEN_DECK_A'],
    [`Authorization: Bearer |${reference}`, 'TOKEN_DECK_A'],
    [`Authorization: Bearer ${reference}|`, 'TOKEN_DECK_A'],
    [`Authoriz|ation: Bearer ${reference}`, undefined],
    ['X: {{$processEnv HO|ME}}', undefined],
    [`${reference}{{$processEnv TOKEN_DECK_B|_2}}`, 'TOKEN_DECK_B_2'],
  ];
  for (const [marked, name] of at)
    it(`${name === undefined ? 'are not' : 'are'} under the cursor: ${marked}`, () => {
      const found = referenceAt(marked.replace('|', ''), marked.indexOf('|'));
      assert.equal(found?.name, name);
      if (found !== undefined) assert.match(marked.replace('|', '').slice(found.start, found.end), /^\{\{.*\}\}$/);
    });

  const typed: [marked: string, replaced: string | undefined][] = [
    ['Authorization: Bearer {{|', '{{'],
    ['Authorization: Bearer {{|}}', '{{}}'],
    ['Authorization: Bearer {{$proc|}}', '{{$proc}}'],
    ['Authorization: Bearer {{$processEnv TOKEN_|}}', '{{$processEnv TOKEN_}}'],
    ['Authorization: Bearer {{$processEnv |TOKEN_DECK_A}}', '{{$processEnv TOKEN_DECK_A}}'],
    ['@authorization = Bearer {{$processEnv TOKEN_DECK_|', '{{$processEnv TOKEN_DECK_'],
    ['X: {{prod|', '{{prod'],
    ['X: {{a}} b|', undefined],
    ['X: {{$guid}}|', undefined],
    ['X: {a|', undefined],
    ['# {{|', undefined],
    ['  // {{|', undefined],
  ];
  for (const [marked, replaced] of typed)
    it(`${replaced === undefined ? 'are not' : 'are'} being typed: ${marked}`, () => {
      const line = marked.replace('|', '');
      const found = unfinishedReference(line, marked.indexOf('|'));
      assert.equal(found && line.slice(found.start, found.end), replaced);
    });

  it('are looked for near the cursor only', () => {
    const line = '{{'.repeat(500_000);
    const start = performance.now();
    for (let count = 0; count < 100; count++) {
      referenceAt(line, 500_000);
      unfinishedReference(line, 500_000);
    }
    assert.ok(performance.now() - start < 500);
  });

  it('stand for ids whose name no other has', () => {
    assert.deepEqual(idsWithOwnName(['a.b', 'a-b', 'c', 'd']), ['c', 'd']);
    assert.deepEqual(idsWithOwnName(['c', 'c']), []);
  });
});
