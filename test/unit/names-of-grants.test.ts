import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { clientAuthNames } from '../../src/profile/client-auth/table';
import { grantNames } from '../../src/profile/grants/table';
import { repository } from '../host/cache';

const source = path.join(repository, 'src');

/** Names that mean something else in other places: a kind of secret, an algorithm. */
const ambiguous = new Set(['none', 'password']);
const names = [...grantNames, ...clientAuthNames].filter((name) => !ambiguous.has(name)).join('|');

/** What decides by a grant's or a method's name. */
const decisions = [
  // grant === 'password', x !== settings.clientAuth
  /\b(?:grant|clientAuth)\b\)?\s*[!=]==?/,
  /[!=]==?\s*(?:[\w.]+\.)?(?:grant|clientAuth)\b/,
  // x === 'client_credentials', 'client_credentials' === x, case 'client_credentials', includes('client_credentials')
  new RegExp(`[!=]==?\\s*['"](?:${names})['"]`),
  new RegExp(`['"](?:${names})['"]\\s*[!=]==?`),
  new RegExp(`\\bcase\\s+['"](?:${names})['"]`),
  new RegExp(`\\b(?:includes|has|indexOf|startsWith)\\(['"](?:${names})['"]`),
  /\bswitch\s*\([^)]*\b(?:grant|clientAuth)\)/,
];

function decides(line: string): boolean {
  // Whether there is one at all says nothing about which.
  const compared = line.replace(/\s*[!=]==\s*undefined\b|\bundefined\s*[!=]==\s*/g, ' ');
  return decisions.some((decision) => decision.test(compared));
}

describe('grants and client authentication methods', () => {
  it('are told apart by their tables only: nothing compares their names', () => {
    const found = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) =>
        readFileSync(path.join(source, file), 'utf8')
          .split('\n')
          .map((line, index) => ({ line, at: `${file}:${index + 1}` }))
          .filter(({ line }) => !/^\s*(?:\/?\*|\/\/)/.test(line) && decides(line))
          .map(({ line, at }) => `${at} ${line.trim()}`),
      );
    assert.deepEqual(found, []);
  });

  it('are named by no menu', () => {
    const conditions = [...readFileSync(path.join(repository, 'package.json'), 'utf8').matchAll(/"when": "(.*)"/g)];
    assert.ok(conditions.length > 10);
    const naming = new RegExp(`\\b(?:${names})\\b`);
    assert.deepEqual(
      conditions.map(([, when = '']) => when).filter((when) => naming.test(when)),
      [],
    );
  });

  const lines: [line: string, found: boolean][] = [
    ["if (settings.grant === 'password') return;", true],
    ['if (other.grant !== profile.grant) return;', true],
    ["const isLogin = known.settings.grant == 'authorization_code';", true],
    ["if ('none' === clientAuth) return;", true],
    ["if (method === 'client_secret_post') return;", true],
    ["case 'private_key_jwt':", true],
    ["if (supported.includes('client_secret_basic')) return;", true],
    ['switch (known.settings.grant) {', true],
    ['if (profile.grant !== undefined) return;', false],
    ['if (undefined === clientAuth) return;', false],
    ["if (kind === 'password') return;", false],
    ["gives: { grant: 'client_credentials' },", false],
    ["if (grants[settings.grant].obtained === 'login') return;", false],
  ];
  for (const [line, found] of lines) {
    it(`${line} ${found ? 'compares' : 'does not compare'} names`, () => assert.equal(decides(line), found));
  }
});
