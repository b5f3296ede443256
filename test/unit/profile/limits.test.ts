import assert from 'node:assert/strict';
import { headerNamePattern, headerPrefixPattern, longest, mostOrigins } from '../../../src/profile/limits';
import { parseProfile } from '../../../src/profile/parse';

const isAccepted = (fields: object) => parseProfile({ id: 'a', grant: 'static', ...fields }).ok;

describe('profiles: limits', () => {
  const fields: [name: string, of: (count: number) => unknown, limit: number][] = [
    ['name', (count) => 'a'.repeat(count), longest.name],
    ['realm', (count) => 'a'.repeat(count), longest.name],
    ['clientId', (count) => 'a'.repeat(count), longest.text],
    ['origins', (count) => Array.from({ length: count }, () => 'https://a.example'), mostOrigins],
  ];
  for (const [name, of, limit] of fields) {
    it(`hold for “${name}”: ${limit}`, () => {
      assert.ok(isAccepted({ [name]: of(limit) }));
      assert.ok(!isAccepted({ [name]: of(limit + 1) }));
    });
  }

  const headers: [field: string, pattern: RegExp, values: string[]][] = [
    ['headerName', headerNamePattern, ['X-Api-Key', 'X:', 'Schlüssel', '', 'a'.repeat(101)]],
    ['headerPrefix', headerPrefixPattern, ['Bearer', 'two words', 'Schlüssel', '', 'a'.repeat(101)]],
  ];
  for (const [field, pattern, values] of headers) {
    for (const value of values)
      it(`of “${field}” hold for “${value.slice(0, 20)}”`, () =>
        assert.equal(isAccepted({ [field]: value }), pattern.test(value)));
  }
});
