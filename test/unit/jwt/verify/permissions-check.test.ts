import assert from 'node:assert/strict';
import { checkPermissions } from '../../../../src/jwt/verify/permissions-check';
import { assertFinding } from './finding';

describe('checkPermissions', () => {
  const rows: [
    what: string,
    claims: Record<string, unknown> | undefined,
    scope: string | undefined,
    ok: boolean | null,
    reason: RegExp,
  ][] = [
    ['no scope asked for', { scope: 'a' }, undefined, null, /No scope/],
    ['a blank scope asked for', { scope: 'a' }, ' ', null, /No scope/],
    ['a granted scope', { scope: 'read write' }, 'write', true, /^It grants “write”\.$/],
    ['two granted scopes', { scope: ['read', 'write'] }, 'read write', true, /“read”, “write”/],
    [
      'a part of a scope',
      { scope: 'read:all' },
      'read',
      false,
      /“read” is missing; the token has “read:all” \(scope\)/,
    ],
    [
      'a scope in capital letters',
      { scope: 'Read' },
      'read',
      false,
      /^“read” is missing; .*\. An API that requires it responds with 403\.$/,
    ],
    ['scopes of two claims', { scope: 'openid', permissions: ['read'] }, 'openid read', true, /grants/],
    ['a role of a Keycloak client', { resource_access: { api: { roles: ['edit'] } } }, 'edit', true, /grants/],
    ['a role with its client', { resource_access: { api: { roles: ['edit'] } } }, 'api:edit', true, /grants/],
    ['a role of another client', { resource_access: { api: { roles: ['edit'] } } }, 'web:edit', false, /missing/],
    ['groups, which do not count', { groups: ['admin'] }, 'admin', false, /the token has no scopes at all/],
    [
      'two missing scopes',
      { scope: 'a' },
      'a b c',
      false,
      /^“b”, “c” are missing; the.* “a”.*\. An API that requires it responds with 403\.$/,
    ],
    ['two missing scopes of none', {}, 'b c', false, /“b”, “c” are missing; the token has no scopes at all\. /],
    ['names that every object has', {}, 'constructor toString', false, /missing/],
    ['no claims', undefined, 'a', false, /no claims/],
  ];
  for (const [what, claims, scope, ok, reason] of rows) {
    it(`${what}: ${ok}`, () => assertFinding(checkPermissions(claims, scope), ok, reason));
  }
  it('does not name a great many scopes', () => {
    const scope = Array.from({ length: 10_000 }, (_, index) => `scope-${index}`).join(' ');
    const { reason } = checkPermissions({ scope }, `${scope} x`);
    assert.match(reason, /“x” is missing; .*9992 more/);
    assert.ok(reason.length < 1000);
    assert.ok(checkPermissions({ scope }, scope).reason.length < 1000);
  });
});
