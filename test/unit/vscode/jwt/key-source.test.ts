import assert from 'node:assert/strict';
import type { Verification } from '../../../../src/jwt/verify/verify';
import { knownProfile } from '../../../../src/profile/known';
import { parseProfile } from '../../../../src/profile/parse';
import { ownerOf, withKeySource, type KeySource } from '../../../../src/vscode/jwt/key-source';

function profile(more: object): KeySource {
  const raw = { id: 'calendar', grant: 'client_credentials', clientId: 'c', ...more };
  const known = knownProfile({ id: 'calendar', home: { kind: 'personal' } }, parseProfile(raw));
  assert.ok(known.usable, JSON.stringify(known));
  return { from: 'profile', profile: known };
}

const verification = (ok: boolean | null): Verification => ({
  valid: ok === true,
  checks: [
    { name: 'format', ok: true, reason: 'Right.' },
    { name: 'signature', ok, reason: 'It says.' },
  ],
});
const issuer = 'https://login.example.com';
const token = 'https://login.example.com/token';
const jwks = 'https://keys.example/jwks';

describe('ownerOf', () => {
  const rows: [what: string, source: KeySource, owner: string | undefined][] = [
    ['a profile’s issuer', profile({ issuer: `${issuer}/` }), issuer],
    ['a profile with a key set beside its issuer', profile({ issuer, endpoints: { jwks } }), jwks],
    ['an address, without what may be secret', { from: 'address', address: `${jwks}?a=b#c` }, jwks],
    ['the token’s issuer', { from: 'token' }, 'https://issuer.example/a'],
    ['a given key', { from: 'key', key: 'x' }, undefined],
    ['no key', { from: 'nowhere' }, undefined],
  ];
  for (const [what, source, owner] of rows)
    it(`names ${what}`, () => assert.equal(ownerOf(source, 'https://u:p@issuer.example/a/'), owner));
});

describe('withKeySource', () => {
  const rows: [what: string, source: KeySource, reason: RegExp][] = [
    ['the token’s own issuer', { from: 'token' }, /^It says\. The keys are those of the issuer in the token: /],
    [
      'a profile with a key set beside its issuer',
      profile({ issuer, endpoints: { jwks } }),
      /^It says\. The keys are from the profile’s own address \(endpoints\.jwks\), not from its issuer’s metadata\.$/,
    ],
    ['a profile’s issuer', profile({ issuer }), /^It says\.$/],
    ['a profile with a key set and no issuer', profile({ endpoints: { token, jwks } }), /^It says\.$/],
    ['a key', { from: 'key', key: 'x' }, /^It says\.$/],
    ['an address', { from: 'address', address: jwks }, /^It says\.$/],
  ];
  for (const [what, source, reason] of rows) {
    it(`says of a signature that fits what keys from ${what} mean`, () => {
      const found = withKeySource(verification(true), source);
      assert.match(found.checks[1]?.reason ?? '', reason);
      assert.deepEqual(found.checks[0], verification(true).checks[0]);
      assert.equal(found.valid, true);
    });
    it(`adds nothing to a signature that does not fit, with keys from ${what}`, () => {
      for (const ok of [false, null]) assert.deepEqual(withKeySource(verification(ok), source), verification(ok));
    });
  }
});
