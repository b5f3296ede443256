import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { urlOf } from '../../base/url';
import { Fault } from '../../faults/fault';
import { headerLine, headerValue, referenceTo } from '../../http/reference';
import { editHeader } from '../../http/request';
import { authorizeAll, variableFor } from '../../http/whole-file';
import type { ProvenRequest } from '../../oauth/dpop';
import { bindsToken, prefixOf } from '../../profile/bound';
import type { UsableProfile } from '../../profile/known';
import { destinationFor, type Destination } from '../../profile/origins';
import type { GetOptions } from '../../tokens/service';
import type { Caller, Door, Gate, Issued } from '../access/gate';
import type { Target } from '../profiles/target';
import { field, readArgument, wrong } from '../ui/argument';
import type { CopySecret } from '../ui/clipboard';
import { tellUselessAlone } from './bound-token';
import { editRequests } from './request-edit';
import { requestPlace, type RequestPlace } from './request-editor';

/** The public commands that hand out tokens. */
export class TokenCommands {
  constructor(
    private readonly target: Target,
    private readonly gate: Gate,
    /** A proof for one request with a token that is bound to the profile's key; see `OAuthClient.prove`. */
    private readonly prove: (profile: UsableProfile, accessToken: string, request: ProvenRequest) => Promise<string>,
    private readonly copySecret: CopySecret,
  ) {}

  /** `tokenDeck.getToken`: the token, a string. */
  async getToken(argument: unknown, door: Door = 'command'): Promise<string> {
    return (await this.issue(door, argument)).token;
  }

  /** `tokenDeck.copyToken`: copies the token, and returns it. */
  async copyToken(argument: unknown): Promise<string> {
    const { token, profile, isBound } = await this.issue('clipboard', argument);
    await this.copySecret(token);
    tellUselessAlone(profile, isBound);
    return token;
  }

  /** `tokenDeck.copyAuthorizationHeader`: copies the whole header, and returns it. */
  async copyAuthorizationHeader(argument: unknown): Promise<string> {
    const { header, profile, isBound } = await this.issue('clipboard', argument);
    await this.copySecret(header);
    tellUselessAlone(profile, isBound);
    return header;
  }

  /**
   * `tokenDeck.getAuthorizationHeaders`: the headers for one request to an API: the one with the token, and the proof
   * for that request where the token is bound to a key (RFC 9449). The token may go where the profile's `origins` or the
   * user allow.
   */
  async getAuthorizationHeaders(argument: unknown, door: Door = 'command'): Promise<Record<string, string>> {
    const { rest } = readArgument(argument);
    const request = readRequest(rest);
    const destination = destinationFor(request.url.href, request.url.origin);
    const { profile, token, header, isBound } = await this.issue(door, argument, destination);
    const { headerName } = profile.settings;
    const headers = { [headerName]: header.slice(headerName.length + 2) };
    return isBound ? { ...headers, DPoP: await this.prove(profile, token, request) } : headers;
  }

  /** `tokenDeck.insertAuthorizationHeader`: edits the request under the cursor. A reference needs no token. */
  async insertAuthorizationHeader(argument: unknown, caller: Caller, place?: RequestPlace): Promise<true> {
    const { rest } = readArgument(argument);
    const as = field(rest, 'as', 'string') ?? 'reference';
    if (as !== 'reference' && as !== 'token') throw wrong(t('“as” must be "reference" or "token".'));
    const { document, at: cursor } = place ?? (await requestPlace(undefined));
    const { version } = document;
    const text = document.getText();
    const { line: cursorLine } = document.positionAt(cursor);
    const options = readOptions(rest);
    const profile = await this.target.usable(argument, options.interactive);
    const { headerName } = profile.settings;
    const isBound = bindsToken(profile);
    const lineOf = (value: string) => headerLine(headerName, prefixOf(profile.settings, isBound), value);
    // Checked first, so that the user does not sign in for nothing.
    if (editHeader(text, cursor, lineOf('')) === undefined) throw noRequest();
    const value = headerValue(prefixOf(profile.settings, isBound), referenceTo(profile.id));
    // For programs the reference stays what it is documented to be; people see that their file has a variable for it.
    const variable = place && variableFor(text, value);
    const line =
      as === 'reference'
        ? `${headerName}: ${variable === undefined ? value : `{{${variable}}}`}`
        : (await this.gate.issue({ door: 'insertion', caller, profile }, options)).header;
    const edit = editHeader(text, cursor, line);
    if (edit === undefined) throw noRequest();
    await editRequests({ document, version, line: cursorLine }, [edit]);
    tellUselessAlone(profile, isBound);
    return true;
  }

  /** Gives each request of a file that has none the header of a profile that the user picks, by a variable at its head. */
  async authorizeFile({ document, at }: RequestPlace): Promise<void> {
    const { version } = document;
    const text = document.getText();
    if (authorizeAll(text, { name: '', value: '' }) === undefined)
      throw new Fault('request-not-found', t('There is no request in the file.'));
    const profile = await this.target.usable(undefined);
    const isBound = bindsToken(profile);
    const value = headerValue(prefixOf(profile.settings, isBound), referenceTo(profile.id));
    const edits = authorizeAll(text, { name: profile.settings.headerName, value }) ?? [];
    if (edits.length === 0) {
      void vscode.window.showInformationMessage(t('Every request of the file has an Authorization header already.'));
      return;
    }
    await editRequests({ document, version, line: document.positionAt(at).line }, edits);
    tellUselessAlone(profile, isBound);
  }

  private async issue(
    door: Door,
    argument: unknown,
    destination?: Destination,
  ): Promise<Issued & { profile: UsableProfile }> {
    const options = readOptions(readArgument(argument).rest);
    const profile = await this.target.usable(argument, options.interactive);
    const passage = { door, caller: 'program' as const, profile, ...(destination && { destination }) };
    return { ...(await this.gate.issue(passage, options)), profile };
  }
}

/** The request that headers are for, from a command's argument. @throws `argument-invalid` */
function readRequest(rest: Record<string, unknown>): ProvenRequest {
  const method = field(rest, 'method', 'string') ?? '';
  const url = urlOf(field(rest, 'url', 'string') ?? '');
  const nonce = field(rest, 'nonce', 'string');
  // RFC 9110 section 5.6.2.
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(method)) throw wrong(t('“method” must be the method of a request, such as GET.'));
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw wrong(t('“url” must be the whole address of a request.'));
  // RFC 9449 section 8.1.
  if (nonce !== undefined && !/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(nonce))
    throw wrong(t('“nonce” must be the value of a header DPoP-Nonce.'));
  return { method: method.toUpperCase(), url, nonce };
}

/** How to get a token, from a command's argument. @throws `argument-invalid` */
export function readOptions(rest: Record<string, unknown>): GetOptions {
  const forceRefresh = field(rest, 'forceRefresh', 'boolean');
  const minValidity = field(rest, 'minValidity', 'seconds');
  const interactive = field(rest, 'interactive', 'boolean');
  const rejected = field(rest, 'rejected', 'string');
  return {
    ...(forceRefresh !== undefined && { forceRefresh }),
    ...(minValidity !== undefined && { minValidity }),
    ...(interactive !== undefined && { interactive }),
    ...(rejected !== undefined && { rejected }),
  };
}

function noRequest(): Fault {
  return new Fault('request-not-found', t('There is no request under the cursor.'));
}
