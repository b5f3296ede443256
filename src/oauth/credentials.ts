import { t } from '@vscode/l10n';
import { Fault } from '../faults/fault';
import { showsCertificate } from '../profile/client-auth/table';
import type { SecretKind } from '../profile/secret-kind';
import { secretTexts } from '../profile/secret-texts';
import type { Settings } from '../profile/settings';

/** The stored secrets that a client may use, by their kind. */
export type Credentials = Partial<Record<SecretKind, string | undefined>>;

/** Tokens of the profiles that a profile names as its subject, actor or assertion. */
export type Sources = Partial<Record<'subject' | 'actor' | 'assertion', string>>;

/** A client at an authorization server: who it is, and how it shows that. */
export interface Client {
  settings: Settings;
  credentials: Credentials;
  /** Tokens of other profiles that its request hands in. */
  sources?: Sources;
  /**
   * Called with the origins that a request could go to, before it is sent. What it throws ends it.
   * @throws `access-denied`
   */
  mayContact?: (origins: readonly string[]) => Promise<void>;
  /** The key that its tokens are bound to where its profile says so: a private JWK for ES256, as JSON. */
  dpopKey?: () => Promise<string>;
}

/** The certificate that a client shows in the TLS handshake (RFC 8705), as it is stored; undefined where it shows none. */
export function certificateShown(
  { clientAuth }: Pick<Partial<Settings>, 'clientAuth'>,
  { clientCertificate }: Credentials,
): string | undefined {
  return showsCertificate(clientAuth) ? clientCertificate : undefined;
}

/** What of a client must not appear in a message. */
export function secretsOf({ credentials, sources = {} }: Client): string[] {
  const all: (string | undefined)[] = [...Object.values(credentials), ...Object.values(sources)];
  return all.filter((secret) => secret !== undefined);
}

/** A stored secret of the client. @throws `secret-missing` */
export function credential({ credentials }: Client, kind: SecretKind): string {
  const secret = credentials[kind];
  if (secret === undefined) throw new Fault('secret-missing', secretTexts[kind].missing());
  return secret;
}

/** The token of the profile that the client's profile names. @throws `secret-missing` where nobody got it */
export function source({ sources }: Client, of: keyof Sources): string {
  const token = sources?.[of];
  if (token === undefined)
    throw new Fault('secret-missing', t('The token of the profile named in “{field}” is missing.', { field: of }));
  return token;
}
