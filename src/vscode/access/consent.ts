import { t } from '@vscode/l10n';
import { Shared } from '../../base/shared';
import { cancelled, Fault, type FaultDetails } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { hostsOf } from '../../profile/disclosed';
import { byAddress, identityOf, nameOf, type KnownProfile, type UsableProfile } from '../../profile/known';
import { fitsOrigins, type Destination } from '../../profile/origins';
import { shapeKey, useKey } from '../../storage/keys';
import { notAllowed } from '../../tokens/client-secrets';
import { setting } from '../ui/configuration';
import type { Answers, Question } from './answers';
import { automationKey } from './automation-answers';
import type { Asked } from './consent-questions';
import type { Denial, Denials } from './denials';

/** Loaded at the first question: most were answered before. */
const questions = () => import('./consent-questions');

/**
 * The questions of trust: whether programs may use a profile's tokens, whether a folder's profile may be used at all,
 * where a token may be sent, and whose keys may be asked for. Each answer is bound to what the question showed, so that
 * a change asks again.
 */
export class Consent {
  private readonly asking = new Shared<boolean>();
  private denials: Denials | undefined;

  constructor(readonly answers: Answers) {}

  /**
   * Whether a program may use the profile's tokens (the setting `tokenDeck.automation`).
   * @param caller of an extension, VS Code asks the user, though not always about which profile, nor where the extension
   *   runs the command in VS Code's menu of accounts itself: so where a session is made, the user is asked here too
   * @throws `access-denied`
   */
  async checkAutomation(known: UsableProfile, interactive: boolean, caller: 'program' | 'extension'): Promise<void> {
    const rule = setting('automation');
    if (rule === 'allow') return;
    const denied = (what: string, more: FaultDetails = {}) =>
      new Fault('access-denied', what, { profile: nameOf(known), ...more });
    if (rule === 'deny') {
      if (interactive) await this.tellDenied(known, 'setting');
      throw denied(t('The setting tokenDeck.automation does not allow programs to use tokens.'), {
        next: t('Change the setting to allow it.'),
        reason: 'automation-off',
      });
    }
    const key = await automationKey(known);
    const given = this.answers.given('automation', key);
    if (given === 'allow') return;
    if (given === 'deny') {
      if (interactive) await this.tellDenied(known, 'answer');
      throw denied(t('You chose not to let programs use its tokens.'), { next: changeInManageAccess() });
    }
    const refused = t('You did not allow a program to use its tokens.');
    if (caller === 'extension') {
      if (interactive && !(await (await questions()).askSession(known))) throw denied(refused);
      return;
    }
    if (!interactive) throw denied(t('You have not yet allowed programs to use its tokens.'));
    const allowed = await this.ask('automation', key, async () => (await questions()).askAutomation(known), known);
    if (!allowed) throw denied(refused);
  }

  /**
   * Whether a team profile may be used in its folder: whether anything may be sent for it. Asked once for each folder
   * and for all that the question shows; a stored secret of another value asks again.
   * @param generation that of the stored secrets which its requests use
   * @throws `access-denied` where the user closes the question
   */
  async mayUse(known: UsableProfile, generation: string, interactive: boolean): Promise<boolean> {
    const key = await useKey(known, generation);
    return this.once('use', key, async () => answered(await (await questions()).askUse(known)), interactive, known);
  }

  /**
   * Whether a team profile may contact further hosts, which its issuer's metadata name.
   * @param origins all of them
   * @throws `access-denied` where the user closes the question
   */
  async mayContact(known: UsableProfile, origins: readonly string[], interactive: boolean): Promise<boolean> {
    const keys = await Promise.all(origins.map((origin) => useKey(known, origin)));
    const given = keys.map((key) => this.answers.given('hosts', key));
    if (given.includes('deny')) return false;
    if (!interactive || !given.includes(undefined)) return !given.includes(undefined);
    return this.asking.run(`hosts ${keys.join(' ')}`, async () => {
      const asked = await (await questions()).askHosts(known, origins);
      asked.forEach(answered);
      for (const [at, each] of asked.entries()) await this.keep('hosts', keys[at] ?? '', each, known);
      return asked.every(({ answer }) => answer === 'allow');
    });
  }

