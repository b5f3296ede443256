import { t } from '@vscode/l10n';
import { server } from './fields';
import type { Preset } from './preset';

/** For providers that take only the exact address that was registered, and no scheme of an app's own. */
const fixedLoopback = 'loopback:48120/callback';

/** Services that are known for their own APIs, by their labels. */
export const services = {
  atlassian: {
    label: () => 'Atlassian',
    detail: () => t('Jira and Confluence in the cloud'),
    kind: 'service',
    docs: 'https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/',
    grants: ['authorization_code'],
    fields: [],
    gives: {
      endpoints: {
        authorization: 'https://auth.atlassian.com/authorize',
        token: 'https://auth.atlassian.com/oauth/token',
      },
      audience: 'api.atlassian.com',
      clientAuth: 'client_secret_post',
      tokenRequestFormat: 'json',
      redirect: fixedLoopback,
      params: { authorization: { prompt: 'consent' } },
    },
    login: {
      register: () => t('In the developer console: Authorization > OAuth 2.0 (3LO) > Callback URL'),
      secret: 'required',
      refresh: () =>
        t('For a refresh token: the scope offline_access, beside those of the API, such as read:jira-work.'),
      scope: 'offline_access',
    },
    origins: ['https://api.atlassian.com'],
  },
  bitbucket: {
    label: () => 'Bitbucket',
    detail: () => t('Bitbucket Cloud'),
    kind: 'service',
    docs: 'https://developer.atlassian.com/cloud/bitbucket/oauth-2/',
    grants: ['authorization_code', 'client_credentials'],
    fields: [],
    gives: {
      endpoints: {
        authorization: 'https://bitbucket.org/site/oauth2/authorize',
        token: 'https://bitbucket.org/site/oauth2/access_token',
      },
      clientAuth: 'client_secret_basic',
      redirect: fixedLoopback,
    },
    login: {
      register: () => t('In the workspace’s settings: OAuth consumers > Callback URL'),
      secret: 'required',
      refresh: () => t('Bitbucket returns a refresh token; the scopes are those of the consumer.'),
      scope: '',
    },
    origins: ['https://api.bitbucket.org'],
  },
  dropbox: {
    label: () => 'Dropbox',
    detail: () => t('The Dropbox API'),
    kind: 'service',
    docs: 'https://developers.dropbox.com/oauth-guide',
    grants: ['authorization_code'],
    fields: [],
    gives: {
      endpoints: {
        authorization: 'https://www.dropbox.com/oauth2/authorize',
        token: 'https://api.dropboxapi.com/oauth2/token',
      },
      redirect: fixedLoopback,
      params: { authorization: { token_access_type: 'offline' } },
    },
    login: {
      register: () => t('In the App Console: Settings > OAuth 2 > Redirect URIs'),
      refresh: () => t('Dropbox returns a refresh token because of token_access_type=offline; scopes are optional.'),
      scope: '',
    },
    origins: ['https://api.dropboxapi.com'],
  },
  github: {
    label: () => 'GitHub',
    detail: () => t('An OAuth app or a GitHub App on github.com'),
    kind: 'service',
    docs: 'https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps',
    grants: ['authorization_code', 'device_code'],
    fields: [],
    gives: {
      endpoints: {
        authorization: 'https://github.com/login/oauth/authorize',
        token: 'https://github.com/login/oauth/access_token',
        deviceAuthorization: 'https://github.com/login/device/code',
      },
      clientAuth: 'client_secret_post',
    },
    login: {
      register: () => t('In Settings > Developer settings, in the app: Callback URL'),
      secret: 'required',
      refresh: () => t('OAuth apps get no refresh token; GitHub Apps get one if their user tokens expire.'),
      scope: '',
    },
    origins: ['https://api.github.com'],
  },
  gitlab: {
    label: () => 'GitLab',
    detail: () => t('GitLab.com or your own GitLab'),
    kind: 'service',
    docs: 'https://docs.gitlab.com/api/oauth2/',
    fields: [
      {
        ...server(
          () => 'https://gitlab.example.com',
          () => t('The address of GitLab'),
        ),
        usual: 'https://gitlab.com',
      },
    ],
    grants: ['authorization_code', 'device_code', 'password'],
    gives: { issuer: '{server}', clientAuth: 'client_secret_post' },
    login: {
      register: () => t('In User settings > Applications: Redirect URI; clear “Confidential” without a secret'),
      refresh: () => t('GitLab always returns a refresh token, and grants only scopes that the application has.'),
      scope: 'read_api',
    },
    origins: ['{server}'],
  },
  istreamplanet: {
    label: () => 'iStreamPlanet',
    detail: () => t('The iStreamPlanet platform'),
    kind: 'service',
    docs: 'https://istreamlabs.github.io/docs/guide/',
    fields: [
      {
        field: 'organization',
        title: () => t('Organization'),
        placeholder: () => t('Your organization’s identifier'),
        prompt: () => t('The identifier from your onboarding'),
      },
    ],
    gives: {
      endpoints: {
        authorization: 'https://istreamplanet.auth0.com/authorize',
        token: 'https://istreamplanet.auth0.com/oauth/token',
      },
      audience: 'https://platform.dtc.istreamplanet.net/{organization}',
      clientAuth: 'client_secret_post',
    },
  },
  salesforce: {
    label: () => 'Salesforce',
    detail: () => t('A Salesforce organization or sandbox'),
    kind: 'service',
    docs: 'https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_tokens_scopes.htm',
    fields: [
      {
        field: 'server',
        title: () => t('Server'),
        placeholder: () => 'https://acme.my.salesforce.com',
        prompt: () => t('The address of My Domain, which machines need; https://test.salesforce.com for a sandbox'),
        usual: 'https://login.salesforce.com',
      },
    ],
    gives: { issuer: '{server}', clientAuth: 'client_secret_post' },
    login: {
      register: () => t('In an external client app: OAuth Settings > Callback URL'),
      refresh: () => t('For a refresh token: the scope refresh_token. The token’s instance_url is the API’s address.'),
      scope: 'api refresh_token',
    },
  },
  slack: {
    label: () => 'Slack',
    detail: () => t('A user’s token for the Slack API'),
    kind: 'service',
    docs: 'https://docs.slack.dev/authentication/using-pkce',
    grants: ['authorization_code'],
    fields: [],
    gives: {
      endpoints: {
        authorization: 'https://slack.com/oauth/v2_user/authorize',
        token: 'https://slack.com/api/oauth.v2.user.access',
      },
    },
    login: {
      register: () => t('In the app, with PKCE enabled: OAuth & Permissions > Redirect URLs'),
      refresh: () =>
        t('With PKCE, Slack returns a refresh token, valid for 30 days. Request scopes of users, not of bots.'),
      scope: '',
    },
    origins: ['https://slack.com'],
  },
  spotify: {
    label: () => 'Spotify',
    detail: () => t('The Spotify Web API'),
    kind: 'service',
    docs: 'https://developer.spotify.com/documentation/web-api/concepts/redirect_uri',
    grants: ['authorization_code', 'client_credentials'],
    fields: [],
    gives: {
      endpoints: {
        authorization: 'https://accounts.spotify.com/authorize',
        token: 'https://accounts.spotify.com/api/token',
      },
      redirect: 'loopback',
    },
    login: {
      register: () => t('In the dashboard, in the app’s settings: Redirect URIs; without a port, any is accepted'),
      refresh: () => t('Spotify returns a refresh token with each sign-in, whatever the scope.'),
      scope: '',
    },
    origins: ['https://api.spotify.com'],
  },
  streamdiver: {
    label: () => 'Streamdiver',
    detail: () => t('The Streamdiver API'),
    kind: 'service',
    fields: [
      {
        field: 'tenant',
        title: () => t('Tenant Shortcode'),
        placeholder: () => t('Assigned during onboarding'),
        prompt: () => t('The name of your tenant’s realm'),
      },
    ],
    gives: { issuer: 'https://sso.streamdiver.com/realms/{tenant}', clientAuth: 'client_secret_post' },
  },
  twilio: {
    label: () => 'Twilio',
    detail: () => t('An API key and its secret by HTTP Basic, as many APIs want them'),
    kind: 'service',
    docs: 'https://www.twilio.com/docs/usage/requests-to-twilio',
    grants: ['static'],
    fields: [],
    gives: { grant: 'static', headerPrefix: 'Basic' },
    origins: ['https://api.twilio.com'],
  },
  zoom: {
    label: () => 'Zoom',
    detail: () => t('A user’s token for the Zoom API'),
    kind: 'service',
    docs: 'https://developers.zoom.us/docs/integrations/PKCE/',
    grants: ['authorization_code'],
    fields: [],
    gives: {
      endpoints: { authorization: 'https://zoom.us/oauth/authorize', token: 'https://zoom.us/oauth/token' },
      redirect: 'loopback',
    },
    login: {
      register: () => t('In the app: Basic Information > OAuth Allow Lists; the public client ID needs no secret'),
      refresh: () => t('Zoom returns a refresh token, which is used once; the scopes are those of the app.'),
      scope: '',
    },
    origins: ['https://api.zoom.us'],
  },
} satisfies Record<string, Preset>;
