import assert from 'node:assert/strict';
import { nameOf, type KnownProfile } from '../../../../src/profile/known';
import { GroupItem, Rows, rowsOfNames } from '../../../../src/vscode/tokens/rows';
import { usableProfile } from '../../storage/profiles-of';

const of = (id: string, fields: object = {}): KnownProfile => usableProfile({ id, grant: 'static', ...fields });
const broken = (id: string): KnownProfile => ({
  ...{ usable: false, id, home: { kind: 'personal' }, name: undefined, problems: [] },
});

/** The rows by their names, those of a group in a list after its name. */
const shown = (rows: Rows) =>
  rows.top.map((row) =>
    row instanceof GroupItem ? [row.name, ...row.profiles.map(({ known }) => known.id)] : row.known.id,
  );

describe('the sidebar’s rows', () => {
  it('are groups, then profiles, each in the order that people expect', () => {
    const rows = new Rows();
    const grouped = [of('b', { group: 'x' }), of('a', { group: 'x' }), of('c', { group: 'B' })];
    const before = [of('stage-10', { name: 'Stage 10' }), ...grouped, of('stage-2', { name: 'Stage 2' })];
    assert.equal(rows.update(before), 'rows');
    assert.deepEqual(shown(rows), [['B', 'c'], ['x', 'a', 'b'], 'stage-2', 'stage-10']);
  });

  it('stay the same objects while their profiles are there, and have them as they are now', () => {
    const rows = new Rows();
    const [a, b] = [of('a'), of('b', { group: 'x' })];
    rows.update([a, b]);
    const [{ top }, [itemA, itemB]] = [rows, rows.profiles];
    const another = of('a', { name: 'a', headerName: 'X-Key' });
    assert.deepEqual(rows.update([another, b]), [itemA]);
    assert.equal(itemA?.known, another);
    assert.deepEqual(rows.profiles, [itemA, itemB]);
    assert.equal(rows.top, top);
    assert.ok(itemA && rows.has(itemA));
  });

  const changes: [what: string, after: KnownProfile[]][] = [
    ['a profile comes', [of('a'), of('b'), of('c')]],
    ['a profile goes', [of('a')]],
    ['a profile gets a group', [of('a', { group: 'x' }), of('b')]],
    ['a profile moves by its name', [of('a', { name: 'z' }), of('b')]],
  ];
  for (const [what, after] of changes) {
    it(`are drawn as a whole where ${what}; those that stay keep their objects`, () => {
      const rows = new Rows();
      rows.update([of('a'), of('b')]);
      const [first] = rows.profiles;
      assert.equal(rows.update(after), 'rows');
      assert.ok(first && rows.has(first));
    });
  }

  it('are not drawn as a whole where nothing changed, or a profile becomes unusable', () => {
    const rows = new Rows();
    const [a, b] = [of('a'), of('b')];
    rows.update([a, b]);
    assert.deepEqual(rows.update([a, b]), []);
    assert.equal(rows.update([broken('a'), b]).length, 1);
  });

  it('know whose profile is gone', () => {
    const rows = new Rows();
    rows.update([of('a')]);
    const [item] = rows.profiles;
    rows.update([]);
    assert.ok(item && !rows.has(item));
    assert.deepEqual(rows.top, []);
  });

  it('are where their names were before they were read', () => {
    const grouped = [of('b', { group: 'x' }), of('a', { group: 'x' }), of('c', { group: 'B' })];
    const all = [of('stage-10', { name: 'Stage 10' }), ...grouped, of('stage-2', { name: 'Stage 2' })];
    const named = all.map((known) => ({ ...(known.usable && known.profile), id: known.id, name: nameOf(known) }));
    const rows = new Rows();
    rows.update(all);
    const names = rowsOfNames(named).map((row) =>
      row instanceof GroupItem ? [row.name, ...row.profiles.map((each) => each.named.id)] : row.named.id,
    );
    assert.deepEqual(names, shown(rows));
  });
});
