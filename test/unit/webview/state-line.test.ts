import assert from 'node:assert/strict';
import { decryptedLine, stateLine } from '../../../src/webview/state-line';

const now = Date.UTC(2026, 10, 21);
const minute = 60_000;
const hour = 60 * minute;

describe('inspector: the state line', () => {
  const cases: [what: string, token: Parameters<typeof stateLine>[0], line: ReturnType<typeof stateLine>][] = [
    ['of nothing is empty', { kind: 'none' }, { text: '', kind: '', next: Infinity }],
    [
      'of a token that cannot be read is its problem',
      { kind: 'jws', problem: 'It has one part.', expiresAt: now + hour },
      { text: 'It has one part.', kind: 'bad', next: Infinity },
    ],
    [
      'of an encrypted token says that',
      { kind: 'jwe' },
      { text: 'Encrypted (JWE): only the key holder can read it.', kind: '', next: Infinity },
    ],
    [
      'of a token without an end says that',
      { kind: 'jws', notBefore: now - hour },
      { text: 'Never expires (no exp) · decoded, not verified', kind: 'warn', next: Infinity },
    ],
    [
      'of a valid token tells how long it is',
      { kind: 'sd-jwt', expiresAt: now + 2 * hour + 5 * minute },
      { text: 'Valid for another 2 h 05 min · decoded, not verified', kind: '', next: 1 },
    ],
    [
      'of a token that expires soon warns',
      { kind: 'jws', expiresAt: now + 5 * minute - 500 },
      { text: 'Valid for another 4:59 · decoded, not verified', kind: 'warn', next: 501 },
    ],
    [
      'of an expired token tells since when, and changes with the minute',
      { kind: 'jws', expiresAt: now - hour, notBefore: now + hour },
      { text: 'Expired 1 h 0 min ago · decoded, not verified', kind: 'bad', next: minute },
    ],
    [
      'of a token that is not valid yet tells from when',
      { kind: 'jws', notBefore: now + 42 * minute },
      { text: 'Not valid for another 42 min · decoded, not verified', kind: 'warn', next: 1 },
    ],
  ];
  for (const [what, token, line] of cases) it(what, () => assert.deepEqual(stateLine(token, now), line));
});

describe('inspector: the state line of a decrypted token', () => {
  const cases: [token: Parameters<typeof decryptedLine>[0], text: string, kind: string][] = [
    [{}, 'Never expires (no exp) · decrypted, not verified', 'warn'],
    [{ expiresAt: now + hour }, 'Valid for another 1 h 00 min · decrypted, not verified', ''],
    [{ expiresAt: now + minute }, 'Valid for another 1:00 · decrypted, not verified', 'warn'],
    [{ expiresAt: now - minute }, 'Expired 1 min ago · decrypted, not verified', 'bad'],
    [{ notBefore: now + hour }, 'Not valid for another 1 h 00 min · decrypted, not verified', 'warn'],
  ];
  for (const [token, text, kind] of cases)
    it(text, () => {
      const line = decryptedLine(token, now);
      assert.deepEqual([line.text, line.kind], [text, kind]);
    });
});
