import { t } from '@vscode/l10n';
import { Fault, isFault, toFault } from '../../faults/fault';
import type { OAuthClient } from '../../oauth/client';
import { exactReferenceOf, nameOf, type UsableProfile } from '../../profile/known';
import type { ClientSecrets } from '../../tokens/client-secrets';

/** What asking about a copy needs. */
export interface PersonalCopyParts {
  clientSecrets: ClientSecrets;
  oauth: () => Promise<OAuthClient>;
}

/**
 * Asks everything about a profile that may be asked before a personal profile is made of it, whether by copying or by
 * moving: whether it may be used, and every further host that its issuer's metadata name. Nobody is asked about a
 * personal profile later on, so an answer of “Never” would otherwise be lost. A personal profile is not asked about.
 *
 * Where the issuer does not answer, the profile is not copied: its hosts are not known, and a server that keeps silent
 * for a moment must not gain anything by it. Metadata that change later are the issuer's, which the user then trusts.
 * @throws `access-denied`, faults of discovery
 */
export async function allowPersonalCopy(known: UsableProfile, parts: PersonalCopyParts): Promise<void> {
  if (known.home.kind === 'personal') return;
  const { clientSecrets, oauth } = parts;
  try {
    await clientSecrets.allow(known, {});
    await (await oauth()).prepareAll(await clientSecrets.clientOf(known, true));
  } catch (thrown) {
    throw toFault(notCopied(thrown), { name: nameOf(known), reference: exactReferenceOf(known) });
  }
}

/** Says why the issuer was asked at all; a no of the user's needs no explanation. */
function notCopied(thrown: unknown): unknown {
  if (!isFault(thrown) || thrown.code === 'access-denied') return thrown;
  const what = t('It was not copied: you must be asked about all hosts of its issuer first. {reason}', {
    reason: thrown.what,
  });
  return new Fault(thrown.code, what, { next: thrown.next, cause: thrown });
}
