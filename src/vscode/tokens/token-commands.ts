import * as vscode from 'vscode';
import { Fault } from '../../faults/fault';
import { editHeader, headerLine, referenceTo } from '../../http/request';
import { nameOf, type KnownProfile, type UsableProfile } from '../../profile/known';
import type { Settings } from '../../profile/settings';
import type { TokenSet } from '../../storage/token-set';
import type { GetOptions, TokenService } from '../../tokens/service';
import { copySecret } from '../ui/clipboard';
import type { Consent } from '../access/consent';
import type { Profiles } from '../profiles/profiles';
import type { Target } from '../profiles/target';
import { field, readArgument } from '../ui/argument';

/** Who asks: a program obeys `tokenDeck.automation`; a person's own click does not need it. */
export type Caller = 'program' | 'person';

/** What hands tokens out, to programs and to people alike. */
export class TokenCommands {
  constructor(
    private readonly target: Target,
    private readonly profiles: Profiles,
    private readonly service: TokenService,
    private readonly consent: Consent,
  ) {}

  /** `tokenDeck.getToken`: the token, a string. */
  async getToken(argument: unknown, caller: Caller): Promise<string> {
    const { rest } = readArgument(argument);
    const options = readOptions(rest);
    const profile = await this.target.usable(argument, options.interactive);
    return bearerOf(await this.issue(profile, caller, options), profile.settings, profile);
  }

  /** `tokenDeck.copyToken`: the token, which is in the clipboard too. */
  async copyToken(argument: unknown, caller: Caller): Promise<string> {
    const token = await this.getToken(argument, caller);
    await copySecret(token);
    return token;
  }

  /** `tokenDeck.copyAuthorizationHeader`: the whole header, which is in the clipboard too. */
  async copyAuthorizationHeader(argument: unknown, caller: Caller): Promise<string> {
    const options = readOptions(readArgument(argument).rest);
    const profile = await this.target.usable(argument, options.interactive);
    const { settings } = profile;
    const token = bearerOf(await this.issue(profile, caller, options), settings, profile);
    const header = headerLine(settings.headerName, settings.headerPrefix, token);
    await copySecret(header);
    return header;
  }

  /** `tokenDeck.insertAuthorizationHeader`: edits the request under the cursor; a reference needs no token. */
  async insertAuthorizationHeader(argument: unknown, caller: Caller): Promise<true> {
    const { rest } = readArgument(argument);
    const as = field(rest, 'as', 'string') ?? 'reference';
    if (as !== 'reference' && as !== 'token')
      throw new Fault('argument-invalid', '“as” must be "reference" or "token".');
    const editor = requestEditor();
    const { document } = editor;
    const cursor = document.offsetAt(editor.selection.active);
    const options = readOptions(rest);
    const profile = await this.target.usable(argument, options.interactive);
    const { settings } = profile;
    const lineOf = (value: string) => headerLine(settings.headerName, settings.headerPrefix, value);
    // No token is got, and nobody is asked to sign in, for a place without a request.
    if (editHeader(document.getText(), cursor, lineOf('')) === undefined) throw noRequest();
    const value =
      as === 'reference'
        ? referenceTo(profile.id)
        : bearerOf(await this.issue(profile, caller, options), settings, profile);
    const edit = editHeader(document.getText(), cursor, lineOf(value));
    if (edit === undefined) throw noRequest();
    const range = new vscode.Range(document.positionAt(edit.offset), document.positionAt(edit.offset + edit.length));
    const change = new vscode.WorkspaceEdit();
    change.replace(document.uri, range, edit.text);
    if (!(await vscode.workspace.applyEdit(change)))
      throw new Fault('request-not-found', 'The editor refused the change.');
    return true;
  }

  /** `tokenDeck.signOut`: forgets the tokens of one profile or of all, never a secret. */
  async signOut(argument: unknown): Promise<void> {
    const { rest, name } = readArgument(argument);
    if (name === undefined && field(rest, 'all', 'boolean') === true) {
      await this.service.forgetAll();
      return;
    }
    await this.service.forget(await this.target.usable(argument));
  }

  /** A token set of the profile, once the caller may have it. */
  async issue(known: UsableProfile, caller: Caller, options: GetOptions): Promise<TokenSet> {
    if (caller === 'program') await this.consent.checkAutomation(known, options.interactive !== false);
    const set = await this.service.get(known, options);
    await this.profiles.used(known);
    return set;
  }
}

/** The token of the set that the profile hands out. @throws `response-invalid` where the ID token is asked for and there is none */
export function bearerOf(set: TokenSet, settings: Settings, known: KnownProfile): string {
  if (settings.use === 'access_token') return set.accessToken;
  if (set.idToken !== undefined) return set.idToken;
  throw new Fault('response-invalid', 'The profile hands out the ID token, and the provider gave none.', {
    profile: nameOf(known),
    next: 'Ask for the scope openid, or set “use” to access_token.',
  });
}

function readOptions(rest: Record<string, unknown>): GetOptions {
  const forceRefresh = field(rest, 'forceRefresh', 'boolean');
  const minValidity = field(rest, 'minValidity', 'seconds');
  const interactive = field(rest, 'interactive', 'boolean');
  return {
    ...(forceRefresh !== undefined && { forceRefresh }),
    ...(minValidity !== undefined && { minValidity }),
    ...(interactive !== undefined && { interactive }),
  };
}

function noRequest(): Fault {
  return new Fault('request-not-found', 'There is no request under the cursor.');
}

/** The editor with requests in it. @throws `request-not-found` */
export function requestEditor(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  const isRequests =
    editor !== undefined &&
    (['http', 'rest'].includes(editor.document.languageId) || /\.(http|rest)$/i.test(editor.document.uri.path));
  if (!isRequests) throw new Fault('request-not-found', 'No .http or .rest file is open.');
  return editor;
}
