import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { cancelled, Fault } from '../../faults/fault';
import { plain } from '../../faults/plain';
import type { FaultPlace } from '../../faults/reason';
import { forbidRedirects } from '../../http/forbid-redirects';
import { sentRequestAt, type SentRequest } from '../../http/sent';
import { bindsToken } from '../../profile/bound';
import { exactReferenceOf, nameOf, type KnownProfile } from '../../profile/known';
import { destinationFor } from '../../profile/origins';
import { usable } from '../../profile/usable';
import type { Gate } from '../access/gate';
import type { Profiles } from '../profiles/profiles';
import { proofMissing } from '../tokens/bound-token';
import { otherThanDrawn, requestArgument, requestPlace } from '../tokens/request-editor';
import { offer } from '../ui/notify';
import { profilesByVariable } from './by-variable';
import { fileClosed } from './file-closed';
import { pluginName, readHttpYac } from './httpyac-api';
import { LentVariables } from './lent-variables';
import { onClosed } from './on-closed';
import { changedBy } from './sender-settings';
import { httpYacExports, httpYacExtension, senderHere, type Sender } from './senders';
import type { WaitingRequests } from './waiting-requests';

/** The variables of this process, which requests that are sent at the same time share. A browser has no process. */
let variables: LentVariables | undefined;

/** A request as the user saw it when they chose to send it. */
interface Seen extends SentRequest {
  decidedBy: string;
  version: number;
}

/**
 * Sends the request under the cursor with REST Client or httpYac. While it is sent, this process's environment has fresh
 * tokens for its `{{$processEnv TOKEN_DECK_…}}` references. The tokens are for this request only: where it goes to is
 * asked about as its profiles say, and where it changes while a token is requested, the user is asked again. The same
 * holds for the files and settings of the folder that may lead it elsewhere.
 * @throws `request-not-found`, `profile-not-found`, `profile-ambiguous`, `sender-missing`, `redirect-unsafe`,
 *   `request-changed`, and what the gate throws
 */
export async function sendRequest(
  argument: unknown,
  profiles: Profiles,
  gate: Gate,
  told: vscode.Memento,
  waiting: WaitingRequests,
): Promise<void> {
  const place = await requestPlace(argument);
  const { document, viewColumn } = place;
  let { at } = place;
  const version = document.version;
  const text = document.getText();
  const sender = await senderHere();
  let seen = read(text, version, at, sender);
  const named = requestArgument(argument)?.profiles;
  if (hasPlugin(sender)) {
    // It puts the tokens in, and asks about the destination as httpYac reads it.
    const all = named === undefined ? [] : await profiles.all();
    for (const { name } of named === undefined ? [] : seen.references)
      checkNamed(usable(profileFor(name, all)), named, placeOf(document, seen.offset));
    await showRequest(document, viewColumn, seen.offset);
    await sendWith([], sender);
    return;
  }
  let by = await byWhat(seen, document, sender);
  for (;;) {
    const issued = tokensFor(seen, by, named, document, sender, profiles, gate);
    const tokens = await waiting.until(placeOf(document, seen.offset), issued);
    // VS Code may wait half a minute for a command of an extension that was disabled meanwhile.
    if ((await senderHere()) !== sender)
      throw new Fault('request-changed', t('Another extension sends requests now; nothing was sent.'), {
        place: placeOf(document, seen.offset),
      });
    // Before the editor is shown, since the user may move the cursor while files are read.
    const byNow = await byWhat(seen, document, sender);
    const isSame = byNow === by;
    by = byNow;
    if (!isSame && by !== undefined) continue;
    await showRequest(document, viewColumn, seen.offset);
    if (document.version === seen.version) {
      await sendWith(tokens, sender);
      if (tokens.length > 0 && sender.dialect === 'rest-client') void tellOfHistory(told);
      return;
    }
    const now = read(document.getText(), document.version, (at = cursorIn(document) ?? at), sender);
    if (now.decidedBy !== seen.decidedBy && !(await askAgain(now))) throw cancelled();
    seen = now;
    by = await byWhat(seen, document, sender);
  }
}

function read(text: string, version: number, at: number, { dialect }: Sender): Seen {
  const request = sentRequestAt(text, at, dialect);
  if (request === undefined) throw new Fault('request-not-found', t('There is no request under the cursor.'));
  return { ...request, version };
}

/** What outside the file may lead the request elsewhere, if it has a token. */
async function byWhat(
  { references }: Seen,
  document: vscode.TextDocument,
  { dialect }: Sender,
): Promise<string | undefined> {
  return references.length === 0 ? undefined : changedBy(document, dialect);
}

/**
 * The tokens that the request refers to, by variable. Each may be sent where the request goes.
 * @param by what outside the file may lead it elsewhere
 * @param named the profiles whose tokens the user chose to send with, where they did
 */
