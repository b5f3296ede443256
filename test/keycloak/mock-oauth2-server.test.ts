import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import type { UsableProfile } from '../../src/profile/known';
import { pairs, pem } from '../support/key-pairs';
import { faultOf } from '../unit/faults/fault-of';
import { usableProfile } from '../unit/storage/profiles-of';
import { openAt } from './login-page';
import { startMockServer } from './mock-oauth2-server';
import { keepSecretsOutOfLogs, world } from './world';

describe('mock-oauth2-server', () => {
  keepSecretsOutOfLogs();
  let origin: string;
  let close: () => Promise<void>;

  before(async function () {
    this.timeout(600_000);
    ({ origin, close } = await startMockServer());
  });

  after(() => close());

  const profile = (fields: Record<string, unknown>): UsableProfile =>
    usableProfile({
      id: 'p',
      issuer: `${origin}/default`,
      clientId: 'deck',
      clientAuth: 'client_secret_basic',
      ...fields,
    });
  const key = pem(pairs.rsa.privateKey, 'pkcs8');

  /** Each grant, and what its token says. */
  const cases: readonly [title: string, fields: Record<string, unknown>, claims: Record<string, unknown>][] = [
    ['a client’s own token, by Basic', { grant: 'client_credentials', scope: 'api' }, { sub: 'deck', aud: 'api' }],
    [
      'a client’s own token, by the body',
      { grant: 'client_credentials', scope: 'api', clientAuth: 'client_secret_post' },
      { sub: 'deck', aud: 'api' },
    ],
    [
      'a client’s own token, by a signed assertion',
      { grant: 'client_credentials', scope: 'api', clientAuth: 'private_key_jwt' },
      { sub: 'deck', aud: 'api' },
    ],
    ['a token for a person’s password', { grant: 'password', username: 'dana', scope: 'openid api' }, { sub: 'dana' }],
    [
      'a token for an assertion that is signed here',
      { grant: 'jwt_bearer', scope: 'api', assertion: { issuer: 'deck', subject: 'dana', claims: { team: 'blue' } } },
      { sub: 'dana', aud: 'api', team: 'blue' },
    ],
  ];
  for (const [title, fields, expected] of cases)
    it(`gives ${title}`, async () => {
      const { service, secrets } = world();
      const known = profile(fields);
      await secrets.set('clientSecret', known, 'a secret that it takes');
      await secrets.set('privateKey', known, key);
      await secrets.set('password', known, 'a password that it takes');
      const claims = decodeJwt((await service.get(known)).accessToken);
      const seen = Object.keys(expected).map((name) => [name, [claims[name]].flat()[0]]);
      assert.deepEqual(Object.fromEntries(seen), expected);
      assert.equal(claims.iss, `${origin}/default`);
    });

  it('keeps issuers on one server apart', async () => {
    const { service, secrets } = world();
    const known = ['default', 'another'].map((name) =>
      profile({ id: name, issuer: `${origin}/${name}`, grant: 'client_credentials', scope: 'api' }),
    );
    for (const each of known) await secrets.set('clientSecret', each, 'a secret that it takes');
    const sets = await Promise.all(known.map((each) => service.get(each)));
    assert.deepEqual(
      sets.map(({ accessToken }) => decodeJwt(accessToken).iss),
      [`${origin}/default`, `${origin}/another`],
    );
  });

  it('signs a person in, and renews what they got', async () => {
    const { service, secrets, asked, tokenRequests } = world({ signIn: openAt });
    const known = profile({ grant: 'authorization_code', scope: 'openid api' });
    await secrets.set('clientSecret', known, 'a secret that it takes');
    const first = await service.get(known);
    const second = await service.get(known, { forceRefresh: true });
    assert.notEqual(first.accessToken, second.accessToken);
    assert.equal(decodeJwt(first.idToken ?? '').aud, 'deck');
    assert.deepEqual(asked, ['login']);
    assert.deepEqual(
      tokenRequests().map(({ form }) => form.grant_type),
      ['authorization_code', 'refresh_token'],
    );
  });

  it('exchanges another profile’s token', async () => {
    const subject = profile({ id: 'subject', grant: 'client_credentials', scope: 'api' });
    const { service, secrets } = world({ known: [subject] });
    const known = profile({
      ...{ grant: 'token_exchange', clientAuth: 'private_key_jwt', audience: 'other' },
      subject: { profile: 'subject' },
    });
    await secrets.set('clientSecret', subject, 'a secret that it takes');
    await secrets.set('privateKey', known, key);
    const claims = decodeJwt((await service.get(known)).accessToken);
    assert.deepEqual([claims.sub, [claims.aud].flat()], ['deck', ['other']]);
  });

  it('refuses an exchange by a client that does not say who it is', async () => {
    const subject = profile({ id: 'subject', grant: 'client_credentials', scope: 'api' });
    const { service, secrets } = world({ known: [subject] });
    const known = profile({
      ...{ grant: 'token_exchange', clientAuth: 'none', audience: 'other' },
      subject: { profile: 'subject' },
    });
    await secrets.set('clientSecret', subject, 'a secret that it takes');
    assert.equal((await faultOf(service.get(known))).code, 'request-refused');
  });
});
