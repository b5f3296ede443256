import * as vscode from 'vscode';
import { Fault } from '../faults/fault';
import { plain } from '../faults/plain';
import { authorizationParameters, clientCredentialsParameters } from '../oauth/parameters';
import { identityOf, nameOf, type KnownProfile, type UsableProfile } from '../profile/known';
import type { Settings } from '../profile/settings';
import { consentKey } from '../storage/keys';
import { Shared } from '../tokens/shared';
import { setting } from './configuration';

type Answer = 'allow' | 'deny';

/** One answer that the user gave, as it is listed. */
export interface GivenAnswer {
  key: string;
  answer: Answer;
  /** What was asked, for people. */
  about: string;
}

const prefix = 'answer.';

/** The two questions of trust, and the answers given: who may use tokens, and which folder may use which secret. */
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
    if (rule === 'deny') throw denied('The setting tokenDeck.automation keeps programs from using tokens.');
    if (given === 'allow') return;
    if (given === 'deny')
      throw denied('You chose that programs may not use its tokens; take that back with “Token Deck: Manage Access”.');
    if (!interactive) throw denied('No program was allowed to use its tokens yet.');
    const about = `Tasks, launch configurations and extensions use tokens of “${plain(nameOf(known))}”`;
    const message = `Let tasks, launch configurations and extensions use tokens of “${plain(nameOf(known))}”?`;
    const detail =
      'A program asks for its token. The answer holds for every program, until you take it back with “Token Deck: Manage Access”.';
    if (!(await this.ask(key, about, message, detail))) throw denied('A program was not allowed to use its tokens.');
  }

  /** Whether a team profile may use the stored secret of its client; asks once for each folder and kind of request. */
  async mayUseSecret(known: UsableProfile, interactive: boolean): Promise<boolean> {
    const key = await this.shapeOf(known);
    const given = this.given(key);
    if (given !== undefined || !interactive) return given === 'allow';
    const lines = requestLines(known.parsed.settings);
    const folder = known.home.kind === 'team' ? plain(known.home.folder) : '';
    const message = `Let the profile “${plain(nameOf(known))}” of the folder “${folder}” use your stored secret?`;
    const about = `“${plain(nameOf(known))}” of the folder “${folder}” uses a stored secret (${lines.join(', ')})`;
    return this.ask(key, about, message, lines.join('\n'));
  }

  /** The user gave this very profile its secret: the question is answered. */
  async rememberSecretUse(known: UsableProfile): Promise<void> {
    if (known.home.kind !== 'team') return;
    const about = `“${plain(nameOf(known))}” of the folder “${plain(known.home.folder)}” uses the secret that was stored for it`;
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

  /** Asks in a modal dialog, once for all who wait for the same answer. Closing it is a no that is not kept. */
  private ask(key: string, about: string, message: string, detail: string): Promise<boolean> {
    return this.questions.run(key, async () => {
      const answer = await modal(message, detail);
      if (answer !== undefined) await this.remember(key, answer, about);
      return answer === 'allow';
    });
  }
}

function automationPrefix(known: KnownProfile): string {
  return `automation.${identityOf(known)} `;
}

/** What a profile will send, and where: as the request will really have it, own parameters included. */
function requestLines(settings: Settings): string[] {
  const login = { redirectUri: '', state: '', nonce: undefined, codeChallenge: '', prompt: undefined };
  const own = new Set(['redirect_uri', 'state', 'code_challenge', 'code_challenge_method']);
  const parameters =
    settings.grant === 'client_credentials'
      ? clientCredentialsParameters(settings)
      : authorizationParameters(settings, login);
  const address = (name: string, value: string | undefined) =>
    // A host is never cut: its end says whose it is.
    value === undefined ? [] : [`${name}: ${plain(new URL(value).href, 2048)}`];
  return [
    `Client: ${plain(settings.clientId ?? '')}`,
    ...address('Issuer', settings.issuer),
    // Where the profile names it, the secret goes there, whatever the issuer.
    ...address('Token endpoint', settings.endpoints.token),
    ...[...parameters]
      .filter(([name]) => !own.has(name))
      .map(([name, value]) => `${plain(name, 60)}: ${plain(value, 300)}`),
  ];
}

async function modal(message: string, detail: string): Promise<Answer | undefined> {
  const allow: vscode.MessageItem = { title: 'Allow' };
  const deny: vscode.MessageItem = { title: 'Never' };
  // A host without anyone before it refuses dialogs; then nobody allowed anything.
  const chosen = await Promise.resolve(
    vscode.window.showWarningMessage(message, { modal: true, detail }, allow, deny),
  ).catch(() => undefined);
  return chosen === allow ? 'allow' : chosen === deny ? 'deny' : undefined;
}
