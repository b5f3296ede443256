import { lazy } from '../base/lazy';
import type { KnownProfile } from '../profile/known';
import type { Asking } from '../tokens/client-secrets';
import type { DiagnosisDependencies } from '../tokens/diagnosis/diagnosis';

/** What these parts are made of. */
export interface DiagnosisPartsNeeds extends Omit<DiagnosisDependencies, 'surroundings' | 'home'> {
  version: string;
  isInBrowser: boolean;
}

/** What finds out why a profile does not work; loaded at its first use. */
export function createDiagnosisParts({ version, isInBrowser, ...shared }: DiagnosisPartsNeeds) {
  const system = async () => (isInBrowser ? 'browser' : (await import('../vscode/ui/system.node')).systemName());
  const diagnosis = lazy(async () => {
    const [{ diagnose: run, surroundingsOf }, named, node] = await Promise.all([
      import('../vscode/tokens/diagnoser'),
      system(),
      isInBrowser ? undefined : import('../vscode/ui/system.node'),
    ]);
    const deps: DiagnosisDependencies = {
      ...shared,
      surroundings: (known) => surroundingsOf(known, { version, system: named }, node),
      home: node?.homePath() ?? '',
    };
    return (known: KnownProfile, asking?: Asking & { tries?: boolean }) => run(deps, known, asking);
  });
  const reports = lazy(async () => new (await import('../vscode/tokens/diagnoser')).Reports());

  return {
    reports,
    system,
    diagnose: async (...[known, asking]: Parameters<Awaited<ReturnType<typeof diagnosis>>>) =>
      (await diagnosis())(known, asking),
  };
}
