import { clientAuths, usualSecret } from './client-auth/table';
import { grants } from './grants/table';
import { registersClient } from './registers-client';
import type { SecretKind } from './secret-kind';
import type { Settings } from './settings';

/** A secret that a profile's requests show or hand out. */
export interface UsedSecret {
  kind: SecretKind;
  /** Without it nothing can be sent. A client that may be public, and does not say so, has its secret only where one is stored. */
  required: boolean;
}

/**
 * The secrets that a profile's requests use: the grant's own first, then the one that its client authenticates with, then
 * the key that signs its requests, and what the grant sends only where it is stored.
 */
export function secretsUsed(settings: Settings): UsedSecret[] {
  const facts = grants[settings.grant];
  const own = facts.secrets(settings).map((kind) => ({ kind, required: true }));
  const signing: UsedSecret[] = signsRequest(settings) ? [{ kind: 'privateKey', required: true }] : [];
  const further = facts.ifStored?.(settings);
  const ifStored = further === undefined ? [] : [{ kind: further, required: false }];
  const used = new Map<SecretKind, UsedSecret>();
  for (const secret of [...own, ...clientSecretsUsed(settings), ...signing, ...ifStored])
    if (!used.has(secret.kind)) used.set(secret.kind, secret);
  return [...used.values()];
}

/** Whether the profile's authorization requests are signed (RFC 9101). */
export function signsRequest({ grant, security }: Settings): boolean {
  return security?.jar === true && grants[grant].endpoints.includes('authorization');
}

function clientSecretsUsed(settings: Settings): UsedSecret[] {
  const { grant, clientAuth } = settings;
  const { client } = grants[grant];
  // The secret of a client that is registered comes with it.
  if (client === 'none' || registersClient(settings)) return [];
  if (clientAuth === undefined) return [{ kind: usualSecret, required: client === 'confidential' }];
  const { secret, beside } = clientAuths[clientAuth];
  return [
    ...(secret === undefined ? [] : [{ kind: secret, required: true }]),
    ...(beside === undefined ? [] : [{ kind: beside, required: false }]),
  ];
}

/** The secret that is meant if none is named: the grant's own, else the client's. */
export function mainSecret(settings: Settings): SecretKind {
  return secretsUsed(settings)[0]?.kind ?? usualSecret;
}
