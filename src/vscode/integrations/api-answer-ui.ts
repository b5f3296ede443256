import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { cancelled, isFault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import { sentRequestAt } from '../../http/sent';
import { bindsToken, prefixOf } from '../../profile/bound';
import { exactReferenceOf, nameOf, type UsableProfile } from '../../profile/known';
import { usable } from '../../profile/usable';
import { answerFault, reactionTo, readAnswer, type ApiAnswer } from '../../tokens/api-answer';
import { bearerOf } from '../../tokens/rejected';
import type { TokenService } from '../../tokens/service';
import type { Profiles } from '../profiles/profiles';
import type { Target } from '../profiles/target';
import { cancellable } from '../tokens/progress';
import { hasRequests, requestPlace } from '../tokens/request-editor';
import type { UiCommand } from '../ui/contributions';
import { offer, runUi } from '../ui/notify';
import { profilesByVariable } from './by-variable';
import { dialectHere } from './senders';

/** What handling an API's answer needs. */
export interface AnswerParts {
  target: Target;
  profiles: Profiles;
  service: TokenService;
  now: () => number;
}

/** How an API answered a request that was sent with a profile's token. A program cannot make one. */
export class Answered {
  /**
   * @param token the token that was sent
   * @param again sends the request once more
   */
  constructor(
    readonly profile: UsableProfile,
    readonly token: string,
    readonly answer: ApiAnswer,
    readonly again?: () => unknown,
  ) {}
}

/**
 * Handles an API's answer: renews a token that was refused for the first time, and offers to send again; explains any
 * other refusal.
 * @param argument an `Answered`; else the user tells the answer to the request under the cursor, since REST Client does not
 * @throws `token-rejected`, the explanation; and what getting a token can end in
 */
export async function handleAnswer(argument: unknown, parts: AnswerParts): Promise<void> {
  // Where nobody asked for it, a login is offered, not begun.
  const interactive = !(argument instanceof Answered);
  const { profile, token, answer, again } = interactive ? await askAnswer(parts) : argument;
  const { service, now } = parts;
  const { settings } = profile;
  const about = { profile: nameOf(profile), reference: exactReferenceOf(profile) };
  const explained = async () => (await answerFault(answer, await service.peek(profile), settings, now())).with(about);
  const reaction = reactionTo(answer, prefixOf(settings, bindsToken(profile)));
  if (reaction === 'nothing') return;
  if (reaction === 'explain') throw await explained();
  const name = plain(nameOf(profile));
  try {
    await cancellable(t('Getting a token for {profile}', { profile: name }), (signal) =>
      service.get(profile, { rejected: token, interactive, signal }),
    );
  } catch (thrown) {
    // The second refusal within a short time: the answer tells more than that.
    throw isFault(thrown) && thrown.code === 'token-rejected' && thrown.reason === undefined
      ? await explained()
      : thrown;
  }
  const message = t('{profile}: The API answered 401. The token was renewed.', { profile: name });
  await offer(
    vscode.window.showInformationMessage,
    message,
    again === undefined ? [] : [{ title: t('Send Again'), run: again }],
  );
}

const send: UiCommand = 'tokenDeck.ui.sendRequest';

async function askAnswer({ target, profiles, service }: AnswerParts): Promise<Answered> {
  const document = vscode.window.activeTextEditor?.document;
  const place = document !== undefined && hasRequests(document) ? await requestPlace(undefined) : undefined;
  const request = place && sentRequestAt(place.document.getText(), place.at, dialectHere());
  const byVariable = profilesByVariable(await profiles.shown());
  const [known, ...others] = (request?.references ?? []).flatMap(({ name }) => byVariable.get(name) ?? []);
  const profile = known !== undefined && others.length === 0 ? usable(known) : await target.usable(undefined);
  const told = await vscode.window.showInputBox({
    title: t('Explain an API’s Answer'),
    prompt: t('401 or 403, and the header WWW-Authenticate where there is one'),
    value: '401 ',
    ignoreFocusOut: true,
    validateInput: (text) => (readAnswer(text) === undefined ? t('Begin with 401 or 403.') : undefined),
  });
  const answer = readAnswer(told ?? '');
  if (answer === undefined) throw cancelled();
  const set = await service.peek(profile);
  const uri = place?.document.uri.toString();
  const line = place && request && place.document.positionAt(request.offset).line;
  const again = line === undefined ? undefined : () => runUi(send, { uri, line });
  return new Answered(profile, (set && bearerOf(set, profile.settings)) ?? '', answer, again);
}
