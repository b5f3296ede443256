import { t } from '@vscode/l10n';
import { urlOf } from '../../base/url';
import type { Fault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { faults } from '../../faults/table';
import { members } from '../../oauth/endpoints/members';
import type { Probed } from '../../oauth/probe';
import { ruledOut, unlistedScopes } from '../../oauth/ruled-out';
import { isSecure } from '../../profile/address';
import { grants } from '../../profile/grants/table';
import { asksOpenid } from '../../profile/openid';
import { registersClient } from '../../profile/registers-client';
import type { Check, Facts } from './diagnosis-facts';
import type { Cause, Finding } from './finding';

/** Seconds by which clocks may differ: providers allow about a minute. */
const allowedSkew = 60;

/** What the issuer's metadata tell, or why there are none. */
export const discoveryChecks: readonly Check[] = [
  noMetadata,
  otherIssuer,
  missingEndpoints,
  endpointsThatDiffer,
  ({ client, examined }) =>
    examined?.metadata === undefined
      ? undefined
      : ruledOut(client, examined.metadata).map(({ field, what, next }): Finding => ({
          ...{ severity: 'problem', cause: 'profile', field, what, next },
        })),
  ({ client: { settings }, examined }) => {
    const scopes = examined?.metadata === undefined ? [] : unlistedScopes(settings, examined.metadata);
    if (scopes.length === 0) return undefined;
    return {
      ...{ severity: 'note', cause: 'profile', field: 'scope' },
      what: t('The metadata don’t list these scopes: {scopes}. Many servers list only some.', {
        scopes: plain(scopes.join(', ')),
      }),
      next: t('If the server refuses the request, compare them with the provider’s documentation.'),
    };
  },
  ({ client: { settings }, examined }) =>
    examined?.metadata === undefined ||
    !registersClient(settings) ||
    (settings.endpoints.registration ?? examined.metadata.registration_endpoint) !== undefined
      ? undefined
      : {
          ...{ severity: 'problem', cause: 'profile', field: 'clientId' },
          what: t('The profile has no “clientId”, and the issuer registers none.'),
          next: faults['registration-refused'](),
        },
  tokenEndpoint,
  clockSkew,
];

function noMetadata(facts: Facts): Finding | undefined {
  const { examined } = facts;
  const { issuer } = facts.profile.settings;
  if (examined === undefined || examined.metadata !== undefined || issuer === undefined) return undefined;
  const found = (cause: Cause, what: string, next: string): Finding => ({
    ...{ severity: 'problem', cause, field: 'issuer', what, next },
  });
  const { suggested } = examined;
  if (suggested !== undefined)
    return found(
      'profile',
      t('The issuer’s address has no metadata, but an address near it has.'),
      t('Set “issuer” to {issuer}.', { issuer: plain(suggested) }),
    );
  // The first address that all servers have in common tells most, unless only the other one answered.
  const probed: Probed = examined.probes.find(({ status }) => status !== 404) ?? examined.probes[0] ?? { address: '' };
  const host = plain(new URL(issuer).host);
  const { fault, status, location, html } = probed;
  if (fault?.code === 'unexpected-redirect') {
    const target = urlOf(location ?? '');
    const to = plain(target === undefined ? '' : `${target.origin}${target.pathname}`);
    const end = '/.well-known/openid-configuration';
    return found(
      'profile',
      t('The issuer’s address answers with a redirect to {address}, which is not followed.', { address: to }),
      to.endsWith(end)
        ? t('If you trust that address, set “issuer” to {issuer}.', { issuer: to.slice(0, -end.length) })
        : t(
            'A sign-in page or a proxy may stand before the server: open the address in a browser, and correct “issuer”.',
          ),
    );
  }
  if (fault !== undefined) return unreached(facts, fault);
  if (status === 404)
    return found(
      'profile',
      t('{host} has no metadata for this issuer (404).', { host }),
      t('Correct the path in “issuer”, or remove it and name the endpoints under “endpoints”.'),
    );
  if (html === true)
    return found(
      'network',
      t('{host} answered {status} with a web page in the place of metadata.', { host, status: String(status) }),
      t('Correct “issuer”; if it is right, a sign-in page of the network or a proxy answers: open it in a browser.'),
    );
  if (status !== undefined && status >= 500)
    return found(
      'provider',
      t('{host} answered {status}: the server is down or busy.', { host, status }),
      t('Try again later, or check the provider’s status page.'),
    );
  return found(
    'profile',
    t('{host} answered {status} without usable metadata.', { host, status: String(status) }),
    t('Correct “issuer”, or remove it and name the endpoints under “endpoints”.'),
  );
}

/** The server could not be reached: whether a proxy or the trusted authorities may be why. */
function unreached({ surroundings: { proxies, authorities } }: Facts, fault: Fault): Finding {
  const finding: Finding = {
    severity: 'problem',
    cause: 'network',
    field: 'issuer',
    what: fault.what,
    next: fault.next,
  };
  if (fault.code === 'certificate-untrusted') {
    const trusts = authorities.length > 0;
    return {
      ...finding,
      cause: 'machine',
      ...(trusts && {
        next: t(
          '{names} is set: check that its file has the authority that issued the certificate, and reload the window.',
          {
            names: authorities.join(', '),
          },
        ),
      }),
    };
  }
  if (fault.code === 'insecure-endpoint') return { ...finding, cause: 'profile' };
  if (proxies.length === 0) return finding;
  return {
    ...finding,
    next: t(
      'A proxy is set ({names}): check that it is right, and that the host may be reached through it or without it.',
      {
        names: proxies.join(', '),
      },
    ),
  };
}

/** RFC 8414 section 3.3: what names another issuer must not be used. */
function otherIssuer({ profile: { settings }, examined }: Facts): Finding | undefined {
  const { issuer = '' } = settings;
  if (examined?.metadata === undefined || examined.isOwn) return undefined;
  const named = new URL(examined.metadata.issuer);
  const shown = plain(examined.metadata.issuer);
  const finding = { severity: 'problem', field: 'issuer' } as const;
  const bare = (url: URL) => url.href.replace(/\/+$/, '');
  if (bare(named) === bare(new URL(issuer)))
    return {
      ...{ ...finding, cause: 'profile' },
      what: t('The metadata name the issuer {issuer}: the slash at the end differs.', { issuer: shown }),
      next: t('Set “issuer” to exactly that address.'),
    };
  if (named.origin === new URL(issuer).origin)
    return {
      ...{ ...finding, cause: 'profile' },
      what: t('The metadata at this address name another issuer: {issuer}.', { issuer: shown }),
      next: t('If that is the one you mean, set “issuer” to it.'),
    };
  return {
    ...{ ...finding, cause: 'provider' },
    what: t('The metadata at this address name an issuer at another host: {issuer}.', { issuer: shown }),
    next: t('If the provider’s documentation names that address, set “issuer” to it. If not, do not sign in here.'),
  };
}

function missingEndpoints({ profile: { settings }, examined }: Facts): Finding[] {
  const metadata = examined?.metadata;
  if (metadata === undefined) return [];
  const needed = [...grants[settings.grant].endpoints, ...(asksOpenid(settings) ? (['jwks'] as const) : [])];
  return needed.flatMap((name): Finding[] => {
    const member = members[name];
    const [address, field] = [metadata[member], `endpoints.${name}`];
    const finding = { severity: 'problem', cause: 'provider', field } as const;
    if (settings.endpoints[name] !== undefined) return [];
    const url = typeof address === 'string' ? urlOf(address) : undefined;
    if (url === undefined) {
      const what =
        address === undefined
          ? t('The metadata name no {member}, which the grant needs.', { member })
          : t('The {member} in the metadata is not an address.', { member });
      return [{ ...finding, what, next: t('If the provider has it, add it to the profile as “{field}”.', { field }) }];
    }
    if (isSecure(url)) return [];
    return [
      {
        ...finding,
        what: t('The {member} in the metadata is not an https: address, so that nothing is sent there.', { member }),
        next: t('Tell the provider, or name the right address in the profile as “{field}”.', { field }),
      },
    ];
  });
}

function endpointsThatDiffer({ profile: { settings }, examined }: Facts): Finding[] {
  const metadata = examined?.metadata;
  if (metadata === undefined) return [];
  return Object.entries(settings.endpoints).flatMap(([name, address]): Finding[] => {
    const member = members[name as keyof typeof members];
    const named = metadata[member];
    if (typeof named !== 'string' || urlOf(named) === undefined || new URL(named).href === new URL(address).href)
      return [];
    const field = `endpoints.${name}`;
    return [
      {
        ...{ severity: 'warning', cause: 'profile', field },
        what: t('“{field}” is another address than the {member} in the metadata, and takes its place.', {
          field,
          member,
        }),
        next: t('Remove “{field}” from the profile, unless the provider told you to use it.', { field }),
      },
    ];
  });
}

/** What the profile's own token endpoint answered to an empty request. An error is what it should answer. */
function tokenEndpoint(facts: Facts): Finding | undefined {
  const { fault, status, location, html = false } = facts.token ?? {};
  const field = 'endpoints.token';
  if (fault?.code === 'unexpected-redirect') {
    const target = urlOf(location ?? '');
    return {
      ...{ severity: 'warning', cause: 'profile', field },
      what: t('The token endpoint answers with a redirect to {address}, which is not followed.', {
        address: plain(target === undefined ? '' : `${target.origin}${target.pathname}`),
      }),
      next: t('Compare “{field}” with the provider’s documentation.', { field }),
    };
  }
  if (fault !== undefined) return { ...unreached(facts, fault), field };
  if (status === 404)
    return {
      ...{ severity: 'warning', cause: 'profile', field },
      what: t('The server says that there is nothing at the address of the token endpoint (404).'),
      next: t('Compare “{field}” with the provider’s documentation.', { field }),
    };
  if (status === undefined || status >= 300 || !html) return undefined;
  return {
    ...{ severity: 'warning', cause: 'profile', field },
    what: t('At the address of the token endpoint there is a web page.'),
    next: t('Compare “{field}” with the provider’s documentation.', { field }),
  };
}

function clockSkew({ examined, redirects, token }: Facts): Finding | undefined {
  const probes = [token, ...(examined?.probes ?? []), ...redirects.map(({ probed }) => probed)];
  const ahead = probes.find((probed) => probed?.ahead !== undefined)?.ahead ?? 0;
  if (Math.abs(ahead) <= allowedSkew) return undefined;
  const seconds = Math.abs(ahead);
  return {
    ...{ severity: 'warning', cause: 'machine' },
    what:
      ahead > 0
        ? t('This machine’s clock is {seconds} s ahead of the server’s.', { seconds })
        : t('This machine’s clock is {seconds} s behind the server’s.', { seconds }),
    next: t('Set the clock: signed assertions, ID tokens and expiry times are judged by it.'),
  };
}
