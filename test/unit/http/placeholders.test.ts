import assert from 'node:assert/strict';
import {
  namedIn,
  placeholdersIn,
  profileNamedBy,
  unfinishedName,
  withoutPlaceholders,
  withPlaceholders,
} from '../../../src/http/placeholders';
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

  const lines: [line: string, name: string | undefined][] = [
    ['Authorization: token-deck prod', 'prod'],
    ['  authorization :  Token-Deck team:My folder:prod ', 'team:My folder:prod'],
    ['Authorization: Bearer token-deck prod', undefined],
    ['X-Key: token-deck prod', undefined],
    ['Authorization: token-deck ', undefined],
    [`Authorization: token-deck${' '.repeat(100_000)}x`, undefined],
  ];
  for (const [line, name] of lines)
    it(`a name’s place in its line is ${name === undefined ? 'none' : 'its own'}: ${line.slice(0, 50).trim()}`, () => {
      const found = namedIn(line);
      assert.equal(found?.name, name);
      if (found !== undefined) assert.equal(line.slice(found.start, found.end), name);
    });

  const typed: [line: string, replaced: string | undefined][] = [
    ['Authorization: token-deck |', ''],
    ['Authorization: token-deck pr|od', 'prod'],
    ['Authorization: token-deck personal:pr|', 'personal:pr'],
    ['Authorization: token-deck|', undefined],
    ['Authorization: Bearer |', undefined],
  ];
  for (const [line, replaced] of typed)
    it(`what is completed is ${replaced === undefined ? 'nothing' : `“${replaced}”`}: ${line}`, () => {
      const at = line.indexOf('|');
      const text = line.replace('|', '');
      const found = unfinishedName(text, at);
      assert.equal(found && text.slice(found.start, found.end), replaced);
    });
});
