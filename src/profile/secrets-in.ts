import { t } from '@vscode/l10n';
import { isObject } from './json-value';
import { invalid, type Problem } from './problem';
import type { SecretKind } from './secret-kind';

/** Fields that would hold a secret, by what they are called in files and in requests. */
const secretFields: Record<string, SecretKind> = {
  clientSecret: 'clientSecret',
  client_secret: 'clientSecret',
  secret: 'clientSecret',
  privateKey: 'privateKey',
  private_key: 'privateKey',
  clientCertificate: 'clientCertificate',
  client_certificate: 'clientCertificate',
  password: 'password',
  token: 'token',
  accessToken: 'token',
  access_token: 'token',
  apiKey: 'token',
};

/** The secrets in what someone wrote as a profile: in fields of their own, and among the parameters of each leg. */
export function secretsIn(profile: Record<string, unknown>): Problem[] {
  const here = (object: unknown, path: string[]): Problem[] =>
    isObject(object)
      ? Object.keys(object).flatMap((field) => {
          const secret = Object.hasOwn(secretFields, field) ? secretFields[field] : undefined;
          if (secret === undefined) return [];
          const at = [...path, field];
          const message = t('“{field}” is a secret, which belongs in SecretStorage.', { field: at.join('.') });
          return [{ ...invalid(at, message), secret }];
        })
      : [];
  const params = isObject(profile.params) ? profile.params : {};
  return [
    ...here(profile, []),
    ...['authorization', 'token', 'refresh'].flatMap((leg) => here(params[leg], ['params', leg])),
  ];
}

/** Whether a field or parameter of this name would hold a secret. */
export function isSecretField(name: string): boolean {
  return Object.hasOwn(secretFields, name);
}

/** A secret in an address is as public as one in a field of its own; no quick fix can tell it from the address. */
export function secretsInQuery(path: string[], address: string): Problem[] {
  return [...new URL(address).searchParams.keys()]
    .filter(isSecretField)
    .map((parameter) =>
      invalid(
        path,
        t('“{field}” contains a secret in its query (“{parameter}=…”).', { field: path.join('.'), parameter }),
      ),
    );
}
