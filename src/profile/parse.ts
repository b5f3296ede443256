import { t } from '@vscode/l10n';
import * as v from 'valibot';
import { plain } from '../faults/plain';
import { addressProblem, type AddressProblem } from './address';
import { expand, issuerField } from './expand';
import { isObject } from './json-value';
import { originProblem, type OriginProblem } from './origins';
import { fieldAt, invalid, unreadable, type Problem } from './problem';
import { requirements } from './requirements';
import { isReserved, reservedIn } from './reserved-parameters';
import { profileSchema, type Profile } from './schema';
import { schemaProblems } from './schema-problems';
import { isSecretField, secretsIn, secretsInQuery } from './secrets-in';
import type { Settings } from './settings';
import { illFormed } from './well-formed';

export type ParsedProfile =
  | { ok: true; profile: Profile; settings: Settings }
  | { ok: false; id: string | undefined; name: string | undefined; problems: Problem[] };

/**
 * Parses what someone wrote as a profile. Unknown fields, secrets, addresses that are not secure and settings that
 * do not fit together are problems, each with its path. Never throws.
 */
export function parseProfile(input: unknown): ParsedProfile {
  try {
    return parse(input);
  } catch {
    return { ok: false, id: undefined, name: undefined, problems: [unreadable()] };
  }
}

function parse(input: unknown): ParsedProfile {
  const result = v.safeParse(profileSchema, input);
  const fields = isObject(input) ? input : {};
  const secrets = secretsIn(fields);
  const shapes = schemaProblems(input, result.issues ?? []);
  const halves = illFormed(input);
  if (!result.success || secrets.length + shapes.length + halves.length > 0) {
    const problems = [
      ...secrets,
      ...shapes
        .filter((problem) => !secrets.some((secret) => samePath(secret, problem)))
        .map((problem) => ({ ...problem, schema: true as const })),
      ...halves,
    ];
    return { ok: false, id: textOr(fields.id), name: textOr(fields.name), problems };
  }
  const profile = result.output;
  const { settings, missing, steps } = expand(profile);
  const problems = [
    ...missing.map((field) => invalid([field], missingForPreset(field, String(profile.preset)))),
    ...steps.map((field) => invalid([field], t('“{field}” must not be “.” or “..”.', { field }))),
    ...(missing.length > 0 ? [] : addresses(profile, settings)),
    ...parameters(profile),
    ...origins(profile),
    ...requirements(profile, settings, missing.length === 0),
  ];
  return problems.length > 0
    ? { ok: false, id: profile.id, name: profile.name, problems }
    : { ok: true, profile, settings };
}

function missingForPreset(field: string, preset: string): string {
  return t('“{field}” is missing: the preset “{preset}” needs it.', { field, preset });
}

const addressTexts: Record<AddressProblem, (field: string) => string> = {
  'not-a-url': (field) => t('“{field}” isn’t an https: address.', { field }),
  spelling: (field) =>
    t('“{field}” is ambiguous: write the host in ASCII letters (xn--… for others), without backslashes or spaces.', {
      field,
    }),
  insecure: (field) =>
    t('“{field}” isn’t an https: address, so no secret may be sent to it; http: is allowed only for localhost.', {
      field,
    }),
  credentials: (field) => t('“{field}” contains a user name or a password.', { field }),
  fragment: (field) => t('“{field}” has a fragment (“#…”).', { field }),
  'well-known': (field) =>
    t('“{field}” has “/.well-known/” in its path: use the issuer, not the address of its metadata.', { field }),
  query: (field) => t('“{field}” has a query (“?…”), which isn’t allowed in an issuer (RFC 8414).', { field }),
};

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
    if (problem === undefined) return [...secretsInQuery(path, address), ...reservedInQuery(path, address)];
    const message = addressTexts[problem](path.join('.'));
    return [problem === 'insecure' ? { code: 'insecure-endpoint' as const, path, message } : invalid(path, message)];
  });
}

/** What an endpoint's query says goes out before our own parameters (RFC 6749 section 3.1), and may win over them. */
function reservedInQuery(path: string[], address: string): Problem[] {
  return reservedIn(new URL(address).search)
    .filter((name) => !isSecretField(name))
    .map((parameter) =>
      invalid(
        path,
        t('“{field}” has “{parameter}” in its query, which is set by Token Deck itself.', {
          field: path.join('.'),
          parameter: plain(parameter, 100),
        }),
      ),
    );
}

function parameters(profile: Profile): Problem[] {
  return Object.entries(profile.params ?? {}).flatMap(([leg, values]) =>
    Object.keys(values)
      .filter(isReserved)
      .map((name) => {
        const path = ['params', leg, name];
        return invalid(path, t('“{field}” is set by Token Deck itself.', { field: fieldAt(path) }));
      }),
  );
}

const originTexts: Record<OriginProblem, (field: string) => string> = {
  'not-an-origin': (field) => t('“{field}” is not an origin such as {example}.', { field, example }),
  spelling: (field) =>
    t(
      '“{field}” is ambiguous: write the host in ASCII letters (xn--… for others), and an IP address in the usual form.',
      { field },
    ),
  insecure: (field) =>
    t('“{field}” isn’t an https: address, so no token may be sent to it; http: is allowed only for localhost.', {
      field,
    }),
  credentials: (field) => t('“{field}” contains a user name or a password, which origins cannot have.', { field }),
  'more-than-origin': (field) =>
    t('“{field}” has more than an origin: use only scheme, host and port, such as {example}.', { field, example }),
  wildcard: (field) =>
    t(
      '“{field}” has a wildcard in the wrong place: “*” must be the whole first label, followed by at least two labels.',
      {
        field,
      },
    ),
};

const example = 'https://api.example.com';

function origins(profile: Profile): Problem[] {
  return (profile.origins ?? []).flatMap((origin, index) => {
    const problem = originProblem(origin);
    if (problem === undefined) return [];
    const path = ['origins', index];
    const message = originTexts[problem](path.join('.'));
    return [problem === 'insecure' ? { code: 'insecure-endpoint' as const, path, message } : invalid(path, message)];
  });
}

function samePath(a: Problem, b: Problem): boolean {
  return a.path.join('\0') === b.path.join('\0');
}

function textOr(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 && value.length <= 200 ? value.toWellFormed() : undefined;
}
