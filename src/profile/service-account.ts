import { t } from '@vscode/l10n';
import { Fault } from '../faults/fault';
import { addressProblem } from './address';
import { isObject } from './json-value';
import { longest } from './limits';
import type { Profile } from './schema';

/** Bytes; a key file has about 2,400. */
export const largestKeyFile = 65_536;

/** What most APIs of Google Cloud take. */
export const usualGoogleScope = 'https://www.googleapis.com/auth/cloud-platform';

/** A Google service account with its key, as the key's file has them. */
export interface ServiceAccount {
  email: string;
  project: string | undefined;
  keyId: string | undefined;
  /** PEM. Never part of a profile. */
  privateKey: string;
  /** Where the file says that tokens are got: `https:`, and not necessarily Google's. */
  tokenEndpoint: string;
}

/**
 * Reads the file of a service account's key, as Google Cloud gives it out.
 * @param text the content of the file, which is not trusted
 * @throws `key-unusable`, which says what the file is instead, and quotes nothing of it
 */
export function readServiceAccount(text: string): ServiceAccount {
  const file = parse(text);
  if (isObject(file.installed) || isObject(file.web))
    throw notAKey(t('It has the client secret of an OAuth client. To sign in with that, choose the provider Google.'));
  if (file.type === 'authorized_user')
    throw notAKey(t('It has a user’s own credentials. To sign in as a user, choose the provider Google.'));
  if (file.type !== 'service_account') throw notAKey(t('Its “type” isn’t “service_account”.'));
  const usable = (name: string, fits: (value: string) => boolean): string => {
    const value = file[name];
    if (typeof value === 'string' && value.length <= longest.authorities && fits(value)) return value;
    throw notAKey(t('Its “{name}” is missing or can’t be used.', { name }));
  };
  const isEmail = (value: string) => /^[^\s@"<>]+@[^\s@"<>]+$/.test(value) && value.length <= longest.name;
  const isEndpoint = (value: string) => value.startsWith('https://') && addressProblem(value, 'endpoint') === undefined;
  const email = usable('client_email', isEmail);
  const tokenEndpoint = usable('token_uri', isEndpoint);
  const privateKey = usable('private_key', (value) => /PRIVATE KEY-----/.test(value));
  return {
    email,
    tokenEndpoint,
    privateKey,
    keyId: nameIn(file, 'private_key_id'),
    project: nameIn(file, 'project_id'),
  };
}

/**
 * The profile of a service account: it signs a JWT for each token (RFC 7523 section 2.1). The key is not in it.
 * @param names the profile's own names, and the scope
 */
export function profileOfServiceAccount(
  { email, keyId, tokenEndpoint }: ServiceAccount,
  { id, name, scope }: { id: string; name: string; scope: string },
): Profile {
  return {
    ...{ id, name, grant: 'jwt_bearer', clientId: email, clientAuth: 'none' },
    endpoints: { token: tokenEndpoint },
    assertion: {
      ...{ issuer: email, audience: tokenEndpoint, alg: 'RS256' },
      // Google reads the scope in the JWT, and a “sub” as a user to act for.
      claims: { scope, sub: null },
      ...(keyId !== undefined && { kid: keyId }),
    },
    ...(isOfGoogle(tokenEndpoint) && { origins: ['https://*.googleapis.com'] }),
  };
}

/** Whether an endpoint is one of Google's own. */
export function isOfGoogle(tokenEndpoint: string): boolean {
  const { host } = new URL(tokenEndpoint);
  return host === 'accounts.google.com' || host.endsWith('.googleapis.com');
}

function parse(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // What the runtime says quotes the file.
    throw notAKey(t('It isn’t JSON.'));
  }
  return isObject(value) ? value : {};
}

/** A name that the file may have; one that nobody would read as such is left out. */
function nameIn(file: Record<string, unknown>, name: string): string | undefined {
  const value = file[name];
  return typeof value === 'string' && /^[\w.:-]{1,200}$/.test(value) ? value : undefined;
}

/** The fault for a file that isn't a service account key. @param why what is wrong with it, as whole sentences */
export function notAKey(why: string): Fault {
  return new Fault('key-unusable', t('The file isn’t a service account key. {why}', { why }), {
    next: t('Create a key in Google Cloud, under IAM & Admin, Service Accounts, Keys, as JSON, and choose that file.'),
  });
}
