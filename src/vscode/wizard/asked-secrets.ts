import { grants } from '../../profile/grants/table';
import type { PresetLogin } from '../../profile/presets';
import { secretsUsed, type UsedSecret } from '../../profile/secrets-used';
import type { Settings } from '../../profile/settings';

/**
 * The secrets that the wizard asks for: the grant's own, and the client's, which may be left out where the grant is open
 * to public clients and the provider to public native apps. Who chose how the client authenticates has what that needs.
 * @param ofLogin what the provider says of the secret of a native app, for a login that comes back to one
 * @param isChosen whether the user chose how the client authenticates
 */
export function askedSecrets(settings: Settings, ofLogin: PresetLogin['secret'], isChosen: boolean): UsedSecret[] {
  const facts = grants[settings.grant];
  const own = facts.secrets(settings);
  const used = secretsUsed(settings);
  // A certificate's key is asked for with the certificate.
  if (isChosen) return used.filter(({ required }) => required);
  return used
    .filter(({ kind }) => ofLogin !== 'refused' || own.includes(kind))
    .map(({ kind }) => ({
      kind,
      required: facts.client === 'confidential' || ofLogin === 'required' || own.includes(kind),
    }));
}
