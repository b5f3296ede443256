import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OAuthClient } from '../../../src/oauth/client';
import { beginLogin } from '../oauth/begin-login';
import { hostsOf } from '../../../src/profile/disclosed';
import { knownProfile, type UsableProfile } from '../../../src/profile/known';
import { parseProfile } from '../../../src/profile/parse';
import { presetNames } from '../../../src/profile/presets';
import { registersClient } from '../../../src/profile/registers-client';
import { knownFields } from '../../../src/profile/schema';
import { parseTeamFile } from '../../../src/profile/team-file';
import { tokenKey } from '../../../src/storage/keys';
import { RegistrationStore } from '../../../src/storage/registrations';
import { SecretsStore } from '../../../src/storage/secrets';
import { TokenStore } from '../../../src/storage/tokens';
import { noLock } from '../../../src/storage/window-lock';
import { ClientSecrets, type SecretInteraction } from '../../../src/tokens/client-secrets';
import { currentToken, noWork, type Getting } from '../../../src/tokens/current-token';
import { ProgramLogins } from '../../../src/tokens/program-logins';
import { Registrations } from '../../../src/tokens/registrations';
import { hostsText, useText } from '../../../src/vscode/access/question-texts';
import { secretPrompt } from '../../../src/vscode/profiles/secret-prompt';
import { jwt } from '../../support/jwts';
import { MemorySecrets } from '../storage/memory-secrets';
import { team } from '../storage/profiles-of';
import { assertProperty } from '../../support/property';

const home = team('app');

/** Addresses as a repository may spell them: good ones, and ones that read as another host than they are. */
const origin = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.constantFrom(
      ...['https://real.example', 'https://evil.example', 'https://real.example.evil.example', 'https://REAL.example'],
      ...['https://real.example:8443', 'https://real.example:443', 'http://localhost:1', 'http://127.0.0.1:2'],
      ...['https://[::1]:3', 'https://xn--bcher-kva.example', 'https://evil.example.'],
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...['https://real.example@evil.example', 'https://real.example\\@evil.example', 'https:evil.example'],
      ...['https:///evil.example', 'https://ｒeal.example', 'https://bücher.example', 'http://evil.example'],
      ...[
        'https://real.example\t.evil.example',
        'https://0x7f.1',
        'http://127.1',
        'https://real.example%2eevil.example',
      ],
      ...['//evil.example', 'javascript:', 'file://evil.example', 'https://', '\ud800', ''],
    ),
  },
);
const path = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom('', '/', '/a', '/token', '/a/../b', '//evil.example') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...[
        '/.well-known/openid-configuration',
        '/%2e%2e/',
        '?tenant=1',
        '?client_id=evil',
        '#f',
        '?redirect_uri=x',
        '/\ud800',
        '\\',
      ],
    ),
  },
);
const address = fc.tuple(origin, path).map((parts) => parts.join(''));
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('openid', 'read', 'none', '{{x}}'));
const odd = fc.oneof(fc.jsonValue(), fc.constantFrom('__proto__', 'constructor', 'toString', '\ud800'));

const addresses = fc.dictionary(
  fc.constantFrom(
    'authorization',
    'token',
    'jwks',
    'revocation',
    'userinfo',
    'endSession',
    'pushedAuthorizationRequest',
    'registration',
  ),
  address,
);

/** What most profiles have. */
const usual = {
  id: fc.constantFrom('p', 'prod'),
  grant: fc.constantFrom('client_credentials', 'authorization_code'),
  clientId: fc.constantFrom('c', 'another client'),
  issuer: address,
  endpoints: addresses,
};
const chosen = {
  clientAuth: fc.constantFrom('client_secret_basic', 'client_secret_post'),
  scope: fc.constantFrom('openid', 'openid offline_access', 'read'),
  params: fc.dictionary(
    fc.constantFrom('authorization', 'token', 'refresh'),
    fc.dictionary(fc.constantFrom('prompt', 'audience', 'scope'), fc.constantFrom('none', 'x')),
  ),
  origins: fc.array(fc.constantFrom('https://real.example', 'https://*.evil.example'), { maxLength: 3 }),
  redirect: fc.constantFrom('auto', 'loopback', 'paste'),
  tokenRequestFormat: fc.constantFrom('form', 'json'),
  use: fc.constantFrom('access_token', 'id_token'),
  security: fc.record({ par: fc.boolean(), dpop: fc.boolean() }),
};
const presetFields = {
  preset: fc.constantFrom(...presetNames),
  server: address,
  tenant: fc.oneof(address, fc.constantFrom('real.example', 'evil.example/', 'real.example#@evil.example')),
  realm: fc.constantFrom('r', '..', '.well-known', 'a/b', '?', '#'),
  organization: text,
};

