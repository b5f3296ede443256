import assert from 'node:assert/strict';
import { grantsOf, words } from '../../../../src/jwt/inspect/grants';

describe('grantsOf', () => {
  const rows: [what: string, claims: Record<string, unknown>, grants: ReturnType<typeof grantsOf>][] = [
    ['scope', { scope: 'read  write ' }, [{ from: 'scope', names: ['read', 'write'] }]],
    ['scope as a list', { scope: ['read', 1] }, [{ from: 'scope', names: ['read'] }]],
    ['scp', { scp: 'read write' }, [{ from: 'scp', names: ['read', 'write'] }]],
    ['scp as a list', { scp: ['read'] }, [{ from: 'scp', names: ['read'] }]],
    ['permissions of Auth0', { permissions: ['read:a'] }, [{ from: 'permissions', names: ['read:a'] }]],
    ['roles of Entra ID', { roles: ['admin'] }, [{ from: 'roles', names: ['admin'] }]],
    ['roles of a Keycloak realm', { realm_access: { roles: ['admin'] } }, [{ from: 'realm_access', names: ['admin'] }]],
    [
      'roles of Keycloak clients',
      { resource_access: { api: { roles: ['edit', 'view'] }, web: { roles: ['edit'] } } },
      [
        { from: 'resource_access', names: ['api:edit', 'api:view'], alsoKnownAs: ['edit', 'view'] },
        { from: 'resource_access', names: ['web:edit'], alsoKnownAs: ['edit'] },
      ],
    ],
    [
      'several claims',
      { roles: ['b'], scope: 'a' },
      [
        { from: 'scope', names: ['a'] },
        { from: 'roles', names: ['b'] },
      ],
    ],
    ['nothing from groups', { groups: ['admin'] }, []],
    ['nothing from empty claims', { scope: '', permissions: [] }, []],
    [
      'nothing from claims of other types',
      { scope: 1, scp: {}, permissions: 'a', roles: [1, null], realm_access: [] },
      [],
    ],
    [
      'nothing from other types within',
      { realm_access: { roles: 'a' }, resource_access: { b: null, c: [], d: { roles: {} } } },
      [],
    ],
    [
      'nothing from inherited claims',
      JSON.parse('{"__proto__":{"scope":"a"},"realm_access":{"__proto__":{"roles":["a"]}}}') as Record<string, unknown>,
      [],
    ],
  ];
  for (const [what, claims, grants] of rows) it(`reads ${what}`, () => assert.deepEqual(grantsOf(claims), grants));
});

describe('words', () => {
  const rows: [text: string, expected: string[]][] = [
    ['', []],
    [' ', []],
    [' a  b\tc\n', ['a', 'b', 'c']],
  ];
  for (const [text, expected] of rows) {
    it(`of ${JSON.stringify(text)} are ${JSON.stringify(expected)}`, () => assert.deepEqual(words(text), expected));
  }
});
