import assert from 'node:assert/strict';
import { placeholdersIn, profileNamedBy, withoutPlaceholders, withPlaceholders } from '../../../src/http/placeholders';
import { referenceTo, variableOf } from '../../../src/http/reference';

describe('http: placeholders for tokens', () => {
  for (const id of ['prod', 'a.b-c_d', '0'])
    it(`stand for the token of “${id}”, also in a form`, () => {
      const text = `a=${referenceTo(id)}&b={{$processEnv HOME}}`;
      const replaced = withPlaceholders(text);
      assert.deepEqual(placeholdersIn(replaced), [variableOf(id)]);
      const form = new URLSearchParams({ t: replaced }).toString();
      assert.deepEqual(placeholdersIn(form), [variableOf(id)]);
      assert.equal(
        withoutPlaceholders(replaced, (variable) => `<${variable}$&>`),
        `a=<${variableOf(id)}$&>&b={{$processEnv HOME}}`,
      );
    });

  const rows: [value: string, name: string | undefined][] = [
    ['token-deck prod', 'prod'],
    ['  Token-Deck\tteam:My folder:prod  ', 'team:My folder:prod'],
    ['token-deck', undefined],
    ['token-deck ', undefined],
    ['token-deckprod', undefined],
    ['Bearer token-deck prod', undefined],
    ['', undefined],
  ];
  for (const [value, name] of rows)
    it(`${JSON.stringify(value)} names ${name ?? 'no profile'}`, () => assert.equal(profileNamedBy(value), name));
});
