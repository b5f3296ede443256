import assert from 'node:assert/strict';
import { clientAuthOf } from '../../../../src/oauth/client-auth/choice';
import type { ClientAuth } from '../../../../src/profile/client-auth/table';
import { clientOf, issuer, person } from '../provider';

describe('oauth: how a client authenticates', () => {
  const rows: [
    what: string,
    own: ClientAuth | undefined,
    secret: string | undefined,
    supported: string[] | undefined,
    chosen: ClientAuth,
  ][] = [
    ['as the profile says', 'client_secret_post', 's', ['client_secret_basic'], 'client_secret_post'],
    ['not at all, as the profile says', 'none', 's', ['client_secret_basic'], 'none'],
    ['not at all without a secret', undefined, undefined, ['client_secret_basic'], 'none'],
    ['by Basic where the metadata does not say', undefined, 's', undefined, 'client_secret_basic'],
    [
      'by Basic where both are listed',
      undefined,
      's',
      ['client_secret_post', 'client_secret_basic'],
      'client_secret_basic',
    ],
    ['in the body where only that is listed', undefined, 's', ['none', 'client_secret_post'], 'client_secret_post'],
    ['by Basic where nothing that fits is listed', undefined, 's', ['private_key_jwt'], 'client_secret_basic'],
    ['by Basic where nothing is listed', undefined, 's', [], 'client_secret_basic'],
  ];
  for (const [what, clientAuth, clientSecret, supported, chosen] of rows) {
    it(`is chosen: ${what}`, () => {
      const client = clientOf({ ...person, issuer, ...(clientAuth && { clientAuth }) }, { clientSecret });
      assert.equal(clientAuthOf(client, supported), chosen);
    });
  }
});
