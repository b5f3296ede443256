import * as v from 'valibot';
import { addressProblem, type AddressProblem } from './address';
import type { Problem, SecretKind } from './problem';
import { plain } from '../faults/plain';
import { knownFields, profileSchema, type Profile } from './schema';
import { expand, issuerField } from './expand';
import { asksOpenid, type Settings } from './settings';

export type ParsedProfile =
  | { ok: true; profile: Profile; settings: Settings }
  | { ok: false; id: string | undefined; name: string | undefined; problems: Problem[] };

/** Fields that would hold a secret, by what they are called in files and in requests. */
const secretFields: Record<string, SecretKind> = {
  clientSecret: 'clientSecret',
  client_secret: 'clientSecret',
  secret: 'clientSecret',
  privateKey: 'privateKey',
  private_key: 'privateKey',
  password: 'password',
  token: 'token',
  accessToken: 'token',
  access_token: 'token',
  apiKey: 'token',
};

/** Parameters that Token Deck sets itself; a profile that sets them could undo what protects a login, or hold a secret. */
const reserved = new Set([
  'client_id',
  'client_secret',
  'client_assertion',
  'client_assertion_type',
  'grant_type',
  'code',
  'code_verifier',
  'code_challenge',
  'code_challenge_method',
  'nonce',
  'password',
  'redirect_uri',
  'refresh_token',
  'request',
  'request_uri',
  'response_mode',
  'response_type',
  'state',
]);

const addressMessages: Record<AddressProblem, string> = {
  'not-a-url': 'is no https: address',
  spelling:
    'is not written as it is read: write the host in plain letters (xn--… for others), without backslashes or spaces',
  insecure: 'is neither https: nor an address of this machine, so no secret may be sent to it',
  credentials: 'holds a user name or a password',
  fragment: 'has a fragment (“#…”)',
  query: 'has a query (“?…”), which no issuer has (RFC 8414)',
};

/**
 * Parses what someone wrote as a profile. Unknown fields, secrets, addresses that are not secure and settings that
 * do not fit together are problems, each with its path. Never throws.
 */
export function parseProfile(input: unknown): ParsedProfile {
  const result = v.safeParse(profileSchema, input);
  const secrets = secretsIn(input);
  const shapes = [...unknownFields(input), ...lists(input)];
  if (!result.success || secrets.length + shapes.length > 0) {
    const fields = isObject(input) ? input : {};
    const problems = [
      ...secrets,
      ...[...shapes, ...(result.issues ?? []).filter((issue) => !isUnknownField(issue)).map(toProblem)]
        .filter((problem) => !secrets.some((secret) => samePath(secret, problem)))
        .map((problem) => ({ ...problem, schema: true as const })),
    ];
    return { ok: false, id: textOr(fields.id), name: textOr(fields.name), problems };
  }
  const profile = result.output;
  const { settings, missing } = expand(profile);
  const problems = [
    ...missing.map((field) =>
      invalid([field], `“${field}” is missing, which the preset “${String(profile.preset)}” needs`),
    ),
    ...(missing.length > 0 ? [] : addresses(profile, settings)),
    ...parameters(profile),
    ...requirements(profile, settings, missing),
  ];
  return problems.length > 0
    ? { ok: false, id: profile.id, name: profile.name, problems }
    : { ok: true, profile, settings };
}

function secretsIn(input: unknown): Problem[] {
  if (!isObject(input)) return [];
  const here = (object: unknown, path: string[]): Problem[] =>
    isObject(object)
      ? Object.keys(object).flatMap((field) => {
          const secret = Object.hasOwn(secretFields, field) ? secretFields[field] : undefined;
          if (secret === undefined) return [];
          const at = [...path, field];
          return [{ ...invalid(at, `“${at.join('.')}” is a secret, which belongs into SecretStorage`), secret }];
        })
      : [];
  const params = isObject(input.params) ? input.params : {};
  return [
    ...here(input, []),
    ...['authorization', 'token', 'refresh'].flatMap((leg) => here(params[leg], ['params', leg])),
  ];
}

/** Every unknown field: the schema library names the first one alone. */
function unknownFields(input: unknown): Problem[] {
  if (!isObject(input)) return [];
  return Object.entries(knownFields).flatMap(([name, known]) => {
    const object = name === '' ? input : Object.hasOwn(input, name) ? input[name] : undefined;
    if (!isObject(object)) return [];
    return Object.keys(object)
      .filter((field) => !known.includes(field))
      .map((field) => (name === '' ? [field] : [name, field]))
      .map((path) => invalid(path, `“${plain(path.join('.'), 100)}” is an unknown field`));
  });
}

function isUnknownField(issue: v.BaseIssue<unknown>): boolean {
  return issue.type === 'strict_object' && issue.expected === 'never';
}

