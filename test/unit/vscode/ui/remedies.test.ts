import assert from 'node:assert/strict';
import { faults, type FaultCode } from '../../../../src/faults/table';
import { remediesFor, type Remedy } from '../../../../src/vscode/ui/remedies';

const login = { signsIn: true };
const anotherWay = { signsIn: true, hasAnotherWay: true };
const machine = { signsIn: false };

describe('the buttons under a fault', () => {
  const rows: [what: string, code: FaultCode, profile: typeof login | undefined, offered: Remedy[]][] = [
    ['a wrong secret', 'client-refused', machine, ['set-secret', 'edit-profile', 'show-log']],
    ['a missing secret', 'secret-missing', machine, ['set-secret']],
    ['an unknown scope', 'scope-refused', login, ['edit-profile', 'show-log']],
    ['denied consent', 'login-refused', login, ['sign-in', 'show-log']],
    ['a closed tab', 'login-timeout', login, ['sign-in', 'show-log']],
    ['an expired session', 'grant-refused', login, ['sign-in', 'edit-profile', 'show-log']],
    ['a refused grant of a machine', 'grant-refused', machine, ['retry', 'edit-profile', 'show-log']],
    ['too many requests', 'rate-limited', machine, ['retry', 'show-log']],
    ['a provider that is down', 'server-error', machine, ['retry', 'show-log']],
    ['an untrusted certificate', 'certificate-untrusted', machine, ['reload-window', 'retry', 'show-log']],
    ['a closed tab, with another way left', 'login-timeout', anotherWay, ['another-way', 'sign-in', 'show-log']],
    ['denied consent, where another way would not help', 'login-refused', anotherWay, ['sign-in', 'show-log']],
    ['no sender', 'sender-missing', undefined, ['install-sender']],
    ['a no of the user', 'access-denied', login, ['manage-access']],
    ['an untrusted workspace', 'workspace-untrusted', undefined, ['trust-workspace']],
    ['a fault without a profile', 'unreachable', undefined, ['retry', 'show-log']],
    ['what the user cancelled', 'cancelled', login, []],
  ];
  for (const [what, code, profile, offered] of rows) {
    it(`for ${what}: ${offered.join(', ') || 'none'}`, () =>
      assert.deepEqual(remediesFor(code, profile, true), offered));
  }

  it('add a profile only where there is none', () => {
    assert.deepEqual(remediesFor('profile-not-found', undefined, false), ['add-profile']);
    assert.deepEqual(remediesFor('profile-not-found', undefined, true), []);
  });

  it('are never the same one twice', () => {
    for (const code of Object.keys(faults) as FaultCode[]) {
      const offered = remediesFor(code, machine, false);
      assert.equal(new Set(offered).size, offered.length, code);
    }
  });
});
