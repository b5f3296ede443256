import * as vscode from 'vscode';
import type { Disposables } from '../../base/disposables';
import type { Accounts } from './accounts';
import { authenticationId } from '../ui/contributions';
import type { HttpYacParts } from './httpyac';
import type { RequestAssistanceParts } from './request-assistance';

/**
 * Looks after the files in which tokens are used.
 * @param settled when VS Code has started. httpYac does not wait for that: as soon as a file of its is open, its own
 *   buttons send requests, which have no tokens without the plugin.
 */
export async function registerIntegrations(
  parts: () => Promise<RequestAssistanceParts & HttpYacParts>,
  settled: Promise<void>,
  disposables: Disposables,
): Promise<void> {
  const { textDocuments, onDidOpenTextDocument } = vscode.workspace;
  const isHttp = ({ languageId }: vscode.TextDocument) => languageId === 'http';
  if (!textDocuments.some(isHttp)) {
    const opened = new Promise<void>((resolve) => {
      disposables.add(onDidOpenTextDocument((document) => isHttp(document) && resolve()));
    });
    await Promise.race([opened, settled]);
  }
  const [{ HttpYacWatch }, made] = await Promise.all([import('./httpyac-watch'), parts()]);
  disposables.add(new HttpYacWatch(made));
  await settled;
  const { McpDiagnostics } = await import('./mcp-diagnostics');
  disposables.add(new McpDiagnostics());
  const { assistRequests } = await import('./request-assistance');
  disposables.add(assistRequests(made));
  if (made.waitingRequests.left !== undefined) {
    const { tellOfUnsent } = await import('./unsent');
    tellOfUnsent(made.waitingRequests.left, made.remediesOf);
  }
}

/**
 * Registers the accounts that other extensions get tokens from. Scopes name one profile, and so one account: VS Code
 * never has to let the user choose among several, so the provider does not say that it supports that. With it, VS Code
 * would ask an extension that uses two profiles again and again.
 * @param settled when VS Code has started: it lists the accounts as soon as it knows of them, which can wait
 */
export function registerAccounts(
  parts: () => Promise<{ accounts: Accounts }>,
  settled: Promise<void>,
  disposables: Disposables,
): void {
  const changed = disposables.add(
    new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>(),
  );
  const accounts = async () => (await parts()).accounts;
  disposables.add(
    vscode.authentication.registerAuthenticationProvider(authenticationId, 'Token Deck', {
      onDidChangeSessions: changed.event,
      getSessions: async (scopes, { account }) => {
        if (scopes !== undefined) return (await accounts()).find(scopes, account);
        await settled;
        return (await accounts()).list(account);
      },
      createSession: async (scopes, { account }) => (await accounts()).create(scopes, account),
      removeSession: async (id) => (await accounts()).remove(id),
    }),
  );
  void settled.then(async () => (await accounts()).follow((event) => changed.fire(event)));
}
