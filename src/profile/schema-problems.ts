import { t } from '@vscode/l10n';
import type { BaseIssue } from 'valibot';
import { isObject } from './json-value';
import { mostAuthorities } from './limits';
import { isListOfOneKind } from './parameter-values';
import { fieldAt, invalid, type Problem } from './problem';
import { knownFields, type Rule } from './schema';

/** What the schema finds wrong, and what the schema library does not say: every unknown field, lists for objects. */
export function schemaProblems(input: unknown, issues: readonly BaseIssue<unknown>[]): Problem[] {
  return [...unknownFields(input), ...lists(input), ...issues.filter((issue) => !isUnknownField(issue)).map(problemOf)];
}

/** Every unknown field: the schema library names only the first. */
function unknownFields(input: unknown): Problem[] {
  if (!isObject(input)) return [];
  return Object.entries(knownFields).flatMap(([name, known]) => {
    const object = name === '' ? input : Object.hasOwn(input, name) ? input[name] : undefined;
    if (!isObject(object)) return [];
    return Object.keys(object)
      .filter((field) => !known.includes(field))
      .map((field) => (name === '' ? [field] : [name, field]))
      .map((path) => invalid(path, t('“{field}” is an unknown field.', { field: fieldAt(path) })));
  });
}

function isUnknownField(issue: BaseIssue<unknown>): boolean {
  return issue.type === 'strict_object' && issue.expected === 'never';
}

/** Lists in the place of objects, which the schema library takes for objects. */
function lists(input: unknown): Problem[] {
  if (Array.isArray(input)) return [invalid([], t('The profile must be an object.'))];
  if (!isObject(input)) return [];
  const params = isObject(input.params) ? input.params : {};
  const objects: [path: string[], value: unknown][] = [
    ...['endpoints', 'params', 'security', 'tls', 'clientAssertion', 'subject', 'actor', 'assertion'].map(
      (name): [string[], unknown] => [[name], input[name]],
    ),
    ...['authorization', 'token', 'refresh'].map((leg): [string[], unknown] => [['params', leg], params[leg]]),
  ];
  const mixed = objects.slice(-3).flatMap(([path, leg]) =>
    Object.entries(isObject(leg) ? leg : {})
      .filter(([, value]) => Array.isArray(value) && !isListOfOneKind(value))
      .map(([name]) => invalid([...path, name], parameterText(fieldAt([...path, name])))),
  );
  const misplaced = objects
    .filter(([, value]) => Array.isArray(value))
    .map(([path]) => invalid(path, t('“{field}” must be an object.', { field: fieldAt(path) })));
  return [...misplaced, ...mixed];
}

function parameterText(field: string): string {
  return t('“{field}” must be a string, an object, or a list of strings or of objects.', { field });
}

/** What a value that breaks a rule of the schema must be. */
const rules: Record<Rule, (field: string) => string> = {
  id: (field) => t('“{field}” must match {pattern}.', { field, pattern: '[a-z0-9][a-z0-9._-]{0,63}' }),
  json: (field) => t('“{field}” must be JSON without deep nesting.', { field }),
  redirect: (field) => t('“{field}” must be auto, uri-handler, loopback, loopback:PORT/path or paste.', { field }),
  'header-name': (field) => t('“{field}” must be a header’s name.', { field }),
  'one-word': (field) => t('“{field}” must be one word.', { field }),
  'no-braces': (field) =>
    t('“{field}” must have no braces: an .http file would read {example} as a variable.', { field, example: '{{…}}' }),
  certificates: (field) =>
    t('“{field}” must be the PEM text of one to {count} certificates, and nothing else.', {
      field,
      count: mostAuthorities,
    }),
};

type Sentence = (field: string, issue: BaseIssue<unknown>) => string;

/** What a value of another type must be, by what the schema library calls the type it expects. */
const types: Readonly<Record<string, Sentence | undefined>> = {
  string: (field) => t('“{field}” must be a string.', { field }),
  number: (field) => t('“{field}” must be a number.', { field }),
  boolean: (field) => t('“{field}” must be true or false.', { field }),
  Array: (field) => t('“{field}” must be a list.', { field }),
  Object: (field) => t('“{field}” must be an object.', { field }),
  '(string | Array)': (field) => t('“{field}” must be a string or a list of strings.', { field }),
  '(string | Array | Object)': parameterText,
  picklist: (field, { expected }) => {
    const choices = [...(expected ?? '').matchAll(/"([^"]*)"/g)].map(([, choice]) => choice).join(', ');
    return t('“{field}” must be one of {choices}.', { field, choices });
  },
};

/** What a value must be that is too small, too large, too short or too long, by the schema library's name of the check. */
const limits: Readonly<Record<string, Sentence | undefined>> = {
  non_empty: (field) => t('“{field}” is empty.', { field }),
  min_length: (field) => t('“{field}” is empty.', { field }),
  max_length: (field, { input, requirement }) => {
    const places = { field, count: String(requirement) };
    return Array.isArray(input)
      ? t('“{field}” must have at most {count} entries.', places)
      : t('“{field}” must have at most {count} characters.', places);
  },
  min_value: (field, { requirement }) =>
    t('“{field}” must be at least {limit}.', { field, limit: String(requirement) }),
  max_value: (field, { requirement }) => t('“{field}” must be at most {limit}.', { field, limit: String(requirement) }),
};

function problemOf(issue: BaseIssue<unknown>): Problem {
  const path = (issue.path ?? []).map((item) => item.key as string | number);
  if (path.length === 0) return invalid(path, t('The profile must be an object.'));
  const field = fieldAt(path);
  if (issue.received === 'undefined') return invalid(path, t('“{field}” is missing.', { field }));
  if (issue.type === 'regex' || issue.type === 'check') return invalid(path, rules[issue.message as Rule](field));
  const say =
    issue.kind === 'validation'
      ? limits[issue.type]
      : types[issue.type === 'picklist' ? 'picklist' : (issue.expected ?? '')];
  return invalid(path, say === undefined ? t('“{field}” must have a different value.', { field }) : say(field, issue));
}
