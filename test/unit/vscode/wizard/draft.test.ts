import assert from 'node:assert/strict';
import { parseProfile } from '../../../../src/profile/parse';
import { presets, type PresetName } from '../../../../src/profile/presets';
import {
  completesIssuer,
  addressProblemIn,
  finish,
  isAnswered,
  meantBy,
  offeredIn,
  questionsOf,
  reviewOf,
  settingsOf,
  suggestName,
  type Draft,
  type Question,
} from '../../../../src/vscode/wizard/draft';

const empty: Draft = { fields: {}, secrets: {} };

/** Questions in short: `field issuer`, `secret clientSecret?` where it may be left out. */
function short(questions: readonly Question[]): string[] {
  return questions.map((question) => {
    if (question.ask === 'field') return `field ${question.field.field}`;
    if (question.ask === 'secret') return `secret ${question.secret.kind}${question.secret.required ? '' : '?'}`;
    return question.ask;
  });
}

describe('wizard: the questions', () => {
  const rows: [what: string, draft: Partial<Draft>, questions: string[]][] = [
    ['at first', {}, ['preset', 'grant', 'clientId', 'secret clientSecret']],
    [
      'for a machine',
      { preset: 'oidc', grant: 'client_credentials' },
      ['preset', 'grant', 'field issuer', 'clientId', 'secret clientSecret'],
    ],
    ['for a login', { preset: 'oidc', grant: 'authorization_code' }, ['preset', 'grant', 'field issuer', 'clientId']],
    [
      'for a login at Auth0',
      { preset: 'auth0', grant: 'authorization_code' },
      ['preset', 'grant', 'field tenant', 'clientId'],
    ],
    [
      'for a login at endpoints',
      { preset: 'oauth2', grant: 'authorization_code' },
      ['preset', 'grant', 'field tokenEndpoint', 'field authorizationEndpoint', 'clientId'],
    ],
    [
      'for a provider with one grant',
      { preset: 'basic', grant: 'client_credentials' },
      ['preset', 'field tokenEndpoint', 'clientId', 'secret clientSecret'],
    ],
    [
      'for a token in the address',
      { preset: 'oauth2', grant: 'implicit' },
      ['preset', 'grant', 'field authorizationEndpoint', 'clientId'],
    ],
    [
      'for a password',
      { preset: 'keycloak', grant: 'password' },
      ['preset', 'grant', 'field server', 'field realm', 'clientId', 'username', 'secret password'],
    ],
    [
      'for a login at a provider that wants the secret of native apps too',
      { preset: 'github', grant: 'authorization_code' },
      ['preset', 'grant', 'clientId', 'secret clientSecret'],
    ],
    [
      'for a login at Microsoft',
      { preset: 'entra', grant: 'authorization_code' },
      ['preset', 'grant', 'field tenant', 'clientId'],
    ],
    [
      'for a machine at Microsoft',
      { preset: 'entra', grant: 'client_credentials' },
      ['preset', 'grant', 'field tenant', 'clientId', 'secret clientSecret'],
    ],
    ['for a pasted token', { preset: 'pasted', grant: 'static' }, ['preset', 'secret token']],
    [
      'for a machine with a certificate',
      { preset: 'oidc', grant: 'client_credentials', clientAuth: 'tls_client_auth' },
      ['preset', 'grant', 'field issuer', 'clientId', 'secret clientCertificate'],
    ],
    [
      'for a login with a certificate',
      { preset: 'oidc', grant: 'authorization_code', clientAuth: 'self_signed_tls_client_auth' },
      ['preset', 'grant', 'field issuer', 'clientId', 'secret clientCertificate'],
    ],
  ];
  for (const [what, draft, questions] of rows)
    it(`${what}: ${questions.join(', ')}`, () =>
      assert.deepEqual(short(questionsOf({ ...empty, ...draft })), questions));

  const reviews: [what: string, draft: Partial<Draft>, hasFolders: boolean, questions: string[]][] = [
    [
      'of a machine',
      { preset: 'auth0', grant: 'client_credentials' },
      true,
      [
        ...['name', 'id', 'home', 'preset', 'grant', 'field tenant', 'field audience', 'field organization'],
        ...['clientId', 'clientAuth', 'secret clientSecret', 'scope', 'origins'],
      ],
    ],
    [
      'of a login',
      { preset: 'keycloak', grant: 'authorization_code' },
      false,
      [
        ...['name', 'id', 'preset', 'grant', 'field server', 'field realm'],
        ...['clientId', 'clientAuth', 'secret clientSecret?', 'scope', 'redirect', 'origins'],
      ],
    ],
    [
      'of a pasted token',
      { preset: 'pasted', grant: 'static' },
      false,
      ['name', 'id', 'preset', 'secret token', 'headerName', 'headerPrefix', 'origins'],
    ],
  ];
  for (const [what, draft, hasFolders, questions] of reviews)
    it(`in the review ${what}: ${questions.join(', ')}`, () =>
      assert.deepEqual(short(reviewOf({ ...empty, ...draft }, hasFolders)), questions));

  describe('where the client ID was left empty', () => {
    const left: Draft = {
      ...{ ...empty, preset: 'oidc', fields: { issuer: 'https://sso.example.com' } },
      ...{ grant: 'authorization_code', clientId: '', registers: true, redirect: 'paste' },
    };
    it('ask for no secret, and tell of no redirect URI to register', () => {
      assert.ok(short(reviewOf(left, false)).every((each) => !/secret|redirect/.test(each)));
      assert.ok(isAnswered(left, { ask: 'clientId' }));
    });

    it('are open again for a grant in which nobody signs in', () => {
      assert.ok(!isAnswered({ ...left, grant: 'client_credentials' }, { ask: 'clientId' }));
    });

    it('come to a profile without a client, whose logins come back as the window does it best', () => {
      const { profile, secrets } = finish(left, new Set());
      assert.deepEqual([profile.clientId, profile.clientAuth, profile.redirect], [undefined, undefined, undefined]);
      assert.deepEqual(secrets, {});
      assert.ok(parseProfile(profile).ok);
    });
  });

  it('are open again where another provider needs more', () => {
    const draft: Draft = {
      ...empty,
      preset: 'auth0',
      grant: 'client_credentials',
      clientId: 'c',
      secrets: { clientSecret: 's' },
    };
    const open = (each: Draft) => short(questionsOf(each).filter((question) => !isAnswered(each, question)));
    assert.deepEqual(open(draft), ['field tenant']);
    assert.deepEqual(open({ ...draft, fields: { tenant: 'a' } }), []);
    assert.deepEqual(open({ ...draft, preset: 'keycloak', grant: 'static' }), [
      'grant',
      'field server',
      'field realm',
      'secret token',
    ]);
  });

  it('offer the grants of the preset', () => {
    assert.deepEqual(offeredIn({ ...empty, preset: 'basic' }), ['client_credentials']);
    assert.deepEqual(offeredIn({ ...empty, preset: 'oidc' }), offeredIn(empty));
  });
});

