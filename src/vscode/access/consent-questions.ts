import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { plain } from '../../faults/plain';
import { hostsOf } from '../../profile/disclosed';
import { describeOrigins, describeUse } from '../../profile/disclosed-texts';
import { grants } from '../../profile/grants/table';
import { nameOf, type UsableProfile } from '../../profile/known';
import type { Destination } from '../../profile/origins';
import { secretsUsed } from '../../profile/secrets-used';
import type { Settings } from '../../profile/settings';
import type { Answer } from './answers';

/** What a question came to: the answer, undefined where it was closed, and what it was about, for the list of answers. */
export interface Asked {
  answer: Answer | undefined;
  about: string;
}

/** Whether programs may use a profile's tokens. */
export async function askAutomation(known: UsableProfile): Promise<Asked> {
  const profile = plain(nameOf(known));
  return {
    answer: await modal(
      t('Let tasks, launch configurations and extensions use tokens of “{profile}”?', { profile }),
      t(
        'A program asks for its token. Your answer applies to all programs, until you change it with “Token Deck: Manage Access”.',
      ),
    ),
    about: t('Tasks, launch configurations and extensions use tokens of “{profile}”', { profile }),
  };
}

/** Whether a folder's profile may be used: everything that it sends, and to whom. */
export async function askUse(known: UsableProfile): Promise<Asked> {
  const { settings } = known;
  const names = namesOf(known);
  const hosts = hostsOf(settings);
  const shown = describeUse(settings);
  return {
    answer: await modal(
      t('Use the profile “{profile}” of the folder “{folder}”?', names),
      [
        leadOf(settings, hosts.length > 0),
        ...shown.hosts.map((host) => `    ${host}`),
        ...(hosts.length === 0 ? [] : [t('Allow it only if you trust every one of these addresses.')]),
        '',
        ...shown.facts,
      ].join('\n'),
    ),
    about:
      hosts.length === 0
        ? t('“{profile}” of the folder “{folder}” provides its stored token', names)
        : t('“{profile}” of the folder “{folder}” signs in at {hosts}', {
            ...names,
            hosts: hosts.map(({ origin }) => origin).join(', '),
          }),
  };
}

/** Whether a folder's profile may also contact the hosts that its issuer's metadata name. One answer for each. */
export async function askHosts(known: UsableProfile, origins: readonly string[]): Promise<Asked[]> {
  const names = namesOf(known);
  const answer = await modal(
    t('Let the profile “{profile}” of the folder “{folder}” contact further hosts?', names),
    [
      t('The issuer {issuer} has endpoints on other hosts. Your sign-in also goes to:', {
        issuer: originOf(known.settings.issuer),
      }),
      ...origins.map((origin) => `    ${plain(origin, 2048)}`),
    ].join('\n'),
  );
  return origins.map((origin) => ({
    answer,
    about: t('“{profile}” of the folder “{folder}” also contacts {origin}', { ...names, origin: plain(origin, 2048) }),
  }));
}

/** Whether a token may be sent to an origin that its profile does not name. */
export async function askDestination(known: UsableProfile, origin: string): Promise<Asked> {
  const places = { profile: plain(nameOf(known)), origin: plain(origin, 2048) };
  return {
    answer: await modal(
      t('Send the token of “{profile}” to {origin}?', places),
      [
        t('The profile’s “origins” do not include this address. Anyone who receives the token can use it.'),
        ...describeOrigins(known.settings),
      ].join('\n'),
    ),
    about: t('The token of “{profile}” is sent to {origin}', places),
  };
}

/** Whether a token may be sent with a request whose destination is not clear, or not secure. Asked each time. */
export async function askUnclear(
  known: UsableProfile,
  destination: Extract<Destination, { address: string }>,
): Promise<boolean> {
  const { address } = destination;
  const reason = reasonToAsk(destination);
  const chosen = await askModal(
    t('Send the token of “{profile}” with this request?', { profile: plain(nameOf(known)) }),
    [`    ${plain(address, 300)}`, reason, ...describeOrigins(known.settings)].join('\n'),
    [t('Send')],
  );
  return chosen !== undefined;
}

function reasonToAsk({ why, by }: Extract<Destination, { address: string }>): string {
  if (why === 'insecure') return t('http:// is not encrypted: anyone on the network path can read the token.');
  if (by === undefined)
    return t('Token Deck cannot tell where this request goes: variables or scripts decide that when it is sent.');
  return t(
    'Token Deck cannot tell where this request goes: “{name}” may add a proxy, headers or variables when it is sent.',
    { name: plain(by, 300) },
  );
}

/** Whether an address that a token names may be asked for keys. */
export async function askOrigin(named: string): Promise<Asked> {
  const origin = plain(named, 2048);
  return {
    answer: await modal(
      t('Ask {origin} for keys?', { origin }),
      t(
        'This address comes from the token: anyone who creates a token can choose it, and can see that you check the token. Your answer is remembered, until you change it with “Token Deck: Manage Access”.',
      ),
    ),
    about: t('{origin} is asked for the keys of its tokens', { origin }),
  };
}

/** What goes where the folder says. */
function leadOf(settings: Settings, sends: boolean): string {
  if (!sends) return t('The folder’s files define it. It provides its stored token.');
  if (grants[settings.grant].obtained !== 'login') return t('The folder’s files decide where your stored secret goes:');
  return secretsUsed(settings).length === 0
    ? t('The folder’s files decide where your sign-in goes:')
    : t('The folder’s files decide where your sign-in and a stored secret go:');
}

function namesOf(known: UsableProfile): { profile: string; folder: string } {
  const folder = known.home.kind === 'team' ? known.home.folder : '';
  return { profile: plain(nameOf(known)), folder: plain(folder) };
}

function originOf(address: string | undefined): string {
  return address === undefined ? '' : plain(new URL(address).origin, 2048);
}

async function modal(message: string, detail: string): Promise<Answer | undefined> {
  const [allow, never] = [t('Allow'), t('Never')];
  const chosen = await askModal(message, detail, [allow, never]);
  return chosen === undefined ? undefined : chosen === allow ? 'allow' : 'deny';
}

/** The button that was pressed. A host without a user refuses dialogs; then nothing was allowed. */
async function askModal(message: string, detail: string, buttons: readonly string[]): Promise<string | undefined> {
  return Promise.resolve(vscode.window.showWarningMessage(message, { modal: true, detail }, ...buttons)).catch(
    () => undefined,
  );
}
