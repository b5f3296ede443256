import { t } from '@vscode/l10n';
import { shorten } from '../../base/shorten';
import { plain } from '../../faults/plain';
import { hostsOf } from '../../profile/disclosed';
import { describeUse, originsOf } from '../../profile/disclosed-texts';
import { grants } from '../../profile/grants/table';
import { nameOf, referenceOf, type UsableProfile } from '../../profile/known';
import type { Destination } from '../../profile/origins';
import { secretsUsed } from '../../profile/secrets-used';
import type { Settings } from '../../profile/settings';

/** A question as a dialog shows it: what is asked, and below it what there is to know, in short lines. */
export interface QuestionText {
  message: string;
  detail: string;
}

/** The most that a question shows of a request as its file writes it, and of the path of a file. */
const longest = { request: 300, path: 300, pathInMessage: 60 };

/** A name as a question shows it: a repository could otherwise write the question’s answer into its own name. */
export function shownName(name: string): string {
  return shorten(plain(name), 60);
}

/** Whether programs may use a profile’s tokens. */
export function automationText(known: UsableProfile): QuestionText {
  return {
    message: t('Let tasks, launch configurations and extensions use tokens of “{profile}”?', {
      profile: shownName(nameOf(known)),
    }),
    detail: t(
      'A program is asking for its token. Your answer applies to all programs, until you change it with “Token Deck: Manage Access”.',
    ),
  };
}

/** Whether an extension gets a session of a profile. */
export function sessionText(known: UsableProfile): QuestionText {
  return {
    message: t('Let an extension use the account of “{profile}”?', { profile: shownName(nameOf(known)) }),
    detail: t('An extension asked VS Code to sign in as {account}, and gets its token.', {
      account: plain(referenceOf(known), 400),
    }),
  };
}

/**
 * Whether a folder’s profile may be used: everything that it sends, and to whom.
 * @param authorities the fingerprints of its further authorities
 */
export function useText(known: UsableProfile, authorities: readonly string[]): QuestionText {
  const { settings } = known;
  const { hosts, origins, facts } = describeUse(settings, authorities);
  const addresses = [...hosts.map(indented), ...origins];
  return {
    message: t('Use the profile “{profile}” of the folder “{folder}”?', namesOf(known)),
    detail: [
      leadOf(settings),
      ...addresses,
      ...(addresses.length === 0 ? [] : [t('Allow it only if you trust every one of these addresses.')]),
      ...(facts.length === 0 ? [] : ['', ...facts]),
    ].join('\n'),
  };
}

/** Whether a folder’s profile may also contact the hosts that its issuer’s metadata name. */
export function hostsText(known: UsableProfile, origins: readonly string[]): QuestionText {
  const { issuer } = known.settings;
  return {
    message: t('Let the profile “{profile}” of the folder “{folder}” contact other hosts?', namesOf(known)),
    detail: [
      t('The issuer {issuer} has endpoints on other hosts.', {
        issuer: issuer === undefined ? '' : plain(new URL(issuer).origin, 2048),
      }),
      furtherOf(known.settings),
      ...origins.map((origin) => indented(plain(origin, 2048))),
      t('Allow it only if you trust every one of these addresses.'),
    ].join('\n'),
  };
}

/** Whether a token may be sent to an origin that its profile does not name. */
export function destinationText(known: UsableProfile, origin: string): QuestionText {
  const { settings } = known;
  return {
    message: t('Send the token of “{profile}” to {origin}?', {
      profile: shownName(nameOf(known)),
      origin: plain(origin, 2048),
    }),
    detail: [
      (settings.origins ?? []).length === 0
        ? t('The profile has no “origins”. Anyone who receives the token can use it.')
        : t('The profile’s “origins” do not include this address. Anyone who receives the token can use it.'),
      ...unasked(settings),
    ].join('\n'),
  };
}

/** Whether a token may be sent with a request whose destination is not clear, or not secure. */
export function unclearText(
  known: UsableProfile,
  destination: Extract<Destination, { address: string }>,
): QuestionText {
  const profile = shownName(nameOf(known));
  const request = indented(plain(destination.address, longest.request));
  const asText = (message: string, ...lines: string[]): QuestionText => ({
    message,
    detail: [...lines, ...unasked(known.settings)].join('\n'),
  });
  const by = 'by' in destination ? plain(destination.by ?? '', longest.path) : '';
  switch (destination.why) {
    case 'insecure':
      return asText(
        t('Send the token of “{profile}” to {origin} without encryption?', { profile, origin: destination.to }),
        t('Anyone on the network path can read the token:'),
        request,
        ...(by === '' ? [] : [t('“{name}” may also change the destination when it is sent.', { name: by })]),
      );
    case 'unclear':
      return asText(
        t('Send the token of “{profile}” to an unknown address?', { profile }),
        t('Variables, scripts or headers decide where this request goes when it is sent:'),
        request,
      );
    case 'changeable':
      return asText(
        t('Send the token of “{profile}”? “{name}” may change the destination', {
          profile,
          name: shorten(by, longest.pathInMessage),
        }),
        t('“{name}” may add a proxy, headers or variables when this request is sent:', { name: by }),
        request,
        t('Without that, it goes to {origin}.', { origin: destination.to }),
      );
  }
}

/** Whether a request is sent that is no longer as it was when the user chose to send it. @param shown its request line */
export function changedText(shown: string): QuestionText {
  return {
    message: t('Send the request as it is now?'),
    detail: [t('It changed while its token was requested. It is now:'), indented(plain(shown, longest.request))].join(
      '\n',
    ),
  };
}

/** Whether an address that a token names may be asked for keys. */
export function keysText(origin: string): QuestionText {
  return {
    message: t('Get keys from {origin}?', { origin }),
    detail: t(
      'This address comes from the token: anyone who creates a token can choose it, and can see that you check the token. Your answer is remembered, until you change it with “Token Deck: Manage Access”.',
    ),
  };
}

/** What goes where the folder says. */
function leadOf(settings: Settings): string {
  if (hostsOf(settings).length === 0) return t('The folder’s files define it. It provides its stored token.');
  if (grants[settings.grant].obtained !== 'login') return t('The folder’s files decide where your stored secret goes:');
  return secretsUsed(settings).length === 0
    ? t('The folder’s files decide where your sign-in goes:')
    : t('The folder’s files decide where your sign-in and a stored secret go:');
}

/** What may also go to further hosts. */
function furtherOf(settings: Settings): string {
  if (grants[settings.grant].obtained !== 'login') return t('Your stored secret may also go to:');
  return secretsUsed(settings).length === 0
    ? t('Your sign-in also goes to:')
    : t('Your sign-in and a stored secret may also go to:');
}

/** Where the token may go without a question, which is not where it goes now. */
function unasked(settings: Settings): string[] {
  const origins = originsOf(settings);
  return origins.length === 0
    ? []
    : [t('Without asking, it is sent only to: {origins}', { origins: origins.join(', ') })];
}

function namesOf(known: UsableProfile): { profile: string; folder: string } {
  const folder = known.home.kind === 'team' ? known.home.folder : '';
  return { profile: shownName(nameOf(known)), folder: shownName(folder) };
}

function indented(text: string): string {
  return `    ${text}`;
}
