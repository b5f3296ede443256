import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { contextValueOf, isLogin } from '../../../../src/vscode/tokens/context-value';
import { repository } from '../../../host/cache';
import type { KnownProfile } from '../../../../src/profile/known';
import type { TokenState } from '../../../../src/tokens/state';
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

const told = (known: KnownProfile, state: TokenState['kind'] = 'signed-out') =>
  contextValueOf(known, state === 'valid', state);

describe('what menus are told of a profile', () => {
  const rows: [what: string, told: string, expected: string][] = [
    ['a login', told(of('authorization_code')), 'profile personal usable login redirect obtained'],
    [
      'one with a token',
      told(of('authorization_code'), 'valid'),
      'profile personal usable login redirect obtained token',
    ],
    [
      'one whose user is in the browser',
      told(of('authorization_code'), 'signing-in'),
      'profile personal usable login redirect obtained waiting',
    ],
    ['a login on another device', told(of('device_code')), 'profile personal usable login obtained'],
    ['a login with a token in the address', told(of('implicit')), 'profile personal usable login redirect obtained'],
    [
      'a machine of a folder',
      told(of('client_credentials', team('app')), 'valid'),
      'profile team usable obtained token',
    ],
    ['a pasted token', told(of('static'), 'stored'), 'profile personal usable pasted token'],
    ['one without its pasted token', told(of('static')), 'profile personal usable pasted'],
    [
      'one whose last request failed',
      told(of('client_credentials'), 'failed'),
      'profile personal usable obtained troubled',
    ],
    ['one that cannot be used', told(broken, 'unusable'), 'profile personal troubled'],
  ];
  for (const [what, told, expected] of rows) it(`${what} is “${expected}”`, () => assert.equal(told, expected));

  it('includes “login” only for a grant that can be done', () => {
    assert.deepEqual(
      [of('authorization_code'), of('device_code'), of('implicit'), of('static'), broken].map((known) =>
        isLogin(known),
      ),
      [true, true, true, false, false],
    );
  });

  const manifest = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8')) as {
    contributes: { menus: { 'view/item/context': { command: string; when: string }[] } };
  };
  const fits = (condition: string, value: string): boolean => {
    const [, not, pattern] = /^(!\()?viewItem =~ \/(.*?)\/\)?$/.exec(condition) ?? assert.fail(condition);
    return new RegExp(pattern ?? '').test(value) === (not === undefined);
  };
  const offered = (value: string) =>
    manifest.contributes.menus['view/item/context']
      .filter(({ when }) => !when.includes('viewItem == fact'))
      .filter(({ when }) =>
        when
          .split(' && ')
          .slice(1)
          .every((condition) => fits(condition, value)),
      )
      .map(({ command }) => command.replace('tokenDeck.ui.', ''));

  it('offers what can be done with a login that waits for the browser', () => {
    const commands = offered(told(of('authorization_code'), 'signing-in'));
    for (const command of ['openBrowserAgain', 'copyLoginLink', 'pasteAddress', 'browserError', 'cancelLogin'])
      assert.ok(commands.includes(command), command);
    assert.ok(!offered(told(of('authorization_code'))).some((command) => /Browser|cancelLogin/.test(command)));
  });

  it('offers the next steps where the last request failed, in place of the header', () => {
    const inline = (value: string) => offered(value).slice(0, 2);
    assert.deepEqual(inline(told(of('client_credentials'), 'failed')), ['troubleshoot', 'getToken']);
    assert.deepEqual(inline(told(of('client_credentials'))), ['copyAuthorizationHeader', 'getToken']);
    assert.ok(!offered(told(of('client_credentials'))).includes('troubleshoot'));
    assert.ok(offered(told(broken, 'unusable')).includes('troubleshoot'));
  });

  it('offers to replace and remove a pasted token, and neither to get nor to renew one', () => {
    const commands = offered(told(of('static'), 'stored'));
    for (const command of ['replaceToken', 'removeToken', 'copyToken']) assert.ok(commands.includes(command), command);
    for (const command of ['getToken', 'renewToken', 'setSecret', 'signOut'])
      assert.ok(!commands.includes(command), command);
  });

  const offers: [command: string, grant: Parameters<typeof of>[0], isOffered: boolean][] = [
    ['signInAsOther', 'authorization_code', true],
    ['signInAsOther', 'device_code', true],
    ['signInAsOther', 'implicit', true],
    ['signInAsOther', 'client_credentials', false],
    ['signInAsOther', 'static', false],
    ['copyRedirectUri', 'authorization_code', true],
    ['copyRedirectUri', 'device_code', false],
    ['copyRedirectUri', 'implicit', true],
  ];
  for (const [command, grant, isOffered] of offers)
    it(`${command} is ${isOffered ? '' : 'not '}offered for ${grant}`, () =>
      assert.equal(offered(told(of(grant), 'valid')).includes(command), isOffered));
});