describe('wizard: the profile', () => {
  const login: Draft = {
    preset: 'oauth2',
    grant: 'authorization_code',
    fields: {
      tokenEndpoint: 'https://a.example/token',
      authorizationEndpoint: 'https://a.example/authorize',
      audience: '',
    },
    clientId: 'c',
    secrets: { clientSecret: '' },
    scope: 'read',
    name: 'Mine',
  };

  it('is that of a public client where no secret was given', () => {
    const { profile, secrets } = finish(login, new Set());
    assert.deepEqual(profile, {
      id: 'mine',
      name: 'Mine',
      preset: 'oauth2',
      grant: 'authorization_code',
      endpoints: { token: 'https://a.example/token', authorization: 'https://a.example/authorize' },
      clientId: 'c',
      scope: 'read',
      clientAuth: 'none',
    });
    assert.deepEqual(secrets, {});
    assert.ok(parseProfile(profile).ok);
  });

  it('has its secret apart', () => {
    const { profile, secrets } = finish({ ...login, secrets: { clientSecret: 's', password: 'left over' } }, new Set());
    assert.deepEqual(secrets, { clientSecret: 's' });
    assert.equal(profile.clientAuth, undefined);
    assert.doesNotMatch(JSON.stringify(profile), /left over|"s"/);
  });

  it('has the client authentication that was chosen, and the secrets of that alone', () => {
    const secrets = { clientSecret: 'left over', clientCertificate: 'pem' };
    const made = finish({ ...login, clientAuth: 'tls_client_auth', secrets }, new Set());
    assert.equal(made.profile.clientAuth, 'tls_client_auth');
    assert.deepEqual(made.secrets, { clientCertificate: 'pem' });
    assert.ok(parseProfile(made.profile).ok);
    const entra = { preset: 'entra', fields: { tenant: 'contoso.com' } } as const;
    const native = finish({ ...login, ...entra, clientAuth: 'tls_client_auth', secrets }, new Set());
    assert.equal(native.profile.clientAuth, 'tls_client_auth', 'also where native apps have no secret');
  });

  it('has the user’s name', () => {
    assert.equal(finish({ ...login, redirect: 'paste' }, new Set()).profile.redirect, 'paste');
    assert.equal(finish({ ...login, redirect: 'auto' }, new Set()).profile.redirect, undefined);
    const machine = { ...login, redirect: 'paste', grant: 'client_credentials' } as const;
    assert.equal(finish(machine, new Set()).profile.redirect, undefined, 'only logins have one');
    assert.equal(finish({ ...login, username: 'alice' }, new Set()).profile.username, 'alice');
  });

  it('has an id that is free', () => {
    assert.equal(finish(login, new Set(['mine', 'mine-2'])).profile.id, 'mine-3');
  });

  it('leaves out an empty scope', () =>
    assert.equal('scope' in finish({ ...login, scope: '' }, new Set()).profile, false));

  const origins: [what: string, draft: Partial<Draft>, origins: string[] | undefined][] = [
    [
      'those of an audience that is an address',
      { fields: { ...login.fields, audience: 'https://api.example.com/v1' } },
      ['https://api.example.com'],
    ],
    ['none for an audience that is not an address', { fields: { ...login.fields, audience: 'urn:api' } }, undefined],
    [
      'none for an audience on another machine by http:',
      { fields: { ...login.fields, audience: 'http://api.example.com/' } },
      undefined,
    ],
    [
      'those that were given',
      { origins: ' https://a.example  https://*.b.example ' },
      ['https://a.example', 'https://*.b.example'],
    ],
    [
      'none where they were taken out',
      { origins: '', fields: { ...login.fields, audience: 'https://a.example' } },
      undefined,
    ],
  ];
  for (const [what, draft, expected] of origins)
    it(`has the origins: ${what}`, () => {
      const { profile } = finish({ ...login, ...draft }, new Set());
      assert.deepEqual(profile.origins, expected);
      assert.ok(parseProfile(profile).ok);
    });

  it('has the id, the folder and the header that were given', () => {
    const folder = { name: 'app', uri: 'file:///app' };
    const draft: Draft = {
      preset: 'pasted',
      grant: 'static',
      fields: {},
      secrets: { token: 't' },
      id: 'key',
      headerName: 'X-Api-Key',
      headerPrefix: '',
      folder,
    };
    const made = finish(draft, new Set());
    assert.deepEqual(made, {
      profile: {
        id: 'key',
        name: 'Pasted token or API key',
        preset: 'pasted',
        grant: 'static',
        headerName: 'X-Api-Key',
        headerPrefix: '',
      },
      secrets: { token: 't' },
      folder,
    });
    assert.ok(parseProfile(made.profile).ok);
  });

  it('asks for the usual scopes at an issuer, and for a machine for none', () => {
    const at: Draft = {
      preset: 'oidc',
      grant: 'authorization_code',
      fields: { issuer: 'https://a.example' },
      secrets: {},
      clientId: 'c',
    };
    assert.equal(finish(at, new Set()).profile.scope, 'openid profile offline_access');
    assert.equal(finish({ ...at, grant: 'client_credentials' }, new Set()).profile.scope, undefined);
    assert.equal(finish({ ...at, grant: 'implicit' }, new Set()).profile.scope, 'openid profile');
  });

  const scopes: [preset: PresetName, fields: Draft['fields'], scope: string | undefined][] = [
    ['auth0', { tenant: 'a.auth0.com' }, 'openid profile offline_access'],
    ['google', {}, 'openid email profile'],
    ['salesforce', { server: 'https://login.salesforce.com' }, 'api refresh_token'],
    ['github', {}, undefined],
  ];
  for (const [preset, fields, scope] of scopes)
    it(`asks ${preset} for what it is known for, and a machine for nothing`, () => {
      const draft: Draft = {
        preset,
        grant: 'authorization_code',
        fields,
        secrets: { clientSecret: 's' },
        clientId: 'c',
      };
      const { profile } = finish(draft, new Set());
      assert.equal(profile.scope, scope);
      assert.ok(parseProfile(profile).ok);
      assert.equal(finish({ ...draft, grant: 'client_credentials' }, new Set()).profile.scope, undefined);
    });

  it('sends no secret of a native app to a provider that refuses it', () => {
    const draft: Draft = {
      preset: 'entra',
      grant: 'authorization_code',
      fields: { tenant: 'common' },
      secrets: { clientSecret: 'typed before' },
      clientId: 'c',
    };
    const { profile, secrets } = finish(draft, new Set());
    assert.equal(profile.clientAuth, 'none');
    assert.deepEqual(secrets, {});
    const machine = finish({ ...draft, grant: 'client_credentials' }, new Set());
    assert.equal(machine.profile.clientAuth, undefined);
    assert.deepEqual(machine.secrets, { clientSecret: 'typed before' });
  });

  it('may send its token to the provider’s own APIs', () => {
    const draft: Draft = { preset: 'github', grant: 'authorization_code', fields: {}, secrets: {}, clientId: 'c' };
    assert.deepEqual(finish(draft, new Set()).profile.origins, ['https://api.github.com']);
    assert.equal(finish({ ...draft, origins: '' }, new Set()).profile.origins, undefined);
  });

  it('has settings before it is whole', () => {
    const { issuer, grant } = settingsOf({ ...empty, preset: 'keycloak', fields: { server: 'https://a.example' } });
    assert.deepEqual([issuer, grant], ['https://a.example/realms/', 'client_credentials']);
  });
});