async function tokensFor(
  request: Seen,
  by: string | undefined,
  named: readonly string[] | undefined,
  document: vscode.TextDocument,
  { dialect }: Sender,
  profiles: Profiles,
  gate: Gate,
): Promise<[string, string][]> {
  if (request.named !== undefined)
    throw new Fault(
      'sender-missing',
      t('Only httpYac reads “token-deck {name}”; nothing was sent.', { name: plain(request.named.name, 100) }),
      {
        next: t('Use “Authorize with…” above the request, or send it with httpYac.'),
        place: placeOf(document, request.offset),
      },
    );
  const destination = destinationFor(request.address, request.shown, by);
  const all = await profiles.all();
  const tokens: [string, string][] = [];
  for (const { name, outsideAuthorization } of request.references) {
    if (document.isClosed) throw wasClosed(document, request);
    const profile = usable(profileFor(name, all));
    if (outsideAuthorization && !request.noRedirect) {
      throw new Fault(
        'redirect-unsafe',
        t('The token is outside the header “Authorization”, so a redirect would send it to another server.'),
        {
          profile: nameOf(profile),
          reference: exactReferenceOf(profile),
          // Only where the line would help.
          place: forbidRedirects(document.getText(), request.offset, dialect) && placeOf(document, request.offset),
        },
      );
    }
    checkNamed(profile, named, placeOf(document, request.offset));
    if (bindsToken(profile))
      throw proofMissing().with({ profile: nameOf(profile), reference: exactReferenceOf(profile) });
    const issued = gate.issue({ door: 'sender', caller: 'person', profile, destination });
    tokens.push([name, (await unlessClosed(document, request, issued)).token]);
  }
  return tokens;
}

/** @throws `request-changed` where the line that was clicked names other profiles */
function checkNamed(profile: KnownProfile, named: readonly string[] | undefined, place: FaultPlace): void {
  if (named?.includes(exactReferenceOf(profile)) === false) throw otherThanDrawn(place);
}

/** Whether httpYac has the plugin that puts tokens into its requests. */
function hasPlugin({ extension }: Sender): boolean {
  if (extension !== httpYacExtension) return false;
  return readHttpYac(httpYacExports())?.plugins[pluginName] !== undefined;
}

/** Opens the document at a request. From here to the sender's own reading nothing else runs. @throws `request-changed` */
async function showRequest(
  document: vscode.TextDocument,
  viewColumn: vscode.ViewColumn | undefined,
  offset: number,
): Promise<void> {
  await showAt(document, viewColumn, offset);
  if (vscode.window.activeTextEditor?.document !== document)
    throw new Fault('request-changed', t('Another editor became active; nothing was sent.'), {
      place: placeOf(document, offset),
    });
}

/** Ends the waiting for a token at once where the file is closed. A sign-in goes on: its token is of use later. */
async function unlessClosed<T>(document: vscode.TextDocument, request: Seen, token: Promise<T>): Promise<T> {
  let listener: vscode.Disposable | undefined;
  const closed = new Promise<never>((_, reject) => {
    listener = onClosed(document.uri.toString(), () => reject(wasClosed(document, request)));
  });
  try {
    return await Promise.race([token, closed]);
  } finally {
    listener?.dispose();
  }
}

function wasClosed(document: vscode.TextDocument, { offset }: Pick<Seen, 'offset'>): Fault {
  // One that was never saved is gone.
  return fileClosed(document.isUntitled ? undefined : placeOf(document, offset));
}

/** Opens the document where it was, with the cursor on the request line, which both senders take for that request. */
async function showAt(
  document: vscode.TextDocument,
  viewColumn: vscode.ViewColumn | undefined,
  offset: number,
): Promise<void> {
  if (document.isClosed) throw wasClosed(document, { offset });
  const active = vscode.window.activeTextEditor;
  const editor =
    active?.document === document ? active : await vscode.window.showTextDocument(document, { viewColumn });
  const position = document.positionAt(offset);
  // REST Client sends the selection where there is one.
  if (!editor.selection.isEmpty || editor.selection.active.line !== position.line)
    editor.selection = new vscode.Selection(position, position);
}

async function sendWith(tokens: readonly [string, string][], { command }: Sender): Promise<void> {
  variables ??= new LentVariables(process.env);
  const giveBack = variables.lend(tokens);
  try {
    await vscode.commands.executeCommand(command);
  } catch (thrown) {
    // It may have been disabled while its request waited for a token.
    await senderHere();
    throw thrown;
  } finally {
    giveBack();
  }
}

/** The key of global state that says that the note was shown. */
const toldOfHistory = 'restClientHistory';

/** Says once that REST Client keeps what it sent: it has no setting for that. */
async function tellOfHistory(told: vscode.Memento): Promise<void> {
  if (told.get(toldOfHistory) === true) return;
  await told.update(toldOfHistory, true);
  const clear = { title: t('Clear History'), run: () => vscode.commands.executeCommand('rest-client.clear-history') };
  const message = t(
    'REST Client keeps the requests that it sent in a history file, with their headers and the tokens in them.',
  );
  await offer(vscode.window.showInformationMessage, message, [clear]);
}

function placeOf(document: vscode.TextDocument, offset: number): FaultPlace {
  return { uri: document.uri.toString(), line: document.positionAt(offset).line };
}

function cursorIn(document: vscode.TextDocument): number | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document === document ? document.offsetAt(editor.selection.active) : undefined;
}

async function askAgain({ shown }: Seen): Promise<boolean> {
  const [{ maySend }, { changedText }] = await Promise.all([
    import('../access/consent-questions'),
    import('../access/question-texts'),
  ]);
  return maySend(changedText(shown));
}

export function profileFor(name: string, profiles: readonly KnownProfile[]): KnownProfile {
  const fitting = profilesByVariable(profiles).get(name) ?? [];
  const [known] = fitting;
  const reference = `{{$processEnv ${name}}}`;
  if (known === undefined) throw new Fault('profile-not-found', t('No profile matches {reference}.', { reference }));
  if (fitting.length > 1) {
    throw new Fault('profile-ambiguous', t('More than one profile matches {reference}.', { reference }), {
      next: t('Change the ID of one of them.'),
      reason: 'same-variable',
    });
  }
  return known;
}
