import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { Consents } from './consent';
import { first } from './listener';
import type { RecordedRequest } from './listener';
import { consentBody, errorBody, loginBody, sendPage } from './pages';
import type { Person } from './tenant';

interface Options {
  provider: Provider;
  people: readonly Person[];
  consents: Consents;
  basePath: string;
}

/** The pages between an authorization request and its redirect: `GET` shows one, `POST …/login|consent|abort` answers it. */
export async function handleInteraction(
  { provider, people, consents, basePath }: Options,
  request: IncomingMessage,
  response: ServerResponse,
  entry: RecordedRequest,
): Promise<void> {
  let details: Awaited<ReturnType<Provider['interactionDetails']>>;
  try {
    details = await provider.interactionDetails(request, response);
  } catch {
    return sendPage(response, 400, 'This login has ended', errorBody('session_expired', 'Begin the login again.'));
  }
  const action = `${basePath}/interaction/${details.uid}`;
  const client = await provider.Client.find(String(details.params['client_id']));
  const clientName = client?.clientName ?? client?.clientId ?? '';
  const param = (name: string): string | undefined => details.params[name] as string | undefined;

  const showLogin = (status: number, hint: string, error?: string): void => {
    const demo = `In this demo: ${people.map(({ username, password }) => `${username} / ${password}`).join(', or ')}`;
    sendPage(
      response,
      status,
      'Log in',
      loginBody({ action, client: clientName, hint, demo, ...(error && { error }) }),
    );
  };

  const showConsent = (): void => {
    const user = people.find(({ subject }) => subject === details.session?.accountId)?.username ?? '';
    const scopes = (param('scope') ?? '').split(' ').filter(Boolean);
    const [audience, organization] = [param('audience'), param('organization')];
    sendPage(
      response,
      200,
      'Allow access?',
      consentBody({ action, client: clientName, user, scopes, audience, organization }),
    );
  };

  if (request.method !== 'POST') {
    if (details.prompt.name === 'login') showLogin(200, param('login_hint') ?? '');
    else showConsent();
    return;
  }

  const step = entry.path.slice(action.length + 1);
  if (step === 'abort') {
    const result = { error: 'access_denied', error_description: 'User did not authorize the request' };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }
  if (step === 'login' && details.prompt.name === 'login') {
    const username = first(entry.params['username']) ?? '';
    const person = people.find((one) => one.username === username && one.password === entry.params['password']);
    if (!person) return showLogin(401, username, 'Wrong user name or password.');
    // Everyone signs in in the first of the ways that are asked for.
    const acr = param('acr_values')?.split(' ')[0];
    return provider.interactionFinished(request, response, {
      login: { accountId: person.subject, ...(acr !== undefined && { acr }) },
    });
  }
  if (step === 'consent' && details.prompt.name === 'consent' && details.grantId) {
    await consents.agree(provider, details.grantId, details.prompt.details);
    return provider.interactionFinished(request, response, { consent: { grantId: details.grantId } });
  }
  sendPage(response, 400, 'Not expected here', errorBody('invalid_request', 'Begin the login again.'));
}
