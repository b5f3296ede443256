import assert from 'node:assert/strict';
import { isFault } from '../../../src/faults/fault';
import type { TokenResponse } from '../../../src/oauth/grants/grant';
import { checkIdToken, subjectOf } from '../../../src/oauth/id-token';
import { jwt } from '../../support/jwts';
import { issuer, person, settingsOf } from './provider';

const settings = settingsOf({ ...person, issuer });

describe('oauth: an ID token', () => {
  const rows: [
    what: string,
    claims: { azp?: unknown; sub?: string } | undefined,
    subject: string | undefined,
    ok: boolean,
  ][] = [
    ['that is not there', undefined, 's', true],
    ['of the client', { azp: 'c', sub: 's' }, undefined, true],
    ['without azp', { sub: 's' }, undefined, true],
    ['of another client', { azp: 'other', sub: 's' }, undefined, false],
    ['whose azp is not a text', { azp: ['c'], sub: 's' }, undefined, false],
    ['of the same user', { sub: 's' }, 's', true],
    ['of another user', { sub: 't' }, 's', false],
    ['without a user', {}, 's', false],
  ];
  for (const [what, claims, subject, ok] of rows) {
    it(`${what} is ${ok ? 'taken' : 'refused'}`, () => {
      const check = () => checkIdToken({ claims: () => claims } as unknown as TokenResponse, settings, subject);
      if (ok) return check();
      assert.throws(check, (thrown) => isFault(thrown) && thrown.code === 'id-token-invalid');
    });
  }

  for (const [what, idToken, subject] of [
    ['one', jwt({ sub: 's' }), 's'],
    ['one without a subject', jwt(), undefined],
    ['garbage', 'x', undefined],
    ['none', undefined, undefined],
  ] as const) {
    it(`the subject of ${what} is ${subject ?? 'unknown'}`, () => assert.equal(subjectOf(idToken), subject));
  }
});