/** A profile that often parses. */
const plausible = fc.oneof(
  { weight: 3, arbitrary: fc.record({ ...usual, ...chosen }, { requiredKeys: ['id', 'grant', 'clientId', 'issuer'] }) },
  {
    weight: 1,
    arbitrary: fc.record({ ...usual, ...chosen }, { requiredKeys: ['id', 'grant', 'clientId', 'endpoints'] }),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      { ...usual, ...chosen, clientId: fc.constant(undefined), grant: fc.constant('authorization_code') },
      { requiredKeys: ['id', 'grant', 'issuer'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({ ...usual, ...presetFields }, { requiredKeys: ['id', 'grant', 'clientId', 'preset'] }),
  },
);

/** Any JSON in the place of any field, on top of a profile that may parse. */
const hostile = fc
  .tuple(plausible, fc.dictionary(fc.oneof(fc.constantFrom(...(knownFields[''] ?? [])), text), odd, { maxKeys: 3 }))
  .map(([profile, fields]): Record<string, unknown> => ({ ...profile, ...fields }));

/** What the fake servers say: which hosts the metadata name, and what comes with a token. */
const servers = fc.record({
  named: fc.dictionary(
    fc.constantFrom(
      'authorization_endpoint',
      'token_endpoint',
      'jwks_uri',
      'revocation_endpoint',
      'userinfo_endpoint',
      'registration_endpoint',
    ),
    address,
  ),
  issuer: fc.constantFrom('own', 'other'),
  /** Where a client that was registered is said to be managed. */
  client: address,
  wellKnown: fc.constantFrom('openid-configuration', 'oauth-authorization-server'),
  refresh: fc.boolean(),
});

/** What the person says to each question that further hosts are in, and whether secrets are stored, or typed. */
const person = fc.record({ further: fc.boolean(), secret: fc.constantFrom('stored', 'typed', 'none') });

type Servers = typeof servers extends fc.Arbitrary<infer T> ? T : never;
type Answers = typeof person extends fc.Arbitrary<infer T> ? T : never;

/** The lines of a question that name hosts. */
const indentedLines = (detail: string) =>
  detail
    .split('\n')
    .filter((line) => line.startsWith(' '))
    .join('\n');

const originsIn = (text: string) => [...text.matchAll(/https?:\/\/[^\s(),;]+/g)].map(([each]) => new URL(each).origin);

/**
 * Gets tokens for a folder's profile as the extension does, in front of a network and a browser that note each origin.
 * The person says yes to the profile, and to further hosts as given.
 * @returns the origins that were contacted, each with those that the person had seen and allowed by then
 */
async function contacts(profile: UsableProfile, their: Servers, answers: Answers) {
  const contacted: { origin: string; known: Set<string> }[] = [];
  const shown = new Set<string>();
  const show = (text: string) => {
    for (const each of originsIn(text)) shown.add(each);
  };
  const allowed = new Set<string>();
  const reach = (url: string) =>
    contacted.push({ origin: new URL(url).origin, known: new Set([...shown, ...allowed]) });
  let nonce: string | null = null;
  const network = async (url: string, { body }: RequestInit): Promise<Response> => {
    reach(url);
    if (body instanceof URLSearchParams && body.has('code_challenge')) {
      nonce = body.get('nonce');
      return Response.json({ request_uri: 'urn:x:1', expires_in: 60 }, { status: 201 });
    }
    if (url.includes('/.well-known/')) {
      if (!url.includes(their.wellKnown)) return new Response('', { status: 404 });
      const issuer = their.issuer === 'own' ? profile.settings.issuer : 'https://real.example';
      return Response.json({ ...their.named, issuer });
    }
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: profile.settings.issuer, aud: profile.settings.clientId ?? 'registered', sub: 's', nonce };
    // Its signature fits nothing, but the keys are asked for to find that out.
    const idToken = jwt({ ...claims, iat: now, exp: now + 60 });
    const tokens = {
      access_token: 'a',
      token_type: profile.settings.security?.dpop ? 'DPoP' : 'Bearer',
      expires_in: 3600,
    };
    return Response.json({
      ...tokens,
      ...{ client_id: 'registered', registration_client_uri: their.client, registration_access_token: 'its-token' },
      keys: [],
      ...(their.refresh && { refresh_token: 'r' }),
      ...(profile.settings.scope?.includes('openid') && { id_token: idToken }),
    });
  };
  const yeses = new Set<string>();
  const interaction: SecretInteraction = {
    askSecret(known, kind) {
      if (answers.secret !== 'typed') return Promise.resolve(undefined);
      // What follows says which parameters it has and where its token may go, not whom it contacts.
      show(secretPrompt(known, kind, []).replace(/ The folder’s profile also sets: .*/s, ''));
      return Promise.resolve('typed');
    },
    mayUse(known, generation, interactive) {
      if (interactive) {
        show(indentedLines(useText(known, []).detail));
        yeses.add(generation);
      }
      return Promise.resolve(yeses.has(generation));
    },
    mayContact(known, origins, interactive) {
      if (interactive && answers.further) {
        const asked = new Set(originsIn(indentedLines(hostsText(known, origins).detail)));
        for (const each of origins) if (asked.has(each)) allowed.add(each);
      }
      return Promise.resolve(origins.every((each) => allowed.has(each)));
    },
    rememberTyped: (_known, generation) => (yeses.add(generation), Promise.resolve()),
  };
  const memory = new MemorySecrets();
  const quiet = () => undefined;
  const tokens = new TokenStore(memory, () => true, quiet);
  const secrets = new SecretsStore(memory, quiet);
  if (answers.secret === 'stored') await secrets.set('clientSecret', profile, 'the real secret');
  const clientSecrets = new ClientSecrets(secrets, interaction);
  const oauth = new OAuthClient({ fetchFor: () => network, now: Date.now, log: quiet });
  const store = new RegistrationStore(secrets);
  const registrations = new Registrations({
    ...{ store, lock: noLock, oauth: async () => oauth, now: Date.now, log: quiet },
  });
  const deps: Getting = {
    ...{ tokens, clientSecrets, oauth: async () => oauth, now: Date.now, log: quiet, onLogin: quiet },
    login: async (known, client, _oauth, wish, signal) => {
      const redirectUri = 'http://127.0.0.1/callback';
      const registered = registersClient(known.settings)
        ? await registrations.forLogin(known, client, { redirectUri, fixed: [redirectUri] }, quiet, signal)
        : client;
      const pending = await beginLogin(oauth, registered, redirectUri, wish.otherAccount);
      reach(pending.url);
      nonce = new URL(pending.url).searchParams.get('nonce') ?? nonce;
      return pending.finish(new URLSearchParams({ code: 'code', state: pending.state }));
    },
    ...{
      sources: () => Promise.resolve({}),
      whoseTokens: () => Promise.resolve(undefined),
      work: noWork(),
      lock: noLock,
      programLogins: new ProgramLogins(noLock, new MemorySecrets(), Date.now),
    },
  };
  const key = await tokenKey(profile);
  const attempts = [
    () => currentToken(deps, profile, key, { interactive: false }),
    () => currentToken(deps, profile, key, {}),
    () => currentToken(deps, profile, key, { forceRefresh: true }),
    () => currentToken(deps, profile, key, { otherAccount: true }),
    // The keys for checking a token's signature, as the inspector asks for them.
    async () => {
      await clientSecrets.allow(profile, {});
      const { mayContact } = await clientSecrets.clientOf(profile, true);
      return oauth.keySet(profile.settings, async (url) => mayContact?.([new URL(url).origin]));
    },
  ];
  let tokensGot = 0;
  for (const [index, attempt] of attempts.entries()) {
    const before = contacted.length;
    const got = await attempt().then(
      () => true,
      () => false,
    );
    if (got) tokensGot++;
    if (index === 0) assert.equal(contacted.length, before, 'nothing is sent before a yes');
  }
  return { contacted, tokensGot };
}

describe('a profile that a hostile repository wrote', () => {
  it('never makes the parser throw, by itself or in a file, whatever it contains', () => {
    assertProperty(
      fc.property(
        fc.oneof(hostile, fc.jsonValue(), fc.array(hostile)),
        fc.array(hostile, { maxLength: 3 }),
        (one, more) => {
          const parsed = parseProfile(one);
          assert.ok(parsed.ok || parsed.problems.length > 0);
          const good = { id: 'good', grant: 'static' };
          const { profiles, problems } = parseTeamFile(
            JSON.stringify({ version: 1, profiles: [one, ...more, good] }),
            parseProfile,
          );
          assert.deepEqual(problems, []);
          assert.equal(profiles.length, more.length + 2);
          assert.ok(profiles.at(-1)?.parsed.ok);
          // In the place of the file's own fields.
          parseTeamFile(JSON.stringify(one) ?? '', parseProfile);
          parseTeamFile(JSON.stringify({ version: one, profiles: more }), parseProfile);
          parseTeamFile(JSON.stringify({ version: 1, profiles: one }), parseProfile);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never sends a request to an origin that was not shown, or asked about and allowed', async function () {
    this.timeout(120_000);
    let requests = 0;
    let got = 0;
    let beyond = 0;
    await assertProperty(
      fc.asyncProperty(
        fc.oneof({ weight: 4, arbitrary: plausible }, { weight: 1, arbitrary: hostile }),
        servers,
        person,
        async (input, their, answers) => {
          const parsed = parseProfile(input);
          if (!parsed.ok) return;
          const known = knownProfile({ id: parsed.profile.id, home }, parsed);
          assert.ok(known.usable);
          const { contacted, tokensGot } = await contacts(known, their, answers);
          const named = new Set(hostsOf(known.settings).map((host) => host.origin));
          for (const { origin: reached, known: seen } of contacted) {
            assert.ok(seen.has(reached), `${reached} was contacted, and only ${[...seen].join()} were allowed`);
            assert.ok(
              new URL(reached).protocol === 'https:' || /^http:\/\/(localhost|127\.0\.0\.1)(:|$)/.test(reached),
              reached,
            );
            if (!named.has(reached)) beyond++;
          }
          requests += contacted.length;
          got += tokensGot;
        },
      ),
      { numRuns: 600 },
    );
    // The property says something: many of the profiles are used, some with hosts of the metadata.
    assert.ok(requests > 200 && got > 80 && beyond > 10, `${requests} requests, ${got} answers, ${beyond} further`);
  });
});