describe('wizard: names', () => {
  const names: [draft: Partial<Draft>, name: string][] = [
    [{}, ''],
    [{ preset: 'auth0', fields: { tenant: 'acme.eu.auth0.com' } }, 'Auth0 acme.eu.auth0.com'],
    [{ preset: 'auth0', fields: { tenant: 'acme.eu.auth0.com', organization: 'acme' } }, 'Auth0 acme'],
    [{ preset: 'keycloak', fields: { server: 'https://a.example', realm: 'r' } }, 'Keycloak r'],
    [{ preset: 'oidc', fields: { issuer: 'https://a.example/x' } }, 'OpenID Connect issuer a.example'],
    [{ preset: 'gitlab', fields: { server: 'https://git.example' } }, 'GitLab git.example'],
    [{ preset: 'github' }, 'GitHub'],
    [{ preset: 'basic', fields: { tokenEndpoint: 'odd' } }, 'HTTP Basic token endpoint'],
  ];
  for (const [draft, name] of names)
    it(`suggests “${name}”`, () => assert.equal(suggestName({ ...empty, ...draft }), name));
});

describe('wizard: the value of a field', () => {
  const suffix = '/.well-known/openid-configuration';
  const rows: [field: 'issuer' | 'server', value: string, meant: string][] = [
    ['issuer', 'https://a.example', 'https://a.example'],
    ['issuer', `https://a.example${suffix}`, 'https://a.example'],
    ['issuer', `https://a.example/realms/x${suffix}`, 'https://a.example/realms/x'],
    ['issuer', `https://a.example${suffix}/`, 'https://a.example'],
    ['issuer', 'https://a.example/.well-known/oauth-authorization-server', 'https://a.example'],
    ['issuer', 'https://a.example/.well-known/oauth-authorization-server/x', 'https://a.example/x'],
    ['issuer', `https://a.example/x${suffix}/y`, `https://a.example/x${suffix}/y`],
    ['issuer', `https://a.example/?${suffix}#`, `https://a.example/?${suffix}#`],
    ['issuer', 'https://a.example/.well-known/other', 'https://a.example/.well-known/other'],
    ['server', `https://a.example${suffix}`, `https://a.example${suffix}`],
  ];
  for (const [field, value, meant] of rows) {
    it(`${field} ${value}: ${meant}`, () =>
      assert.equal(meantBy({ field, title: () => '', placeholder: () => '', prompt: () => '' }, value), meant));
  }
});