/** Lists in the place of objects, which the schema library takes for objects. */
function lists(input: unknown): Problem[] {
  if (Array.isArray(input)) return [invalid([], 'the profile must be an object')];
  if (!isObject(input)) return [];
  const params = isObject(input.params) ? input.params : {};
  const objects: [path: string[], value: unknown][] = [
    ...['endpoints', 'params', 'security', 'subject', 'actor', 'assertion'].map((name): [string[], unknown] => [
      [name],
      input[name],
    ]),
    ...['authorization', 'token', 'refresh'].map((leg): [string[], unknown] => [['params', leg], params[leg]]),
  ];
  return objects
    .filter(([, value]) => Array.isArray(value))
    .map(([path]) => invalid(path, `“${path.join('.')}” must be an object`));
}

function toProblem(issue: v.BaseIssue<unknown>): Problem {
  const path = (issue.path ?? []).map((item) => item.key as string | number);
  const where = path.length === 0 ? 'the profile' : `“${plain(path.join('.'), 100)}”`;
  if (issue.received === 'undefined') return invalid(path, `${where} is missing`);
  if (issue.type === 'regex' || issue.type === 'check') return invalid(path, `${where} ${issue.message}`);
  if (issue.type === 'picklist') return invalid(path, `${where} must be one of ${issue.expected ?? ''}`);
  if (issue.type === 'non_empty') return invalid(path, `${where} is empty`);
  if (issue.type === 'max_length' || issue.type.endsWith('_value'))
    return invalid(path, `${where} must be ${issue.expected ?? ''}`);
  return invalid(path, `${where} must be ${issue.expected ?? 'another value'}`);
}

function addresses(profile: Profile, settings: Settings): Problem[] {
  const checked: [string[], string | undefined, 'issuer' | 'endpoint'][] = [
    [[issuerField(profile)], settings.issuer, 'issuer'],
    ...Object.entries(settings.endpoints).map(([name, address]): [string[], string | undefined, 'endpoint'] => [
      ['endpoints', name],
      address,
      'endpoint',
    ]),
  ];
  return checked.flatMap(([path, address, kind]) => {
    if (address === undefined) return [];
    const problem = addressProblem(address, kind);
    if (problem === undefined) return secretsInQuery(path, address);
    const message = `“${path.join('.')}” ${addressMessages[problem]}`;
    return [problem === 'insecure' ? { code: 'insecure-endpoint' as const, path, message } : invalid(path, message)];
  });
}

/** A secret in an address is as public as one in a field of its own; no quick fix can tell it from the address. */
function secretsInQuery(path: string[], address: string): Problem[] {
  return [...new URL(address).searchParams.keys()]
    .filter((name) => Object.hasOwn(secretFields, name))
    .map((name) => invalid(path, `“${path.join('.')}” holds a secret in its query (“${name}=…”)`));
}

function parameters(profile: Profile): Problem[] {
  return Object.entries(profile.params ?? {}).flatMap(([leg, values]) =>
    Object.keys(values)
      .filter((name) => reserved.has(name))
      .map((name) => invalid(['params', leg, name], `“params.${leg}.${name}” is set by Token Deck itself`)),
  );
}

function requirements(profile: Profile, settings: Settings, missing: string[]): Problem[] {
  const problems: Problem[] = [];
  const need = (given: boolean, field: string, message: string) => {
    if (!given) problems.push(invalid([field], message));
  };
  const has = (name: 'authorization' | 'token' | 'deviceAuthorization') =>
    settings.issuer !== undefined || settings.endpoints[name] !== undefined;
  need(
    profile.grant !== undefined || settings.grant !== 'client_credentials' || profile.preset === 'basic',
    'grant',
    '“grant” is missing',
  );
  if (settings.grant === 'static') return problems;
  need(settings.clientId !== undefined, 'clientId', '“clientId” is missing');
  if (missing.length === 0) {
    if (settings.grant !== 'implicit') need(has('token'), 'issuer', 'neither “issuer” nor “endpoints.token” is given');
    if (settings.grant === 'authorization_code' || settings.grant === 'implicit')
      need(has('authorization'), 'issuer', 'neither “issuer” nor “endpoints.authorization” is given');
    if (settings.grant === 'device_code')
      need(has('deviceAuthorization'), 'issuer', 'neither “issuer” nor “endpoints.deviceAuthorization” is given');
  }
  if (settings.grant === 'authorization_code' && asksOpenid(settings))
    need(
      settings.issuer !== undefined,
      'issuer',
      '“issuer” is missing: with the scope “openid” an ID token is checked against it',
    );
  if (settings.grant === 'client_credentials')
    need(settings.clientAuth !== 'none', 'clientAuth', '“clientAuth” cannot be “none” with client_credentials');
  if (settings.grant === 'password') need(settings.username !== undefined, 'username', '“username” is missing');
  const port = /^loopback:(\d+)/.exec(settings.redirect)?.[1];
  if (port !== undefined)
    need(Number(port) >= 1 && Number(port) <= 65_535, 'redirect', '“redirect” names a port that does not exist');
  return problems;
}

function invalid(path: (string | number)[], message: string): Problem {
  return { code: 'profile-invalid', path, message };
}

function samePath(a: Problem, b: Problem): boolean {
  return a.path.join('\0') === b.path.join('\0');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOr(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 && value.length <= 200 ? value : undefined;
}
