import assert from 'node:assert/strict';
import { parseProfile } from '../../../../src/profile/parse';
import {
  completesIssuer,
  finish,
  freeId,
  meantBy,
  offeredIn,
  questionsOf,
  settingsOf,
  suggestName,
  type Draft,
} from '../../../../src/vscode/wizard/draft';

const empty: Draft = { fields: {}, secrets: {} };

/** The questions in short: `field issuer`, `secret clientSecret?` where it may be left out. */
function asked(draft: Draft): string[] {
  return questionsOf(draft).map((question) => {
    if (question.ask === 'field') return `field ${question.field.field}`;
    if (question.ask === 'secret') return `secret ${question.secret.kind}${question.secret.required ? '' : '?'}`;
    return question.ask;
  });
}

describe('wizard: the questions', () => {
  const rows: [what: string, draft: Partial<Draft>, questions: string[]][] = [
    ['at first', {}, ['preset', 'grant', 'clientId', 'secret clientSecret', 'name']],
    [
      'for a machine',
      { preset: 'oidc', grant: 'client_credentials' },
      ['preset', 'grant', 'field issuer', 'field audience', 'clientId', 'secret clientSecret', 'name'],
    ],
    [
      'for a login',
      { preset: 'oidc', grant: 'authorization_code' },
      [
        ...['preset', 'grant', 'field issuer', 'field audience', 'clientId', 'secret clientSecret?'],
        ...['scope', 'redirect', 'name'],
      ],
    ],
    [
      'for a login at endpoints',
      { preset: 'oauth2', grant: 'authorization_code' },
      [
        ...['preset', 'grant', 'field tokenEndpoint', 'field authorizationEndpoint', 'field audience'],
        ...['clientId', 'secret clientSecret?', 'scope', 'redirect', 'name'],
      ],
    ],
    [
      'for a login at a provider that takes the secret in the body',
      { preset: 'streamdiver', grant: 'authorization_code' },
      ['preset', 'grant', 'field tenant', 'clientId', 'secret clientSecret?', 'scope', 'redirect', 'name'],
    ],
    [
      'for a provider with one grant',
      { preset: 'basic', grant: 'client_credentials' },
      ['preset', 'field tokenEndpoint', 'clientId', 'secret clientSecret', 'name'],
    ],
    [
      'for a password',
      { preset: 'keycloak', grant: 'password' },
      [
        ...[
          'preset',
          'grant',
          'field server',
          'field realm',
          'clientId',
          'secret password',
          'secret clientSecret?',
          'name',
        ],
      ],
    ],
    [
      'for a pasted token',
      { preset: 'oauth2', grant: 'static' },
      ['preset', 'grant', 'field audience', 'secret token', 'name'],
    ],
  ];
  for (const [what, draft, questions] of rows)
    it(`${what}: ${questions.join(', ')}`, () => assert.deepEqual(asked({ ...empty, ...draft }), questions));

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

  it('has the user’s name', () => {
    assert.equal(finish({ ...login, username: 'alice' }, new Set()).profile.username, 'alice');
  });

  it('has an id that is free', () => {
    assert.equal(finish(login, new Set(['mine', 'mine-2'])).profile.id, 'mine-3');
  });

  it('leaves out an empty scope', () =>
    assert.equal('scope' in finish({ ...login, scope: '' }, new Set()).profile, false));

  it('has settings before it is whole', () => {
    const { issuer, grant } = settingsOf({ ...empty, preset: 'keycloak', fields: { server: 'https://a.example' } });
    assert.deepEqual([issuer, grant], ['https://a.example/realms/', 'client_credentials']);
  });
});

describe('wizard: ids and names', () => {
  const ids: [name: string, id: string][] = [
    ['Production', 'production'],
    ['Événements (été)', 'evenements-ete'],
    ['  --x--  ', 'x'],
    ['日本', 'profile'],
    ['x'.repeat(70), 'x'.repeat(58)],
  ];
  for (const [name, id] of ids)
    it(`${name.slice(0, 20)} → ${id.slice(0, 20)}`, () => assert.equal(freeId(name, new Set()), id));

  const names: [draft: Partial<Draft>, name: string][] = [
    [{}, ''],
    [{ preset: 'auth0', fields: { tenant: 'acme.eu.auth0.com' } }, 'Auth0 acme.eu.auth0.com'],
    [{ preset: 'auth0', fields: { tenant: 'acme.eu.auth0.com', organization: 'acme' } }, 'Auth0 acme'],
    [{ preset: 'keycloak', fields: { server: 'https://a.example', realm: 'r' } }, 'Keycloak r'],
    [{ preset: 'oidc', fields: { issuer: 'https://a.example/x' } }, 'OpenID Connect issuer a.example'],
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
      assert.equal(meantBy({ field, title: () => '', placeholder: () => '' }, value), meant));
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
      assert.equal(completesIssuer(draft, { field, title: () => '', placeholder: () => '' }), expected);
    });
  }
});
