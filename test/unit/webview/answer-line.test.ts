import assert from 'node:assert/strict';
import { answerLine } from '../../../src/webview/answer-line';
import type { StateLine } from '../../../src/webview/state-line';

const now = Date.UTC(2026, 10, 21);
const minute = 60_000;
const introspection = { inquiry: 'introspection', host: 'sso.example.com' } as const;

describe('what the page of an answer says first', () => {
  const cases: [what: string, answer: Parameters<typeof answerLine>[0], line: StateLine][] = [
    [
      'of an active token: for how long',
      { ...introspection, active: true, expiresAt: now + 10 * minute },
      { text: 'Active, valid for another 10 min, says sso.example.com', kind: 'good', next: 1 },
    ],
    [
      'of an active token that expires soon: that, as a warning',
      { ...introspection, active: true, expiresAt: now + 60_500 },
      { text: 'Active, valid for another 1:00, says sso.example.com', kind: 'warn', next: 501 },
    ],
    [
      'of an active token without an end',
      { ...introspection, active: true },
      { text: 'Active, according to sso.example.com', kind: 'good', next: Infinity },
    ],
    [
      'of a token whose end the provider does not heed',
      { ...introspection, active: true, expiresAt: now - minute },
      { text: 'Active, according to sso.example.com', kind: 'good', next: Infinity },
    ],
    [
      'of a token that is not active',
      { ...introspection, active: false },
      { text: 'Not active: sso.example.com no longer accepts this token', kind: 'bad', next: Infinity },
    ],
    [
      'of a token that is not active, or not for the client that asked',
      { ...introspection, active: false, outsideAudience: true },
      {
        text: 'Not active, or sso.example.com does not tell this client, which is not in the token’s audience',
        kind: 'warn',
        next: Infinity,
      },
    ],
    [
      'of a user',
      { inquiry: 'userinfo', host: 'sso.example.com' },
      { text: 'What sso.example.com says about the user', kind: '', next: Infinity },
    ],
  ];
  for (const [what, answer, line] of cases) it(what, () => assert.deepEqual(answerLine(answer, now), line));
});
