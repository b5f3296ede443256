import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { plain } from '../../faults/plain';
import { authoritiesOf } from '../../profile/authorities';
import { hostsOf } from '../../profile/disclosed';
import { nameOf, type UsableProfile } from '../../profile/known';
import type { Destination } from '../../profile/origins';
import type { Answer } from './answers';
import {
  automationText,
  destinationText,
  hostsText,
  keysText,
  sessionText,
  unclearText,
  useText,
  type QuestionText,
} from './question-texts';

/**
 * What a question came to: the answer, undefined where it was closed; and for the list of answers what it was about, in
 * words and as origins.
 */
export interface Asked {
  answer: Answer | undefined;
  about: string;
  addresses?: readonly string[];
}

/** Whether programs may use a profile's tokens. */
export async function askAutomation(known: UsableProfile): Promise<Asked> {
  return {
    answer: await modal(automationText(known)),
    about: t('Tasks, launch configurations and extensions use tokens of “{profile}”', {
      profile: plain(nameOf(known)),
    }),
  };
}

/** Whether an extension gets a session of a profile. */
export async function askSession(known: UsableProfile): Promise<boolean> {
  return (await askModal(sessionText(known), [t('Allow')])) !== undefined;
}

/** Whether a folder's profile may be used: everything that it sends, and to whom. */
export async function askUse(known: UsableProfile): Promise<Asked> {
  const names = namesOf(known);
  const addresses = hostsOf(known.settings).map(({ origin }) => origin);
  return {
    answer: await modal(useText(known, await authoritiesOf(known.settings))),
    addresses,
    about:
      addresses.length === 0
        ? t('“{profile}” of the folder “{folder}” provides its stored token', names)
        : t('“{profile}” of the folder “{folder}” signs in at {hosts}', {
            ...names,
            hosts: addresses.join(', '),
          }),
  };
}

/** Whether a folder's profile may also contact the hosts that its issuer's metadata name. One answer for each. */
export async function askHosts(known: UsableProfile, named: readonly string[]): Promise<Asked[]> {
  const names = namesOf(known);
  const answer = await modal(hostsText(known, named));
  return named.map((each) => {
    const origin = plain(each, 2048);
    return {
      answer,
      about: t('“{profile}” of the folder “{folder}” also contacts {origin}', { ...names, origin }),
      addresses: [origin],
    };
  });
}

/** Whether a token may be sent to an origin that its profile does not name. */
export async function askDestination(known: UsableProfile, named: string): Promise<Asked> {
  const origin = plain(named, 2048);
  return {
    answer: await modal(destinationText(known, named)),
    about: t('The token of “{profile}” is sent to {origin}', { profile: plain(nameOf(known)), origin }),
    addresses: [origin],
  };
}

/** Whether a token may be sent with a request whose destination is not clear, or not secure. Asked each time. */
export async function askUnclear(
  known: UsableProfile,
  destination: Extract<Destination, { address: string }>,
): Promise<boolean> {
  return maySend(unclearText(known, destination));
}

/** Whether an address that a token names may be asked for keys. */
export async function askOrigin(named: string): Promise<Asked> {
  const origin = plain(named, 2048);
  return {
    answer: await modal(keysText(origin)),
    about: t('Keys are fetched from {origin}', { origin }),
    addresses: [origin],
  };
}

/** Whether something is sent now; the answer is not kept. */
export async function maySend(text: QuestionText): Promise<boolean> {
  return (await askModal(text, [t('Send')])) !== undefined;
}

function namesOf(known: UsableProfile): { profile: string; folder: string } {
  const folder = known.home.kind === 'team' ? known.home.folder : '';
  return { profile: plain(nameOf(known)), folder: plain(folder) };
}

async function modal(text: QuestionText): Promise<Answer | undefined> {
  const [allow, never] = [t('Allow'), t('Never')];
  const chosen = await askModal(text, [allow, never]);
  return chosen === undefined ? undefined : chosen === allow ? 'allow' : 'deny';
}

/** The button that was pressed. A host without a user refuses dialogs; then nothing was allowed. */
async function askModal({ message, detail }: QuestionText, buttons: readonly string[]): Promise<string | undefined> {
  return Promise.resolve(vscode.window.showWarningMessage(message, { modal: true, detail }, ...buttons)).catch(
    () => undefined,
  );
}
