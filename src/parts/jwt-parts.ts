import type * as vscode from 'vscode';
import type { Disposables } from '../base/disposables';
import { lazy } from '../base/lazy';
import type { Side } from '../vscode/jwt/comparison';
import type { Subject } from '../vscode/jwt/inspector';
import type { InspectorParts } from '../vscode/jwt/inspector-panel';
import type { ProviderAnswer } from '../vscode/jwt/provider-answers';
import type { VerifierParts } from '../vscode/jwt/verification';

/** What these parts are made of. */
export interface JwtPartsNeeds extends Omit<InspectorParts, 'jwtCommands'>, VerifierParts {
  extensionUri: vscode.Uri;
}

/** What reads, checks, compares and shows JWTs; each is loaded at its first use. */
export function createJwtParts(needs: JwtPartsNeeds, disposables: Disposables) {
  const { profiles, oauth, consent, clientSecrets, gate, index, now, extensionUri, copySecret } = needs;

  const jwtCommands = lazy(async () => {
    const { JwtCommands } = await import('../vscode/jwt/jwt-commands');
    return new JwtCommands({ profiles, oauth, consent, clientSecrets, now });
  });
  const inspectors = lazy(async () => {
    const { Inspectors } = await import('../vscode/jwt/inspector');
    return new Inspectors({ extensionUri, profiles, gate, index, jwtCommands, copySecret, now });
  });
  const comparisons = lazy(async () => {
    const { Comparisons } = await import('../vscode/jwt/comparison');
    return disposables.add(new Comparisons());
  });
  const inspect = async (subject: Subject) => (await inspectors()).open(subject);
  const providerAnswers = lazy(async () => {
    const { ProviderAnswers } = await import('../vscode/jwt/provider-answers');
    return new ProviderAnswers(profiles, extensionUri, copySecret);
  });
  const restoreInspector = async (panel: vscode.WebviewPanel, state: unknown) => {
    const { readAnswerReference } = await import('../vscode/jwt/reference');
    const reference = readAnswerReference(state);
    await (reference === undefined
      ? (await inspectors()).restore(panel, state)
      : (await providerAnswers()).restore(panel, reference));
  };

  return {
    ...{ jwtCommands, restoreInspector, comparisons, inspect },
    showAnswer: async (answer: ProviderAnswer) => (await providerAnswers()).show(answer),
    decodeJwt: async (argument: unknown) => {
      const { subjectOfArgument } = await import('../vscode/jwt/decode');
      await inspect(await subjectOfArgument(argument));
    },
    compareJwts: async (argument: unknown) => (await comparisons()).compareJwts(argument),
    compare: async (left: Side, right: Side) => (await comparisons()).show(left, right),
  };
}