  /**
   * Whether the profile's token may be sent to a destination: to an origin that the profile names, or that the user was
   * asked about once. An address that is not clear, or not secure, is asked about each time.
   * @throws `access-denied`, and `cancelled` where the user says no now
   */
  async checkDestination(known: UsableProfile, destination: Destination, interactive: boolean): Promise<void> {
    const denied = (what: string, next = '') => new Fault('access-denied', what, { profile: nameOf(known), next });
    const notAsked = () =>
      denied(
        t('You have not yet been asked whether its token may be sent to {place}.', { place: placeOf(destination) }),
      );
    if (!('origin' in destination)) {
      if (!interactive) throw notAsked();
      const { askUnclear } = await questions();
      if (!(await askUnclear(known, destination))) throw cancelled();
      return;
    }
    const { origin } = destination;
    if (fitsOrigins(known.settings.origins ?? [], origin)) return;
    const key = `${identityOf(known)} ${await shapeKey(known)} ${origin}`;
    const given = this.answers.given('destination', key);
    if (given === 'allow') return;
    if (given === 'deny') {
      throw denied(t('You chose never to send its token to {origin}.', { origin }), changeInManageAccess());
    }
    if (!interactive) throw notAsked();
    const ask = async () => (await questions()).askDestination(known, origin);
    if (!(await this.ask('destination', key, ask, known))) throw cancelled();
  }

  /**
   * Whether an address that only a token names may be asked for keys.
   * @throws `access-denied`, which is not shown where the user closes the question
   */
  async checkKeys(origin: string): Promise<void> {
    const denied = (dismissed: boolean) =>
      new Fault(
        'access-denied',
        t('You did not allow keys to be fetched from {origin}.', { origin: plain(origin, 300) }),
        {
          dismissed,
          next: changeInManageAccess(),
        },
      );
    const ask = async () => {
      const asked = await (await questions()).askOrigin(origin);
      if (asked.answer === undefined) throw denied(true);
      return asked;
    };
    if (!(await this.once('keys', origin, ask, true))) throw denied(false);
  }

  /**
   * A person typed the secret for this very profile, after being shown where it goes: the question is answered, for
   * that value.
   */
  async rememberTyped(known: UsableProfile, generation: string): Promise<void> {
    if (known.home.kind !== 'team') return;
    const names = { profile: plain(nameOf(known)), folder: plain(known.home.folder) };
    const addresses = hostsOf(known.settings).map(({ origin }) => origin);
    const about = t('“{profile}” of the folder “{folder}” uses the secret that you entered, at {hosts}', {
      ...names,
      hosts: addresses.join(', '),
    });
    await this.keep('use', await useKey(known, generation), { answer: 'allow', about, addresses }, known);
  }

  /** Forgets what was answered about a profile that is removed. */
  async forget(known: KnownProfile): Promise<void> {
    await this.answers.forget(identityOf(known));
    // What version 0.1 kept about it as it was before an edit was not moved.
    await this.answers.forget(identityOf(byAddress(known)));
  }

  private async tellDenied(known: UsableProfile, denial: Denial): Promise<void> {
    (this.denials ??= new (await import('./denials')).Denials()).tell(known, denial);
  }

  /** The stored answer, else the user's answer now; a no if the user may not be asked. */
  private async once(
    question: Question,
    key: string,
    ask: () => Promise<Asked>,
    interactive: boolean,
    known?: UsableProfile,
  ): Promise<boolean> {
    const given = this.answers.given(question, key);
    if (given !== undefined || !interactive) return given === 'allow';
    return this.ask(question, key, ask, known);
  }

  /** Asks once for all who wait for the same answer. Closing the question is a no that is not kept. */
  private ask(question: Question, key: string, ask: () => Promise<Asked>, known?: UsableProfile): Promise<boolean> {
    return this.asking.run(`${question} ${key}`, async () => {
      const asked = await ask();
      await this.keep(question, key, asked, known);
      return asked.answer === 'allow';
    });
  }

  private async keep(question: Question, key: string, asked: Asked, known?: UsableProfile): Promise<void> {
    const { answer, ...about } = asked;
    if (answer === undefined) return;
    const of = known && { profile: identityOf(known) };
    const folder = known?.home.kind === 'team' && { folder: known.home.folder };
    await this.answers.remember(question, key, { answer, ...about, ...of, ...folder });
  }
}

/** A question that was answered. @throws `access-denied`, which is not shown, where it was closed */
function answered(asked: Asked): Asked {
  if (asked.answer === undefined) throw notAllowed(true, true);
  return asked;
}

function changeInManageAccess(): string {
  return t('To change this, run “Token Deck: Manage Access”.');
}

function placeOf(destination: Destination): string {
  return 'origin' in destination ? destination.origin : plain(destination.address, 300);
}
