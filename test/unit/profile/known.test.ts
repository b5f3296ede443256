import assert from 'node:assert/strict';
import {
  byAddress,
  byPlace,
  byName,
  identityOf,
  knownProfile,
  placeOf,
  nameOf,
  referenceOf,
  type Home,
  type KnownProfile,
} from '../../../src/profile/known';
import { parseProfile } from '../../../src/profile/parse';
import { parseTeamFile } from '../../../src/profile/team-file';

const personal: Home = { kind: 'personal' };
const team = (folder: string, uri = `file:///${folder}`, folderId = `id of ${uri}`): Home => ({
  ...{ kind: 'team', folder, uri, folderId },
});
const known = (id: string, home: Home): KnownProfile =>
  knownProfile({ id, home }, parseProfile({ id, grant: 'static' }));

describe('profile: names', () => {
  const all = [
    known('prod', personal),
    known('dev', personal),
    known('prod', team('app')),
    known('prod', team('a:b')),
    known('b', team('team:a')),
    known('only', team('app')),
    known('twin', team('same', 'file:///1/same')),
    known('twin', team('same', 'file:///2/same')),
    known('personal:dev', team('evil')),
    known('team:app:prod', team('evil')),
    known('b:prod', team('a')),
    known('team:app:ghost', team('evil')),
  ];
  const cases: [what: string, name: string, found: string[]][] = [
    ['a bare id of one', 'only', ['file:///app only']],
    ['a bare id of several homes: all of them', 'prod', ['personal prod', 'file:///app prod', 'file:///a:b prod']],
    ['a personal one in full', 'personal:prod', ['personal prod']],
    ['a team one in full', 'team:app:prod', ['file:///app prod']],
    ['a folder with a colon in its name', 'team:a:b:prod', ['file:///a:b prod']],
    ['a folder that begins with team:', 'team:team:a:b', ['file:///team:a b']],
    ['two folders of one name: both', 'team:same:twin', ['file:///1/same twin', 'file:///2/same twin']],
    ['a full name that a repository spells as an id: the own one', 'personal:dev', ['personal dev']],
    ['a full name that nothing has', 'team:app:none', []],
    ['a personal name of a team profile', 'personal:only', []],
    ['a team name of a personal profile', 'team:app:dev', []],
    ['another case', 'PROD', []],
    ['a part of it', 'pro', []],
    ['nothing', '', []],
  ];
  for (const [what, name, found] of cases) {
    it(`${what}: ${name}`, () => {
      const named = byName(all)(name).map(({ id, home }) => `${home.kind === 'team' ? home.uri : 'personal'} ${id}`);
      assert.deepEqual(named, found);
    });
  }

  it('find every profile that can be used by its full name', () => {
    for (const profile of all.filter(({ usable }) => usable)) {
      assert.ok(byName(all)(referenceOf(profile)).includes(profile));
    }
  });

  it('tell every profile from every other', () => {
    assert.equal(new Set(all.map(identityOf)).size, all.length);
  });

  it('tell two folders of one address from each other, but not by the address', () => {
    const [one, other] = ['1', '2'].map((id) => known('prod', team('workspace', 'file:///workspace', id)));
    assert.ok(one && other);
    assert.notEqual(identityOf(one), identityOf(other));
    assert.doesNotMatch(identityOf(one), /workspace/);
    assert.equal(identityOf(byAddress(one)), 'team:file:///workspace:prod');
    assert.equal(identityOf(byAddress(one)), identityOf(byAddress(other)));
    assert.equal(referenceOf(one), referenceOf(other), 'people see the folder’s name');
    assert.equal(byAddress(known('prod', personal)).home, personal);
  });

  it('find each profile by its place, and nothing by another text', () => {
    const find = byPlace(all);
    for (const profile of all) assert.equal(find(placeOf(profile)), profile);
    assert.equal(find('personal:nothing'), undefined);
    assert.equal(find('constructor'), undefined);
  });

  it('of a profile that repeats an id do not stand in the way of the first', () => {
    const text = '{"version":1,"profiles":[{"id":"a","grant":"static"},{"id":"a","grant":"static"}]}';
    const found = parseTeamFile(text, parseProfile).profiles.map(({ id, parsed }) =>
      knownProfile({ id, home: team('app') }, parsed),
    );
    assert.deepEqual(byName(found)('a'), [found[0]]);
    assert.deepEqual(byName(found)('team:app:a'), [found[0]]);
    assert.equal(new Set(found.map(identityOf)).size, 2);
  });

  it('are shown as the profile says, else by its id', () => {
    const shown = (fields: object) =>
      nameOf(knownProfile({ id: 'a', home: personal }, parseProfile({ id: 'a', ...fields })));
    assert.equal(shown({ grant: 'static', name: 'Mine' }), 'Mine');
    assert.equal(shown({ grant: 'static' }), 'a');
    assert.equal(shown({ grant: 'none', name: 'Mine' }), 'Mine');
    assert.equal(shown({ grant: 'none', name: 7 }), 'a');
  });
});
