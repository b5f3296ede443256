import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import type { Fault } from '../../faults/fault';
import type { FaultPlace } from '../../faults/reason';
import { plain } from '../../faults/plain';
import { grants } from '../../profile/grants/table';
import { nameOf, type UsableProfile } from '../../profile/known';
import type { ProvenRequest } from '../../oauth/dpop';
import { usable } from '../../profile/usable';
import type { Gate } from '../access/gate';
import type { Profiles } from '../profiles/profiles';
import { cancellable } from '../tokens/progress';
import { openRequests } from '../tokens/request-editor';
import type { UiCommand } from '../ui/contributions';
import { runUi, showFault, type Action } from '../ui/notify';
import { Answered } from './api-answer-ui';
import { pluginName, type HttpYac } from './httpyac-api';
import { httpYacPlugin, type PluginDependencies } from './httpyac-plugin';
import type { TokenAnswer } from './httpyac-sending';
import { onClosed } from './on-closed';
import { profileFor } from './send-request';
import type { WaitingRequests } from './waiting-requests';

export interface HttpYacParts {
  profiles: Profiles;
  gate: Gate;
  prove: (profile: UsableProfile, token: string, request: ProvenRequest) => Promise<string>;
  /** The buttons under the message about a request that was not sent. */
  remediesOf: (fault: Fault) => Promise<Action[]>;
  waitingRequests: WaitingRequests;
  line: (text: string) => void;
}

/** Milliseconds after which a request for a token that still runs shows its progress, where it can be cancelled. */
const slow = 1000;

/**
 * Gives httpYac the plugin by which it puts tokens into the requests that it sends.
 * @returns takes the plugin away again
 */
export function serveHttpYac(httpYac: HttpYac, parts: HttpYacParts): vscode.Disposable {
  const { profiles, gate, prove, remediesOf, waitingRequests, line } = parts;
  const over = new AbortController();
  const failed = (fault: Fault) => void showFault(fault, remediesOf);
  const deps: PluginDependencies = {
    byVariable: async (variable) => usable(profileFor(variable, await profiles.all())),
    byName: (name) => profiles.usable(name),
    issue: (profile, destination, signal) =>
      withProgressIfSlow(profile, signal, (either) =>
        gate.issue({ door: 'sender', caller: 'person', profile, destination }, { signal: either }),
      ),
    prove,
    // No workspace can set this one.
    isOwnProxy: (proxy) => proxy === vscode.workspace.getConfiguration('http').get('proxy'),
    answered: handle,
    failed,
    log: line,
    closed: onClosed,
    waits: (place, over) => waitingRequests.until(place, over),
    over: over.signal,
  };
  const plugin = httpYacPlugin(deps);
  const { plugins } = httpYac;
  plugins[pluginName] = plugin;
  httpYac.parseAgain(line);
  return {
    dispose: () => {
      over.abort();
      if (plugins[pluginName] !== plugin) return;
      Reflect.deleteProperty(plugins, pluginName);
      // The log may be gone by now.
      httpYac.parseAgain(() => undefined);
    },
  };
}

/** Handles what an API answered; the answer itself is already shown. */
function handle({ profile, token, status, challenge, place }: TokenAnswer): void {
  if (status !== 401 && status !== 403) return;
  const again = place && (() => sendAgain(place));
  void runUi(explain, new Answered(profile, token, { status, wwwAuthenticate: challenge }, again));
}

const explain: UiCommand = 'tokenDeck.ui.explainAnswer';

async function sendAgain({ uri, line }: FaultPlace): Promise<void> {
  const document = await openRequests(uri);
  const at = new vscode.Position(line, 0);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(at, at) });
  await vscode.commands.executeCommand('httpyac.send', document, line);
}

/** A login shows its own progress, and httpYac's may be without a button to cancel. */
async function withProgressIfSlow<T>(
  profile: UsableProfile,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const running = run(AbortSignal.any([signal, abort.signal]));
  if (grants[profile.settings.grant].obtained !== 'request') return running;
  const timer = setTimeout(() => {
    const title = t('Getting a token for {profile}', { profile: plain(nameOf(profile)) });
    void cancellable(title, async (pressed) => {
      pressed.addEventListener('abort', () => abort.abort());
      await running.catch(() => undefined);
    });
  }, slow);
  return running.finally(() => clearTimeout(timer));
}
