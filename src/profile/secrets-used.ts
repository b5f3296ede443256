import { clientAuths, usualSecret } from './client-auth/table';
import { grants } from './grants/table';
import type { SecretKind } from './secret-kind';
import type { Settings } from './settings';

/** A secret that a profile's requests show or hand out. */
export interface UsedSecret {
  kind: SecretKind;
  /** Without it nothing can be sent. A client that may be public, and does not say so, has its secret only where one is stored. */
  required: boolean;
}

/** The secrets that a profile's requests use: the grant's own first, then the one that its client authenticates with. */
export function secretsUsed(settings: Settings): UsedSecret[] {
  const facts = grants[settings.grant];
  const own = facts.secrets(settings).map((kind) => ({ kind, required: true }));
  const client = clientSecretUsed(settings);
  return client === undefined || own.some(({ kind }) => kind === client.kind) ? own : [...own, client];
}

function clientSecretUsed({ grant, clientAuth }: Settings): UsedSecret | undefined {
  const { client } = grants[grant];
  if (client === 'none') return undefined;
  if (clientAuth === undefined) return { kind: usualSecret, required: client === 'confidential' };
  const kind = clientAuths[clientAuth].secret;
  return kind === undefined ? undefined : { kind, required: true };
}

/** The secret that is meant if none is named: the grant's own, else the client's. */
export function mainSecret(settings: Settings): SecretKind {
  return secretsUsed(settings)[0]?.kind ?? usualSecret;
}
