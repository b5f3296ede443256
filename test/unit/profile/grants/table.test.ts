import assert from 'node:assert/strict';
import { grantNames, grants, offeredGrants, type Grant } from '../../../../src/profile/grants/table';
import { profileSchema } from '../../../../src/profile/schema';

describe('profile: grants', () => {
  it('are those that a profile may name', () => {
    assert.deepEqual(profileSchema.entries.grant.wrapped.pipe[0].options, grantNames);
  });

  /** What a person, the store of tokens and the renewal must never get wrong. */
  const rows: Partial<Record<Grant, [obtained: string, renewal: string, tokenOf: string, client: string]>> = {
    client_credentials: ['request', 'again', 'client', 'confidential'],
    authorization_code: ['login', 'refresh-token', 'profile', 'any'],
    device_code: ['login', 'refresh-token', 'profile', 'any'],
    token_exchange: ['request', 'again', 'profile', 'any'],
    jwt_bearer: ['request', 'again', 'profile', 'any'],
    password: ['request', 'refresh-token', 'profile', 'any'],
    implicit: ['login', 'never', 'profile', 'any'],
    static: ['pasted', 'never', 'profile', 'none'],
  };
  for (const [name, facts] of Object.entries(rows)) {
    it(`${name}: ${facts.join(', ')}`, () => {
      const { obtained, renewal, tokenOf, client } = grants[name as Grant];
      assert.deepEqual([obtained, renewal, tokenOf, client], facts);
    });
  }

  it('that share a token among profiles need no person', () => {
    for (const name of grantNames)
      if (grants[name].tokenOf === 'client') assert.equal(grants[name].obtained, 'request', name);
  });

  it('are told apart in words', () => {
    for (const text of ['label', 'detail'] as const)
      assert.equal(new Set(grantNames.map((name) => grants[name][text]())).size, grantNames.length);
  });

  it('are offered by the wizard where their facts say what it asks', () => {
    assert.deepEqual(offeredGrants.slice(0, 2), ['client_credentials', 'authorization_code']);
    for (const name of grantNames) assert.equal(offeredGrants.includes(name), grants[name].wizard !== undefined, name);
  });
});
