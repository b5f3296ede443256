import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { contextValueOf, isLogin } from '../../../../src/vscode/tokens/context-value';
import { repository } from '../../../host/cache';
import { personal, team, usableProfile } from '../../storage/profiles-of';

const issuer = 'https://sso.example.com';
const fields = {
  authorization_code: { clientId: 'c', issuer },
  client_credentials: { clientId: 'c', issuer },
  device_code: { clientId: 'c', issuer },
  implicit: { clientId: 'c', issuer },
  static: {},
};
const of = (grant: keyof typeof fields, home = personal) => usableProfile({ id: 'a', grant, ...fields[grant] }, home);
const broken = { usable: false, id: 'a', home: personal, name: undefined, problems: [] } as const;

describe('what menus are told of a profile', () => {
  const rows: [what: string, told: string, expected: string][] = [
    ['a login', contextValueOf(of('authorization_code'), false), 'profile personal usable login redirect'],
    [
      'one with a token',
      contextValueOf(of('authorization_code'), true),
      'profile personal usable login redirect token',
    ],
    ['a login that cannot be done yet', contextValueOf(of('device_code'), false), 'profile personal usable'],
    ['another one', contextValueOf(of('implicit'), false), 'profile personal usable'],
    ['a machine of a folder', contextValueOf(of('client_credentials', team('app')), true), 'profile team usable token'],
    ['a pasted token', contextValueOf(of('static'), true), 'profile personal usable token'],
    ['one that cannot be used', contextValueOf(broken, false), 'profile personal'],
  ];
  for (const [what, told, expected] of rows) it(`${what} is “${expected}”`, () => assert.equal(told, expected));

  it('includes “login” only for a grant that can be done', () => {
    assert.deepEqual(
      [of('authorization_code'), of('device_code'), of('static'), broken].map((known) => isLogin(known)),
      [true, false, false, false],
    );
  });

  const manifest = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8')) as {
    contributes: { menus: { 'view/item/context': { command: string; when: string }[] } };
  };
  const offered = (value: string) =>
    manifest.contributes.menus['view/item/context']
      .filter(({ when }) => new RegExp(/viewItem =~ \/(.*)\//.exec(when)?.[1] ?? assert.fail(when)).test(value))
      .map(({ command }) => command);

  for (const command of ['tokenDeck.ui.signInAsOther', 'tokenDeck.ui.copyRedirectUri']) {
    it(`${command} is offered for a login, and for none that cannot be done yet`, () => {
      assert.ok(offered(contextValueOf(of('authorization_code'), false)).includes(command));
      for (const grant of ['device_code', 'implicit', 'client_credentials', 'static'] as const)
        assert.ok(!offered(contextValueOf(of(grant), true)).includes(command), grant);
    });
  }
});
