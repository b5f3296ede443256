import assert from 'node:assert/strict';
import { expand, originsOf } from '../../../src/profile/expand';
import { grants } from '../../../src/profile/grants/table';
import { parseProfile } from '../../../src/profile/parse';
import { fieldsOf, grantsOf, presetNames, presets } from '../../../src/profile/presets';
import type { Profile } from '../../../src/profile/schema';
import type { Settings } from '../../../src/profile/settings';

const settingsOf = (profile: Partial<Profile>) => expand({ id: 'a', ...profile }).settings;

describe('profile: presets', () => {
  it('fill in the defaults where nothing is said', () => {
    assert.deepEqual(settingsOf({ grant: 'static' }), {
      id: 'a',
      grant: 'static',
      clientAuth: undefined,
      endpoints: {},
      basicEncoding: 'form',
      tokenRequestFormat: 'form',
      redirect: 'auto',
      use: 'access_token',
      headerName: 'Authorization',
      headerPrefix: 'Bearer',
      refreshAhead: 60,
    });
  });

  /** A profile, and what its vendor's page says it comes to. */
  const cases: [what: string, profile: Partial<Profile>, expected: Partial<Settings>][] = [
    [
      'iStreamPlanet: its two endpoints, and an audience made of the organization',
      { preset: 'istreamplanet', organization: 'YOUR_ORGANIZATION' },
      {
        endpoints: {
          authorization: 'https://istreamplanet.auth0.com/authorize',
          token: 'https://istreamplanet.auth0.com/oauth/token',
        },
        audience: 'https://platform.dtc.istreamplanet.net/YOUR_ORGANIZATION',
        organization: undefined,
        tokenRequestFormat: 'form',
        clientAuth: 'client_secret_post',
      },
    ],
    [
      'iStreamPlanet: an organization is one part of the address',
      { preset: 'istreamplanet', organization: 'a b/../c?d#e' },
      { audience: 'https://platform.dtc.istreamplanet.net/a%20b%2F..%2Fc%3Fd%23e' },
    ],
    [
      'Auth0: the issuer with its slash, organization and audience as parameters',
      { preset: 'auth0', tenant: 'northwind.auth0.com', organization: 'org_1', audience: 'https://api.example.com' },
      {
        issuer: 'https://northwind.auth0.com/',
        organization: 'org_1',
        audience: 'https://api.example.com',
        clientAuth: 'client_secret_post',
      },
    ],
    [
      'Auth0: a custom domain',
      { preset: 'auth0', tenant: 'login.northwind.com' },
      { issuer: 'https://login.northwind.com/' },
    ],
    [
      'Auth0: with scheme and slash',
      { preset: 'auth0', tenant: 'https://a.auth0.com/' },
      { issuer: 'https://a.auth0.com/' },
    ],
    [
      'Auth0: with the scheme in capitals',
      { preset: 'auth0', tenant: 'HTTPS://a.auth0.com' },
      { issuer: 'HTTPS://a.auth0.com/' },
    ],
    [
      'Auth0: on this machine',
      { preset: 'auth0', tenant: 'http://127.0.0.2:4000' },
      { issuer: 'http://127.0.0.2:4000/' },
    ],
    ['Auth0: white space around it', { preset: 'auth0', tenant: ' a.auth0.com ' }, { issuer: 'https://a.auth0.com/' }],
    [
      'Streamdiver: its realm',
      { preset: 'streamdiver', tenant: 'acme' },
      { issuer: 'https://sso.streamdiver.com/realms/acme', clientAuth: 'client_secret_post' },
    ],
    [
      'Streamdiver: a tenant cannot leave its host',
      { preset: 'streamdiver', tenant: '@evil.example/x' },
      { issuer: 'https://sso.streamdiver.com/realms/%40evil.example%2Fx' },
    ],
    [
      'Keycloak',
      { preset: 'keycloak', server: 'https://sso.example.com', realm: 'a' },
      { issuer: 'https://sso.example.com/realms/a' },
    ],
    [
      'Keycloak: slashes at the end',
      { preset: 'keycloak', server: 'https://sso.example.com//', realm: 'a' },
      { issuer: 'https://sso.example.com/realms/a' },
    ],
    [
      'Keycloak: below a path',
      { preset: 'keycloak', server: 'https://example.com/auth/', realm: 'a' },
      { issuer: 'https://example.com/auth/realms/a' },
    ],
    [
      'Keycloak: without its scheme',
      { preset: 'keycloak', server: 'sso.example.com:8443', realm: 'a' },
      { issuer: 'https://sso.example.com:8443/realms/a' },
    ],
    [
      'Keycloak: on this machine',
      { preset: 'keycloak', server: 'http://[::1]:8080', realm: 'a b' },
      { issuer: 'http://[::1]:8080/realms/a%20b' },
    ],
    [
      'Basic: the secret by HTTP Basic, the grant by itself',
      { preset: 'basic', endpoints: { token: 'https://api.example.com/oauth/v2/token' } },
      {
        grant: 'client_credentials',
        clientAuth: 'client_secret_basic',
        basicEncoding: 'form',
        endpoints: { token: 'https://api.example.com/oauth/v2/token' },
      },
    ],
    [
      'OpenID Connect',
      { preset: 'oidc', issuer: 'https://a.example' },
      { issuer: 'https://a.example', clientAuth: undefined },
    ],
    [
      'OAuth 2.0',
      { preset: 'oauth2', endpoints: { token: 'https://a.example' } },
      { endpoints: { token: 'https://a.example' } },
    ],
    [
      'Amazon Cognito: the region in the host is that of the pool',
      { preset: 'cognito', tenant: 'eu-central-1_AbC' },
      { issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbC', clientAuth: undefined },
    ],
    [
      'Google: offline access by parameters, the browser returns to this machine',
      { preset: 'google' },
      {
        issuer: 'https://accounts.google.com',
        clientAuth: 'client_secret_post',
        redirect: 'loopback',
        params: { authorization: { access_type: 'offline', prompt: 'consent' } },
      },
    ],
    [
      'Microsoft Entra ID: version 2.0 of its endpoints',
      { preset: 'entra', tenant: 'contoso.onmicrosoft.com' },
      { issuer: 'https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0', clientAuth: 'client_secret_post' },
    ],
    [
      'Okta: an authorization server of its own',
      { preset: 'okta', tenant: 'acme.okta.com', realm: 'aus1' },
      { issuer: 'https://acme.okta.com/oauth2/aus1' },
    ],
    ['OneLogin', { preset: 'onelogin', tenant: 'acme.onelogin.com' }, { issuer: 'https://acme.onelogin.com/oidc/2' }],
    [
      'PingOne: a region and an environment',
      { preset: 'ping', server: 'https://auth.pingone.eu/', tenant: 'e-1' },
      { issuer: 'https://auth.pingone.eu/e-1/as' },
    ],
    [
      'Salesforce: My Domain',
      { preset: 'salesforce', server: 'acme.my.salesforce.com' },
      { issuer: 'https://acme.my.salesforce.com', clientAuth: 'client_secret_post' },
    ],
    [
      'authentik: the issuer with its slash',
      { preset: 'authentik', server: 'https://id.example.com', realm: 'my-app' },
      { issuer: 'https://id.example.com/application/o/my-app/' },
    ],
    ['Dex', { preset: 'dex', server: 'https://dex.example.com/dex' }, { issuer: 'https://dex.example.com/dex' }],
    [
      'HashiCorp Vault',
      { preset: 'vault', server: 'https://vault.example.com:8200', realm: 'default' },
      { issuer: 'https://vault.example.com:8200/v1/identity/oidc/provider/default' },
    ],
    ['Ory Hydra', { preset: 'hydra', server: 'https://hydra.example.com/' }, { issuer: 'https://hydra.example.com' }],
    ['ZITADEL', { preset: 'zitadel', server: 'acme.zitadel.cloud' }, { issuer: 'https://acme.zitadel.cloud' }],
    [
      'Atlassian: the audience, consent, and JSON to the token endpoint',
      { preset: 'atlassian' },
      {
        endpoints: {
          authorization: 'https://auth.atlassian.com/authorize',
          token: 'https://auth.atlassian.com/oauth/token',
        },
        audience: 'api.atlassian.com',
        clientAuth: 'client_secret_post',
        tokenRequestFormat: 'json',
        redirect: 'loopback:48120/callback',
        params: { authorization: { prompt: 'consent' } },
      },
    ],
    [
      'Bitbucket: the secret by HTTP Basic',
      { preset: 'bitbucket' },
      {
        endpoints: {
          authorization: 'https://bitbucket.org/site/oauth2/authorize',
          token: 'https://bitbucket.org/site/oauth2/access_token',
        },
        clientAuth: 'client_secret_basic',
        redirect: 'loopback:48120/callback',
      },
    ],
    [
      'Dropbox: offline access by a parameter of its own',
      { preset: 'dropbox' },
      {
        endpoints: {
          authorization: 'https://www.dropbox.com/oauth2/authorize',
          token: 'https://api.dropboxapi.com/oauth2/token',
        },
        clientAuth: undefined,
        params: { authorization: { token_access_type: 'offline' } },
      },
    ],
    [
      'GitHub: no issuer, and a secret in the body',
      { preset: 'github' },
      {
        issuer: undefined,
        endpoints: {
          authorization: 'https://github.com/login/oauth/authorize',
          token: 'https://github.com/login/oauth/access_token',
          deviceAuthorization: 'https://github.com/login/device/code',
        },
        clientAuth: 'client_secret_post',
        redirect: 'auto',
      },
    ],
    ['GitLab', { preset: 'gitlab', server: 'https://gitlab.com' }, { issuer: 'https://gitlab.com' }],
    [
      'Slack: a user’s token',
      { preset: 'slack' },
      {
        endpoints: {
          authorization: 'https://slack.com/oauth/v2_user/authorize',
          token: 'https://slack.com/api/oauth.v2.user.access',
        },
      },
    ],
    [
      'Spotify: any port of this machine',
      { preset: 'spotify' },
      {
        endpoints: {
          authorization: 'https://accounts.spotify.com/authorize',
          token: 'https://accounts.spotify.com/api/token',
        },
        redirect: 'loopback',
      },
    ],
    [
      'Twilio: a pasted pair, by HTTP Basic',
      { preset: 'twilio' },
      { grant: 'static', headerPrefix: 'Basic', headerName: 'Authorization' },
    ],
    [
      'Zoom',
      { preset: 'zoom' },
      {
        endpoints: { authorization: 'https://zoom.us/oauth/authorize', token: 'https://zoom.us/oauth/token' },
        redirect: 'loopback',
      },
    ],

    // What a profile sets itself wins.
    [
      'own parameters, each by itself',
      {
        preset: 'google',
        params: { authorization: { prompt: 'select_account', hd: 'example.com' }, token: { a: 'b' } },
      },
      {
        params: {
          authorization: { access_type: 'offline', prompt: 'select_account', hd: 'example.com' },
          token: { a: 'b' },
        },
      },
    ],
    ['own redirect', { preset: 'google', redirect: 'paste' }, { redirect: 'paste' }],
    ['own client authentication', { preset: 'auth0', tenant: 'a', clientAuth: 'none' }, { clientAuth: 'none' }],
    ['own issuer', { preset: 'auth0', tenant: 'a', issuer: 'https://b.example/' }, { issuer: 'https://b.example/' }],
    [
      'own issuer: none of the preset’s addresses',
      { preset: 'istreamplanet', organization: 'o', issuer: 'https://b.example' },
      { issuer: 'https://b.example', endpoints: {} },
    ],
    [
      'own token endpoint, beside the preset’s others',
      { preset: 'istreamplanet', organization: 'o', endpoints: { token: 'https://b.example/' } },
      { endpoints: { authorization: 'https://istreamplanet.auth0.com/authorize', token: 'https://b.example/' } },
    ],
    ['own audience', { preset: 'istreamplanet', organization: 'o', audience: 'urn:x' }, { audience: 'urn:x' }],
    ['own format', { preset: 'auth0', tenant: 'a', tokenRequestFormat: 'json' }, { tokenRequestFormat: 'json' }],
    [
      'own header',
      { preset: 'auth0', tenant: 'a', headerName: 'X', headerPrefix: '' },
      { headerName: 'X', headerPrefix: '' },
    ],
  ];
  for (const [what, profile, expected] of cases) {
    it(what, () => {
      const settings = settingsOf(profile);
      const found = Object.fromEntries(Object.keys(expected).map((name) => [name, settings[name as keyof Settings]]));
      assert.deepEqual(found, expected);
    });
  }

  const missing: [what: string, profile: Partial<Profile>, fields: string[]][] = [
    ['auth0', { preset: 'auth0' }, ['tenant']],
    ['istreamplanet', { preset: 'istreamplanet' }, ['organization']],
    ['keycloak', { preset: 'keycloak' }, ['server', 'realm']],
    ['keycloak with its server', { preset: 'keycloak', server: 's' }, ['realm']],
    ['streamdiver', { preset: 'streamdiver' }, ['tenant']],
    ['auth0 with an issuer of its own', { preset: 'auth0', issuer: 'https://a.example' }, []],
    ['istreamplanet with an audience of its own', { preset: 'istreamplanet', audience: 'a' }, []],
    ['none', {}, []],
  ];
  for (const [what, profile, fields] of missing) {
    it(`${what}: ${fields.join(' and ') || 'nothing'} missing`, () => {
      assert.deepEqual(expand({ id: 'a', ...profile }).missing, fields);
    });
  }

  const segments = [
    '..',
    '.',
    '../x',
    '..\\x',
    '%2e%2e',
    '%2E.',
    ' ..',
    '.\t.',
    '\n..',
    '..;',
    '/',
    '//x',
    '?',
    '#',
    '…',
  ];
  for (const realm of segments) {
    it(`keycloak with the realm ${JSON.stringify(realm)} stays at its address, or cannot be used`, () => {
      const server = 'https://sso.example.com/a/b';
      const fields = { id: 'a', grant: 'client_credentials', clientId: 'c' };
      const parsed = parseProfile({ ...fields, preset: 'keycloak', server, realm });
      if (!parsed.ok) return assert.ok(['.', '..'].includes(realm), JSON.stringify(parsed.problems));
      const { href } = new URL(parsed.settings.issuer ?? '');
      assert.match(href, /^https:\/\/sso\.example\.com\/a\/b\/realms\/[^/?#]+$/);
    });
  }

  for (const tenant of [
    'evil.example/_x',
    'x@evil.example_',
    'evil.example#_',
    'evil.example:1_',
    'evil.example\\_',
    '_',
    'x',
  ]) {
    it(`cognito with the pool ${JSON.stringify(tenant)} stays at Amazon, or cannot be used`, () => {
      const parsed = parseProfile({ id: 'a', grant: 'client_credentials', clientId: 'c', preset: 'cognito', tenant });
      if (!parsed.ok) return;
      assert.match(new URL(parsed.settings.issuer ?? '').host, /^cognito-idp\.[^/]+\.amazonaws\.com$/);
    });
  }

  const origins: [profile: Partial<Profile>, expected: string[]][] = [
    [{ preset: 'github' }, ['https://api.github.com']],
    [{ preset: 'gitlab', server: 'https://gitlab.example.com/' }, ['https://gitlab.example.com']],
    [{ preset: 'gitlab', server: 'gitlab.example.com/sub' }, ['https://gitlab.example.com']],
    [{ preset: 'gitlab' }, []],
    [{ preset: 'auth0', tenant: 'a.auth0.com' }, []],
    [{}, []],
  ];
  for (const [profile, expected] of origins)
    it(`know the APIs of ${JSON.stringify(profile)}`, () => assert.deepEqual(originsOf(profile), expected));

  it('do not change the table that they come from', () => {
    const before = JSON.stringify(presets);
    const settings = settingsOf({ preset: 'istreamplanet', organization: 'o', issuer: 'https://b.example' });
    (settings.endpoints as Record<string, string>).token = 'https://evil.example';
    settingsOf({ preset: 'istreamplanet', organization: 'o', endpoints: { token: 'https://evil.example' } });
    assert.equal(JSON.stringify(presets), before);
  });

  for (const name of presetNames) {
    it(`${name}: what the wizard asks for makes a usable profile, for each of its grants`, () => {
      const values: Record<string, string> = {
        ...{
          tenant: 'a.example.com',
          server: 'https://a.example.com',
          realm: 'r',
          organization: 'o',
          audience: 'urn:a',
        },
        issuer: 'https://a.example.com',
      };
      for (const grant of grantsOf(presets[name])) {
        const asked = fieldsOf(presets[name], grant);
        const endpoints = Object.fromEntries(
          asked
            .filter(({ field }) => field.endsWith('Endpoint'))
            .map(({ field }) => [field.replace('Endpoint', ''), 'https://a.example.com/x']),
        );
        for (const fields of [asked, asked.filter(({ optional }) => !optional)]) {
          const given = fields.filter(({ field }) => field in values).map(({ field }) => [field, values[field]]);
          const own = Object.fromEntries((grants[grant].wizard ?? []).map((question) => [question, 'x']));
          const profile = {
            ...{ id: 'a', preset: name, grant, clientId: 'c', endpoints },
            ...own,
            ...Object.fromEntries(given),
          };
          const parsed = parseProfile(profile);
          assert.ok(parsed.ok, JSON.stringify(parsed));
        }
      }
    });
  }
});
