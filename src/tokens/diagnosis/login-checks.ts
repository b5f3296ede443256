import { t } from '@vscode/l10n';
import { urlOf } from '../../base/url';
import { plain } from '../../faults/plain';
import { secretsOf } from '../../oauth/credentials';
import { oauthFault } from '../../oauth/error-answer';
import type { Probed } from '../../oauth/probe';
import { grants } from '../../profile/grants/table';
import type { Check, Facts } from './diagnosis-facts';
import type { Finding } from './finding';

/** Errors by which a provider only says that nobody is signed in (OpenID Connect Core section 3.1.2.6). */
const signedOut = ['login_required', 'interaction_required', 'consent_required', 'account_selection_required'];

/** What the authorization endpoint made of a login with a redirect URI. */
export type Reception = 'accepted' | 'refused' | 'unclear' | 'not-asked';

/**
 * Whether a login's first page came. A redirect to another page, or back without more than that nobody is signed in,
 * says that the client and its redirect URI are known; an error page that they are not (RFC 6749 section 4.1.2.1).
 */
export function receptionOf(uri: string, probed: Probed | undefined): Reception {
  if (probed === undefined) return 'not-asked';
  if (errorIn(uri, probed) !== undefined) return 'refused';
  if (probed.location !== undefined && probed.status !== undefined && probed.status < 400) return 'accepted';
  if (probed.status !== undefined && probed.status >= 400 && probed.status < 500) return 'refused';
  return 'unclear';
}

/** The error in the redirect, either back to us or to a page about it. */
function errorIn(uri: string, { location }: Probed): { error: string; words: string | undefined } | undefined {
  const url = urlOf(location ?? '');
  const answers = [url?.searchParams, new URLSearchParams(url?.hash.slice(1))];
  const answer = answers.find((parameters) => parameters?.get('error'));
  const error = answer?.get('error');
  if (url === undefined || !error) return undefined;
  if (url.href.startsWith(uri) && signedOut.includes(error)) return undefined;
  return { error, words: answer?.get('error_description') ?? undefined };
}

/** The way to the browser and back. */
export const loginChecks: readonly Check[] = [
  ({ profile: { settings }, redirects }) =>
    grants[settings.grant].redirects === true && redirects.length === 0
      ? {
          ...{ severity: 'problem', cause: 'profile', field: 'redirect' },
          what: t('The browser cannot return to this window with “{redirect}”.', { redirect: settings.redirect }),
          next: t('Set “redirect” to “auto”.'),
        }
      : undefined,
  ({ surroundings: { portInUse } }) =>
    portInUse === undefined
      ? undefined
      : {
          ...{ severity: 'problem', cause: 'machine', field: 'redirect' },
          what: t('Another program listens on port {port}, to which the browser is to return.', { port: portInUse }),
          next: t('Close that program, or choose another port in “redirect” and at the provider.'),
        },
  ({ profile: { settings }, surroundings }) =>
    settings.redirect.startsWith('loopback') && surroundings.remote && grants[settings.grant].redirects === true
      ? {
          ...{ severity: 'warning', cause: 'profile', field: 'redirect' },
          what: t('The extension runs on another machine than the browser, which a loopback address does not reach.'),
          next: t('Set “redirect” to “auto”, or forward the port.'),
        }
      : undefined,
  ({ redirects }) =>
    redirects.some(({ isFixed }) => !isFixed)
      ? {
          ...{ severity: 'warning', cause: 'machine', field: 'redirect' },
          what: t(
            'In this window each login has another redirect URI, and providers that compare them exactly refuse it.',
          ),
          next: t('Set “redirect” to “paste”, and register its address.'),
        }
      : undefined,
  ({ loginFault }) =>
    loginFault === undefined || loginFault.reason === 'ruled-out'
      ? undefined
      : { severity: 'problem', cause: 'provider', what: loginFault.what, next: loginFault.next },
  refusedLogins,
];

function refusedLogins({ redirects, client }: Facts): Finding[] {
  const received = redirects.map(({ uri, probed }) => ({ uri, probed, reception: receptionOf(uri, probed) }));
  const refused = received.filter(({ reception }) => reception === 'refused');
  const inRedirect = refused.flatMap(({ uri, probed }) => errorIn(uri, probed ?? { address: '' }) ?? []);
  if (inRedirect[0] !== undefined) {
    const { error, words } = inRedirect[0];
    const { what, next } = oauthFault(error, words, secretsOf(client));
    return [{ severity: 'problem', cause: 'provider', what, next }];
  }
  const status = refused[0]?.probed?.status;
  if (status === undefined) return unreached(received.map(({ probed }) => probed));
  const all = refused.length === received.filter(({ reception }) => reception !== 'not-asked').length;
  const uris = plain(refused.map(({ uri }) => uri).join(', '), 300);
  if (all)
    return [
      {
        ...{ severity: 'problem', cause: 'provider', field: 'clientId' },
        what: t(
          'The authorization endpoint answers a login with an error page ({status}): it does not know the client or the redirect URI.',
          { status },
        ),
        next: t('Compare “clientId” with the provider, and register one of these there, exactly as it is: {uris}.', {
          uris,
        }),
      },
    ];
  return [
    {
      ...{ severity: 'note', cause: 'provider', field: 'redirect' },
      what: t('The provider refuses some of the redirect URIs that “auto” may use: {uris}.', { uris }),
      next: t('Register them too, or name the way that is registered in “redirect”.'),
    },
  ];
}

/** No answer, or one that only a broken server gives. */
function unreached(probes: readonly (Probed | undefined)[]): Finding[] {
  const failed = probes.find((probed) => probed?.fault !== undefined && probed.location === undefined);
  if (failed?.fault !== undefined)
    return [{ severity: 'problem', cause: 'network', what: failed.fault.what, next: failed.fault.next }];
  const broken = probes.find((probed) => (probed?.status ?? 0) >= 500);
  if (broken?.status === undefined) return [];
  return [
    {
      ...{ severity: 'problem', cause: 'provider' },
      what: t('The authorization endpoint answers a login with {status}.', { status: broken.status }),
      next: t('Try again later, or check the provider’s status page.'),
    },
  ];
}
