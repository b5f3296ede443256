import assert from 'node:assert/strict';
import { isFault } from '../../../../src/faults/fault';
import { field, fromSidebar, ProfileItem, readArgument } from '../../../../src/vscode/ui/argument';
import { usableProfile } from '../../storage/profiles-of';

const known = usableProfile({ id: 'prod', grant: 'static' });
const isArgumentInvalid = (thrown: unknown) => isFault(thrown) && thrown.code === 'argument-invalid';

describe('a command’s argument', () => {
  const read: [what: string, argument: unknown, name: string | undefined, rest: Record<string, unknown>][] = [
    ['nothing', undefined, undefined, {}],
    ['null', null, undefined, {}],
    ['a profile’s name', 'team:app:prod', 'team:app:prod', {}],
    ['an empty name', '', '', {}],
    ['an object with a profile', { profile: 'prod', minValidity: 60 }, 'prod', { minValidity: 60 }],
    ['a launch configuration', { type: 'node', request: 'launch' }, undefined, { type: 'node', request: 'launch' }],
    ['the texts of a task', ['node', '${command:tokenDeck.getToken}'], undefined, {}],
    ['an object that looks like a click in the sidebar', { known }, undefined, { known }],
  ];
  for (const [what, argument, name, rest] of read)
    it(`is read from ${what}`, () => assert.deepEqual(readArgument(argument), { name, known: undefined, rest }));

  it('is read from a click in the sidebar', () =>
    assert.deepEqual(readArgument(new ProfileItem(known)), { name: undefined, known, rest: {} }));

  for (const argument of [7, true, { profile: 7 }, { profile: null }, { profile: ['prod'] }])
    it(`is refused if it is ${JSON.stringify(argument)}`, () =>
      assert.throws(() => readArgument(argument), isArgumentInvalid));

  it('of a click in the sidebar is taken only from there', () => {
    const item = new ProfileItem(known);
    assert.equal(fromSidebar(item), item);
    for (const other of [undefined, 'prod', { known }, { profile: 'prod' }, known])
      assert.equal(fromSidebar(other), undefined);
  });
});

describe('a field of a command’s argument', () => {
  type Type = 'boolean' | 'string' | 'seconds';
  const fieldOf = field as (rest: Record<string, unknown>, name: string, type: Type) => unknown;
  const good: [type: Type, values: unknown[]][] = [
    ['boolean', [true, false, undefined]],
    ['string', ['x', '', undefined]],
    ['seconds', [0, 0.5, 300, Number.MAX_VALUE, undefined]],
  ];
  const bad: [type: Type, values: unknown[]][] = [
    ['boolean', ['true', 1, null, {}]],
    ['string', [1, true, null, ['x']]],
    ['seconds', [-1, NaN, Infinity, '60', null, true]],
  ];
  for (const [type, values] of good)
    for (const value of values)
      it(`is taken as ${type}: ${String(value)}`, () => assert.equal(fieldOf({ it: value }, 'it', type), value));
  for (const [type, values] of bad)
    for (const value of values)
      it(`is refused as ${type}, by its name: ${String(value)}`, () =>
        assert.throws(
          () => fieldOf({ it: value }, 'it', type),
          (thrown) => isArgumentInvalid(thrown) && /^“it” must be/.test((thrown as Error).message),
        ));
});
