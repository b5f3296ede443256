import assert from 'node:assert/strict';
import type { Home } from '../../../../src/profile/known';
import { accountOf } from '../../../../src/vscode/integrations/account';
import { personal, team, usableProfile } from '../../storage/profiles-of';

const profile = (id: string, name: string | undefined, home: Home = personal) =>
  usableProfile({ id, ...(name !== undefined && { name }), grant: 'static' }, home);
const app = team('app', 'file:///app', '0f7c2a91-aaaa-4aaa-8aaa-aaaaaaaaaaaa');
const hostile = team('app', 'file:///elsewhere/app', '9b1e44d0-bbbb-4bbb-8bbb-bbbbbbbbbbbb');
const namedAsIf = (folder: string) => team(folder, 'file:///x', '9b1e44d0-bbbb-4bbb-8bbb-bbbbbbbbbbbb');

describe('the label of an account', () => {
  const rows: [what: string, label: string, of: ReturnType<typeof profile>][] = [
    ['of a personal profile', 'Production (personal:prod)', profile('prod', 'Production')],
    ['of a profile without a name', 'prod (personal:prod)', profile('prod', undefined)],
    ['of a folder’s profile', 'Production (team:app:prod #0f7c2a91)', profile('prod', 'Production', app)],
    [
      'of a name with icons, links and lines',
      '$ (key) [x] (command:x) y (personal:a)',
      profile('a', '$(key) [x](command:x)\ny'),
    ],
  ];
  for (const [what, label, known] of rows)
    it(`${what} is “${label}”`, () => assert.equal(accountOf(known).label, label));

  it('is one that no other profile has, whatever a repository calls its folder and its profiles', () => {
    const all = [
      profile('prod', 'Production'),
      profile('production', 'Production'),
      profile('prod', 'Production', app),
      profile('prod', 'Production', hostile),
      profile('prod', 'Production (personal:prod)', hostile),
      profile('other', 'Production (team:app:prod #0f7c2a91)', hostile),
      profile('prod', 'Production', namedAsIf('x) (personal')),
      profile('prod', 'Production', namedAsIf('app:prod #0f7c2a91) (team:app')),
      profile('prod', 'Production (team', namedAsIf('app')),
    ];
    const accounts = all.map(accountOf);
    assert.equal(new Set(accounts.map(({ label }) => label)).size, all.length);
    const [mine = '', , team = ''] = accounts.map(({ label }) => label);
    for (const { label } of accounts.slice(3))
      assert.ok(!label.endsWith(mine) && !label.endsWith(team.slice(-12)), label);
  });
});
