import assert from 'node:assert/strict';
import {
  changesHttpYac,
  hidesTokens,
  isHarmlessMetadata,
  isPlainAuthorization,
  metadataOf,
  takesFromFile,
} from '../../../src/http/opaque';
import { theLine } from './the-line';

describe('http: what cannot be followed', () => {
  const lines: [line: string, changes: boolean][] = [
    ['GET https://a.example/{{id}}?x={{ $guid }}', false],
    ['X: {{$processEnv HOME}} {{$timestamp}} {{$timestamp -1 d}} {{$randomInt 1 5}} {{$datetime iso8601}}', false],
    ['# @name one', false],
    ['{ "a": { "b": 1 } }', false],
    ['X: {{a.b}}', true],
    ['X: {{a}', true],
    ['X: {{$guid;f()}}', true],
    ['X: {{$randomInt f() 5}}', true],
    ['{{', true],
    ['...defaults', true],
    ['@request_proxy = x', true],
    ['# @import ./a.http', true],
    ['< ./before.js', true],
    ['  ###', true],
  ];
  for (const [line, changes] of lines)
    it(`${JSON.stringify(line)} ${changes ? 'can change' : 'does not change'} what httpYac sends`, () =>
      assert.equal(changesHttpYac(theLine(line)), changes));

  const hiding: [text: string, hides: boolean][] = [
    ['X: {{$processEnv TOKEN_DECK_A}}', false],
    ['X: {{ $processEnv  HOME }}', false],
    ['X: {{$processEnv TOKEN_DECK_A x}}', true],
    ['X: {{$processEnv token_deck_a}}', true],
    ['X: {{$processEnv %NAME}}', true],
    ['X: {{process.env.TOKEN_DECK_A}}', true],
    ['X: {{process["env"].A}}', true],
    ['<@ ./body.json', true],
    ['< ./body.json', false],
  ];
  for (const [text, hides] of hiding)
    it(`${text} ${hides ? 'can hide' : 'shows'} which tokens it has`, () =>
      assert.equal(takesFromFile(theLine(text)) || hidesTokens(text), hides));

  const values: [value: string, plain: boolean][] = [
    [' Bearer x', true],
    ['{{$processEnv TOKEN_DECK_A}}', true],
    ['SSWS x', true],
    ['GenieKey x', true],
    ['Api-Key x', true],
    ['oauth2 client_credentials a', false],
    ['OpenID code a', false],
    ['COGNITO a b', false],
    ['AWS a b', false],
    ['digest a b', false],
    ['{{a}}', false],
    ['', false],
  ];
  for (const [value, plain] of values)
    it(`“${value}” ${plain ? 'is' : 'may not be'} sent as it is`, () =>
      assert.equal(isPlainAuthorization(value), plain));

  it('metadata have a key and a value, and few are harmless', () => {
    assert.deepEqual(metadataOf('# @name one two'), { key: 'name', value: 'one' });
    assert.deepEqual(metadataOf('//@sleep'), { key: 'sleep', value: undefined });
    assert.equal(metadataOf('GET /'), undefined);
    assert.deepEqual(['name', 'No-Redirect', 'sleep', 'disabled', 'ref'].map(isHarmlessMetadata), [
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