describe('wizard: the field that completes the issuer', () => {
  const rows: [
    preset: Draft['preset'],
    field: 'issuer' | 'server' | 'realm' | 'tenant' | 'audience',
    expected: boolean,
  ][] = [
    ['oidc', 'issuer', true],
    ['oidc', 'audience', false],
    ['keycloak', 'server', false],
    ['keycloak', 'realm', true],
    ['auth0', 'tenant', true],
  ];
  for (const [preset, field, expected] of rows) {
    it(`is ${expected ? '' : 'not '}${field} with ${preset ?? ''}`, () => {
      const draft = { ...empty, ...(preset !== undefined && { preset }) };
      assert.equal(
        completesIssuer(draft, { field, title: () => '', placeholder: () => '', prompt: () => '' }),
        expected,
      );
    });
  }
});

describe('wizard: a field that goes into an address', () => {
  const server = 'https://sso.example.com';
  const rows: [preset: PresetName, field: string, value: string, problem: ReturnType<typeof addressProblemIn>][] = [
    ['keycloak', 'realm', '..', 'step'],
    ['keycloak', 'realm', '.', 'step'],
    ['keycloak', 'realm', '...', undefined],
    ['keycloak', 'realm', '../x', undefined],
    ['keycloak', 'realm', '%2e%2e', undefined],
    ['keycloak', 'server', 'https://..', 'not-a-url'],
    ['keycloak', 'server', 'http://sso.example.com', 'insecure'],
    ['streamdiver', 'tenant', '..', 'step'],
    ['streamdiver', 'tenant', 'acme', undefined],
    ['istreamplanet', 'organization', '..', 'step'],
    ['istreamplanet', 'organization', 'acme', undefined],
    ['auth0', 'tenant', '..', 'host'],
    ['auth0', 'tenant', '.', 'host'],
    ['auth0', 'tenant', 'a b', 'host'],
    ['auth0', 'tenant', 'acme.example.com?x', 'host'],
    ['auth0', 'tenant', 'http://acme.example.com', 'insecure'],
    ['auth0', 'tenant', 'https://acme.example.com/', undefined],
    ['auth0', 'tenant', 'acme.example.com', undefined],
    ['cognito', 'tenant', 'eu-central-1_AbC', undefined],
    ['cognito', 'tenant', 'a b_c', 'host'],
    ['entra', 'tenant', '..', 'step'],
    ['entra', 'tenant', 'common', undefined],
    ['oidc', 'issuer', 'https://.', 'not-a-url'],
    ['basic', 'tokenEndpoint', 'https://a..b/token', 'not-a-url'],
  ];
  for (const [preset, name, value, problem] of rows) {
    it(`${preset}, ${name} ${JSON.stringify(value)}: ${problem ?? 'accepted'}, as by the parser`, () => {
      const draft: Draft = { ...empty, preset, grant: 'client_credentials', fields: { server, realm: 'r' } };
      const field = presets[preset].fields.find((each) => each.field === name) ?? assert.fail();
      assert.equal(addressProblemIn(draft, field, value), problem);
      const fields = { ...(preset === 'keycloak' && draft.fields), [name]: value };
      const { profile } = finish({ ...draft, fields, clientId: 'c' }, new Set());
      assert.equal(parseProfile(profile).ok, problem === undefined);
    });
  }

  it('is not refused for what another field lacks so far', () => {
    const draft: Draft = { ...empty, preset: 'keycloak' };
    for (const field of presets.keycloak.fields)
      assert.equal(addressProblemIn(draft, field, field.field === 'realm' ? 'r' : server), undefined);
  });
});
