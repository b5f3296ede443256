import assert from 'node:assert/strict';
import { isFault } from '../../../src/faults/fault';
import type { TokenResponse } from '../../../src/oauth/grants/grant';
import { checkAcr, checkIdToken, subjectOf } from '../../../src/oauth/id-token';
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

  const asks = (acr: unknown) => JSON.stringify({ id_token: { acr } });
  const ways: [what: string, requested: string | null, acr: unknown, ok: boolean][] = [
    ['where no claims were asked for', null, undefined, true],
    ['where others were', JSON.stringify({ id_token: { auth_time: { essential: true } } }), undefined, true],
    ['where one was wanted, but not essential', asks({ values: ['mfa'] }), 'pwd', true],
    ['with the essential one', asks({ essential: true, value: 'mfa' }), 'mfa', true],
    ['with one of the essential ones', asks({ essential: true, values: ['x', 'mfa'] }), 'mfa', true],
    ['with another than the essential one', asks({ essential: true, value: 'mfa' }), 'pwd', false],
    ['with none of the essential ones', asks({ essential: true, values: ['x', 'mfa'] }), undefined, false],
    ['where any was essential', asks({ essential: true }), 'pwd', true],
    ['where the request was no JSON', '{', undefined, true],
    ['where the request was a list', '[]', undefined, true],
  ];
  for (const [what, requested, acr, ok] of ways) {
    it(`of a sign-in ${what} is ${ok ? 'taken' : 'refused'}`, () => {
      const check = () => checkAcr({ claims: () => ({ acr }) } as unknown as TokenResponse, requested);
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
