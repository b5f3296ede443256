import { t } from '@vscode/l10n';
import type * as vscode from 'vscode';
import { Fault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { identityOf, nameOf, type KnownProfile, type UsableProfile } from '../../profile/known';
import { consentKey } from '../../storage/keys';
import { Shared } from '../../base/shared';
import { setting } from '../ui/configuration';
import type { Answer, Asked } from './consent-questions';

/** One answer that the user gave, as it is listed. */
export interface GivenAnswer {
  key: string;
  answer: Answer;
  /** What was asked, for people. */
  about: string;
}

const prefix = 'answer.';

/** Loaded at the first question: most were answered before. */
const questions = () => import('./consent-questions');

/** The questions of trust, and the answers given: who may use tokens, which folder may use which secret, whose keys may be asked for. */
export class Consent {
  private readonly questions = new Shared<boolean>();
  private readonly keys = new WeakMap<UsableProfile, string>();

  constructor(private readonly memory: vscode.Memento) {}

  /**
   * Whether a program may use the profile's tokens (the setting `tokenDeck.automation`).
   * @throws `access-denied`
   */
  async checkAutomation(known: UsableProfile, interactive: boolean): Promise<void> {
    const rule = setting('automation');
    if (rule === 'allow') return;
    // Bound to what is asked for too: a profile that is replaced under the same id is another one.
    const key = `${automationPrefix(known)}${await this.shapeOf(known)}`;
    const given = this.given(key);
    const denied = (what: string) => new Fault('access-denied', what, { profile: nameOf(known) });
    if (rule === 'deny') throw denied(t('The setting tokenDeck.automation keeps programs from using tokens.'));
    if (given === 'allow') return;
    if (given === 'deny')
      throw denied(
        t('You chose that programs may not use its tokens; take that back with “Token Deck: Manage Access”.'),
      );
    if (!interactive) throw denied(t('No program was allowed to use its tokens yet.'));
    const allowed = await this.ask(key, async () => (await questions()).askAutomation(known));
    if (!allowed) throw denied(t('A program was not allowed to use its tokens.'));
  }

  /** Whether a team profile may use the stored secret of its client; asks once for each folder and kind of request. */
  async mayUseSecret(known: UsableProfile, interactive: boolean): Promise<boolean> {
    return this.once(await this.shapeOf(known), async () => (await questions()).askSecretUse(known), interactive);
  }

  /** The answer that was given to a question, else what the user answers now; a no where nobody may be asked. */
  async once(key: string, question: () => Promise<Asked>, interactive = true): Promise<boolean> {
    const given = this.given(key);
    if (given !== undefined || !interactive) return given === 'allow';
    return this.ask(key, question);
  }

  /** The user gave this very profile its secret: the question is answered. */
  async rememberSecretUse(known: UsableProfile): Promise<void> {
    if (known.home.kind !== 'team') return;
    const about = t('“{profile}” of the folder “{folder}” uses the secret that was stored for it', {
      profile: plain(nameOf(known)),
      folder: plain(known.home.folder),
    });
    await this.remember(await this.shapeOf(known), 'allow', about);
  }

  /** Every answer that was given and kept. */
  list(): GivenAnswer[] {
    return this.memory
      .keys()
      .filter((key) => key.startsWith(prefix))
      .flatMap((key) => {
        const value = this.memory.get<{ answer: Answer; about: string }>(key);
        return value === undefined ? [] : [{ key, ...value }];
      });
  }

  /** Takes answers back: the next use asks again. */
  async takeBack(answers: readonly GivenAnswer[]): Promise<void> {
    for (const { key } of answers) await this.memory.update(key, undefined);
  }

  /** Forgets what was answered about a profile that is removed. */
  async forget(known: KnownProfile): Promise<void> {
    const about = prefix + automationPrefix(known);
    await this.takeBack(this.list().filter(({ key }) => key.startsWith(about)));
  }

  private async shapeOf(known: UsableProfile): Promise<string> {
    const key = this.keys.get(known) ?? (await consentKey(known));
    this.keys.set(known, key);
    return key;
  }

  private given(key: string): Answer | undefined {
    return this.memory.get<{ answer: Answer }>(prefix + key)?.answer;
  }

  private async remember(key: string, answer: Answer, about: string): Promise<void> {
    await this.memory.update(prefix + key, { answer, about });
  }

  /** Asks once for all who wait for the same answer. Closing the question is a no that is not kept. */
  private ask(key: string, question: () => Promise<Asked>): Promise<boolean> {
    return this.questions.run(key, async () => {
      const { answer, about } = await question();
      if (answer !== undefined) await this.remember(key, answer, about);
      return answer === 'allow';
    });
  }
}

function automationPrefix(known: KnownProfile): string {
  return `automation.${identityOf(known)} `;
}
