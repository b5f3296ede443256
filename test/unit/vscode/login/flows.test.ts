import assert from 'node:assert/strict';
import {
  flowNames,
  loopbackAddress,
  orderFlows,
  redirectFlows,
  type Situation,
  type WindowKind,
} from '../../../../src/vscode/login/flows';

const desktop: WindowKind = { ui: 'desktop', remote: false };
const desktopRemote: WindowKind = { ui: 'desktop', remote: true };
const web: WindowKind = { ui: 'web', remote: false };
const webRemote: WindowKind = { ui: 'web', remote: true };

describe('the ways to come back from the browser', () => {
  const cases: [
    what: string,
    window: WindowKind & Partial<Situation>,
    redirect: string,
    not: string[],
    ways: string,
  ][] = [
    ['desktop', desktop, 'auto', [], 'uri-handler loopback paste'],
    ['desktop with a remote', desktopRemote, 'auto', [], 'uri-handler paste'],
    ['web', web, 'auto', [], 'external-uri paste'],
    ['web with a remote', webRemote, 'auto', [], 'external-uri paste'],

    ['desktop', desktop, 'uri-handler', [], 'uri-handler'],
    ['desktop with a remote', desktopRemote, 'uri-handler', [], 'uri-handler'],
    ['web', web, 'uri-handler', [], 'external-uri'],
    ['web with a remote', webRemote, 'uri-handler', [], 'external-uri'],

    ['desktop', desktop, 'loopback', [], 'loopback'],
    ['desktop', desktop, 'loopback:8080/cb', [], 'loopback'],
    ['desktop with a remote, its port forwarded', desktopRemote, 'loopback:8080', [], 'loopback'],
    ['web, its port forwarded', webRemote, 'loopback:8080', [], 'loopback'],

    ...[desktop, desktopRemote, web, webRemote].map((window): [string, WindowKind, string, string[], string] => [
      JSON.stringify(window),
      window,
      'paste',
      [],
      'paste',
    ]),

    ['desktop, the handler failed', desktop, 'auto', ['uri-handler'], 'loopback paste'],
    ['desktop, two failed', desktop, 'auto', ['uri-handler', 'loopback'], 'paste'],
    ['desktop, all failed', desktop, 'auto', ['uri-handler', 'loopback', 'paste'], ''],
    ['desktop, the named one failed: the others', desktop, 'uri-handler', ['uri-handler'], 'loopback paste'],
    ['desktop, the named port failed: the others', desktop, 'loopback:8080', ['loopback'], 'uri-handler paste'],
    ['web, the named one failed: the others', web, 'uri-handler', ['external-uri'], 'paste'],
    ['remote, another failed: the named one still', desktopRemote, 'loopback:8080', ['uri-handler'], 'loopback paste'],
    ['web, all failed', web, 'auto', ['external-uri', 'paste'], ''],
    ['desktop, with a code', { ...desktop, offersCode: true }, 'auto', [], 'uri-handler loopback device paste'],
    ['remote, with a code', { ...desktopRemote, offersCode: true }, 'auto', [], 'uri-handler device paste'],
    ['web, with a code', { ...web, offersCode: true }, 'auto', [], 'external-uri device paste'],
    ['web, no address', { ...webRemote, offersCode: true }, 'auto', ['external-uri'], 'device paste'],
    ['a code where another is named', { ...desktop, offersCode: true }, 'uri-handler', [], 'uri-handler'],
    ['the named one failed', { ...desktop, offersCode: true }, 'paste', ['paste'], 'uri-handler loopback device'],
    ['the code failed', { ...desktopRemote, offersCode: true }, 'auto', ['uri-handler', 'device'], 'paste'],

    ...([desktopRemote, web, webRemote] as const).flatMap((window) =>
      ['auto', 'paste', 'loopback', 'loopback:8080/cb'].map(
        (redirect): [string, Situation, string, string[], string] => [
          `a token in the address, ${JSON.stringify(window)}`,
          { ...window, offersCode: false, inFragment: true },
          ...([redirect, [], 'paste'] as [string, string[], string]),
        ],
      ),
    ),
    ['a token in the address', { ...desktop, inFragment: true }, 'auto', [], 'loopback paste'],
    ['a token in the address', { ...desktop, inFragment: true }, 'loopback:8080', [], 'loopback'],
    ['a token in the address', { ...desktop, inFragment: true }, 'auto', ['loopback'], 'paste'],
    ['a token in the address', { ...desktop, inFragment: true }, 'uri-handler', ['loopback'], 'paste'],

    ['an unknown way failed', desktop, 'auto', ['carrier-pigeon'], 'uri-handler loopback paste'],
  ];
  for (const [what, window, redirect, not, ways] of cases) {
    it(`${what}, ${redirect}${not.length > 0 ? `, not ${not.join(' nor ')}` : ''}: ${ways || 'none'}`, () => {
      assert.equal(orderFlows({ offersCode: false, inFragment: false, ...window }, redirect, not).join(' '), ways);
    });
  }
  it('never include one that failed, and always include paste', () => {
    for (const window of [desktop, desktopRemote, web, webRemote]) {
      const situation = { ...window, offersCode: true, inFragment: false };
      for (const not of flowNames) assert.ok(!orderFlows(situation, 'auto', [not]).includes(not));
      assert.ok(orderFlows(situation, 'auto').includes('paste'), 'there is always a way');
    }
  });
  it('have no redirect URI where the user enters a code', () => {
    assert.deepEqual(redirectFlows({ ...web, inFragment: false }, 'auto'), ['external-uri', 'paste']);
  });
});

describe('the loopback address', () => {
  const cases: [redirect: string, port: number, path: string][] = [
    ['auto', 0, '/callback'],
    ['uri-handler', 0, '/callback'],
    ['loopback', 0, '/callback'],
    ['loopback:8080', 8080, '/callback'],
    ['loopback:8080/', 8080, '/'],
    ['loopback:8080/a/b', 8080, '/a/b'],
  ];
  for (const [redirect, port, path] of cases) {
    it(`${redirect}: ${port} ${path}`, () => assert.deepEqual(loopbackAddress(redirect), { port, path }));
  }
});
