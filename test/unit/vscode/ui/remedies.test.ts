import assert from 'node:assert/strict';
import type { FaultReason } from '../../../../src/faults/reason';
import { faults, type FaultCode } from '../../../../src/faults/table';
import { remediesFor, type Remedy } from '../../../../src/vscode/ui/remedies';

const login = { signsIn: true };
const anotherWay = { signsIn: true, hasAnotherWay: true };
const machine = { signsIn: false };

describe('the buttons under a fault', () => {
  const rows: [what: string, code: FaultCode, profile: typeof login | undefined, offered: Remedy[]][] = [
    ['a wrong secret', 'client-refused', machine, ['set-secret', 'edit-profile', 'diagnose', 'show-log']],
    ['a missing secret', 'secret-missing', machine, ['set-secret']],
    ['an unknown scope', 'scope-refused', login, ['edit-profile', 'diagnose', 'show-log']],
    ['denied consent', 'login-refused', login, ['sign-in', 'diagnose', 'show-log']],
    ['a closed tab', 'login-timeout', login, ['sign-in', 'edit-profile', 'diagnose', 'show-log']],
    ['an expired session', 'grant-refused', login, ['sign-in', 'edit-profile', 'diagnose', 'show-log']],
    ['a refused grant of a machine', 'grant-refused', machine, ['retry', 'edit-profile', 'diagnose', 'show-log']],
    ['too many requests', 'rate-limited', machine, ['retry', 'show-log']],
    ['a provider that is down', 'server-error', machine, ['retry', 'diagnose', 'show-log']],
    ['an untrusted certificate', 'certificate-untrusted', machine, ['reload-window', 'retry', 'diagnose', 'show-log']],
    [
      'a closed tab, with another way left',
      'login-timeout',
      anotherWay,
      ['another-way', 'sign-in', 'edit-profile', 'diagnose', 'show-log'],
    ],
    [
      'denied consent, where another way would not help',
      'login-refused',
      anotherWay,
      ['sign-in', 'diagnose', 'show-log'],
    ],
    ['a profile that cannot be changed now', 'profile-read-only', login, ['edit-profile']],
    ['no sender', 'sender-missing', undefined, ['install-sender']],
    ['a no of the user', 'access-denied', login, ['manage-access']],
    ['an untrusted workspace', 'workspace-untrusted', undefined, ['trust-workspace']],
    ['a fault without a profile', 'unreachable', undefined, ['retry', 'show-log']],
    ['what the user cancelled', 'cancelled', login, []],
  ];
  for (const [what, code, profile, offered] of rows) {
    it(`for ${what}: ${offered.join(', ') || 'none'}`, () =>
      assert.deepEqual(remediesFor({ code }, profile, true), offered));
  }

  const byReason: [what: string, code: FaultCode, reason: FaultReason, offered: Remedy[]][] = [
    ['programs that the setting denies', 'access-denied', 'automation-off', ['automation-setting']],
    ['keys that the setting does not let be asked for', 'access-denied', 'keys-off', ['keys-setting']],
    ['a pasted token that was rejected', 'token-rejected', 'pasted-token', ['replace-token', 'edit-profile']],
    ['a token that is not accepted', 'grant-refused', 'token-refused', ['discard-token', 'edit-profile', 'show-log']],
    ['an ID token with an unknown key', 'id-token-invalid', 'id-token-passing', ['sign-in', 'diagnose', 'show-log']],
    ['an ID token with a wrong signature', 'id-token-invalid', 'id-token-provider', ['diagnose', 'show-log']],
    [
      'an ID token for another client',
      'id-token-invalid',
      'id-token-profile',
      ['edit-profile', 'sign-in', 'diagnose', 'show-log'],
    ],
    ['a profile that is gone', 'profile-not-found', 'profile-gone', ['show-profiles']],
    ['a command that fits no profile', 'profile-not-found', 'no-profile-fits', []],
    ['two ids that make the same variable', 'profile-ambiguous', 'same-variable', ['change-id']],
    ['a client with another secret', 'profile-invalid', 'other-secret', ['set-secret', 'edit-profile']],
    ['an answer about another user', 'response-invalid', 'other-user', ['sign-in', 'show-log']],
    ['what metadata rule out', 'grant-unsupported', 'ruled-out', ['edit-profile', 'diagnose']],
    ['a window without a folder', 'argument-invalid', 'no-folder', ['open-folder']],
  ];
  for (const [what, code, reason, offered] of byReason) {
    it(`for ${what}: ${offered.join(', ') || 'none'}`, () =>
      assert.deepEqual(remediesFor({ code, reason }, login, true), offered));
  }

  it('are about a place in a file only where one is known', () => {
    const place = { uri: 'file:///a.http', line: 3 };
    assert.deepEqual(remediesFor({ code: 'request-changed', place }, undefined, true), ['retry-there']);
    assert.deepEqual(remediesFor({ code: 'request-changed' }, undefined, true), []);
    assert.deepEqual(remediesFor({ code: 'redirect-unsafe', place }, login, true), [
      'forbid-redirects',
      'edit-profile',
    ]);
    assert.deepEqual(remediesFor({ code: 'redirect-unsafe' }, login, true), ['edit-profile']);
    assert.deepEqual(remediesFor({ code: 'profile-read-only', place }, undefined, true), ['open-file']);
  });

  it('show the profiles only where there are any', () => {
    assert.deepEqual(remediesFor({ code: 'profile-not-found' }, undefined, false), ['add-profile']);
    assert.deepEqual(remediesFor({ code: 'profile-not-found' }, undefined, true), ['show-profiles', 'add-profile']);
  });

  it('are never the same one twice', () => {
    for (const code of Object.keys(faults) as FaultCode[]) {
      const offered = remediesFor({ code }, machine, false);
      assert.equal(new Set(offered).size, offered.length, code);
    }
  });
});
