import assert from 'node:assert/strict';
import type { RedirectUri } from '../../../../src/vscode/login/redirect-uris';
import type { Draft, Question } from '../../../../src/vscode/wizard/draft';
import {
  hintOf,
  homeText,
  needsNoRegistration,
  promptOf,
  textIn,
  titleOf,
  valueOf,
} from '../../../../src/vscode/wizard/question-texts';

const draft = (given: Partial<Draft> = {}): Draft => ({ fields: {}, secrets: {}, ...given });
const folder = { name: 'shop', uri: 'file:///shop' };
const issuer: Question = {
  ask: 'field',
  field: { field: 'issuer', title: () => 'Issuer', placeholder: () => '', prompt: () => '' },
};
const secret: Question = { ask: 'secret', secret: { kind: 'clientSecret', required: false } };

describe('wizard: what a question is called', () => {
  it('is the title of its field, of its secret, or its own', () => {
    assert.equal(titleOf(issuer), 'Issuer');
    assert.match(titleOf(secret), /secret/i);
    assert.equal(titleOf({ ask: 'redirect' }), 'Redirect URI');
  });
});

describe('wizard: what a row of the review shows', () => {
  const rows: [question: Question, draft: Draft, value: RegExp][] = [
    [{ ask: 'preset' }, draft({ preset: 'auth0' }), /^Auth0$/],
    [{ ask: 'preset' }, draft(), /^$/],
    [{ ask: 'grant' }, draft({ grant: 'client_credentials' }), /^Client credentials$/],
    [issuer, draft({ fields: { issuer: 'https://login.example' } }), /^https:\/\/login\.example$/],
    [issuer, draft(), /^none$/],
    [secret, draft({ secrets: { clientSecret: 'hidden' } }), /^entered$/],
    [secret, draft(), /^none: a public client$/],
    [{ ask: 'clientAuth' }, draft(), /^Automatic/],
    [{ ask: 'clientAuth' }, draft({ preset: 'google' }), /^Client secret, in the request’s body$/],
    [{ ask: 'clientAuth' }, draft({ preset: 'google', clientAuth: 'tls_client_auth' }), /^TLS client certificate$/],
    [{ ask: 'home' }, draft(), /^personal/],
    [{ ask: 'home' }, draft({ folder }), /of shop, without secrets$/],
    [{ ask: 'origins' }, draft(), /^ask before each new one$/],
    [{ ask: 'clientId' }, draft({ clientId: 'app' }), /^app$/],
    [{ ask: 'clientId' }, draft(), /^none$/],
    [{ ask: 'clientId' }, draft({ clientId: '' }), /^registered when you first sign in$/],
  ];
  for (const [question, given, value] of rows)
    it(`of ${titleOf(question)}: ${value.source}`, () => assert.match(valueOf(question, given, new Set()), value));
});

describe('wizard: the redirect URI in the review', () => {
  const paste = { flow: 'paste', uri: 'http://127.0.0.1/callback', isFixed: true } as const;
  const handler = { flow: 'uri-handler', uri: 'vscode://a/callback', isFixed: true } as const;
  const external = { flow: 'external-uri', uri: 'https://w.example/?id=1', isFixed: false } as const;
  const text = (given: Partial<Draft>, ...redirects: RedirectUri[]) =>
    valueOf({ ask: 'redirect' }, draft(given), new Set(), redirects);

  it('is to be registered where logins always send the same', () =>
    assert.equal(text({ redirect: 'auto' }, handler, paste), 'register vscode://a/callback at the provider'));
  it('is to be registered, and pasted after each login', () =>
    assert.match(text({ redirect: 'paste' }, paste, external), /^register http:\/\/127\.0\.0\.1\/callback; paste/));
  it('says where most providers refuse it', () =>
    assert.match(text({ redirect: 'auto' }, paste, external), /^different at each sign-in/));
});

describe('wizard: the text of a question', () => {
  it('has a default for the header', () => {
    assert.equal(textIn('headerName', draft(), new Set()), 'Authorization');
    assert.equal(textIn('headerPrefix', draft(), new Set()), 'Bearer');
    assert.equal(textIn('headerPrefix', draft({ headerPrefix: '' }), new Set()), '');
  });
  it('is empty where nothing is suggested', () => assert.equal(textIn('username', draft(), new Set()), ''));
});

describe('wizard: what a provider is known for', () => {
  const login = (preset: Draft['preset'], more: Partial<Draft> = {}) =>
    draft({ ...(preset !== undefined && { preset }), grant: 'authorization_code', ...more });

  it('is told with the redirect URI and the scope of a login, and nowhere else', () => {
    assert.match(hintOf({ ask: 'redirect' }, login('auth0')) ?? '', /Allowed Callback URLs$/);
    assert.match(hintOf({ ask: 'scope' }, login('salesforce')) ?? '', /the scope refresh_token/);
    assert.equal(hintOf({ ask: 'name' }, login('auth0')), undefined);
    assert.equal(hintOf({ ask: 'scope' }, draft({ preset: 'auth0', grant: 'client_credentials' })), undefined);
    assert.equal(hintOf({ ask: 'scope' }, login('oidc')), undefined);
    assert.equal(hintOf({ ask: 'scope' }, draft()), undefined);
  });

  it('follows what is asked', () => {
    assert.match(promptOf('scope', login('google')), /\(optional\)\. Google returns a refresh token/);
    assert.match(promptOf('scope', login('oidc')), /\(optional\)$/);
    assert.match(promptOf('name', login('google')), /sidebar$/);
  });

  it('can be that nothing has to be registered, unless the address is pasted', () => {
    const loopback = { flow: 'loopback', uri: 'http://127.0.0.1/callback', isFixed: true } as const;
    assert.equal(valueOf({ ask: 'redirect' }, login('google'), new Set(), [loopback]), 'nothing to register');
    assert.equal(needsNoRegistration(login('google', { redirect: 'paste' })), false);
    assert.equal(needsNoRegistration(login('spotify')), false);
  });
});

describe('wizard: the home of a profile', () => {
  it('is the user, or a folder', () => {
    assert.match(homeText(undefined), /^personal/);
    assert.match(homeText(folder), /\.vscode\/token-deck\.json of shop/);
  });
});
