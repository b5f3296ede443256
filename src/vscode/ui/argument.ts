import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import type { KnownProfile } from '../../profile/known';
import type { Fact } from '../../tokens/facts';

/** A command's argument: a profile's name, or a profile that the sidebar passed, and the other fields. */
export interface Argument {
  name: string | undefined;
  known: KnownProfile | undefined;
  rest: Record<string, unknown>;
}

/** What the sidebar passes to its commands. */
export class ProfileItem {
  /** @param known the profile; the sidebar, whose items stay, changes it as the profile changes */
  constructor(public known: KnownProfile) {}
}

/** A fact about a token, as the sidebar passes it to its commands. */
export class FactItem {
  /** @param troubled the profile that it is a problem of, if it is one */
  constructor(
    readonly fact: Fact,
    readonly troubled?: ProfileItem,
  ) {}
}

/**
 * The profile that a command was clicked for, if it was clicked in the sidebar. Other arguments are ignored: a program
 * must not get past `tokenDeck.automation` by naming a profile, and menus of editors pass something else.
 */
export function fromSidebar(argument: unknown): ProfileItem | undefined {
  return argument instanceof ProfileItem ? argument : undefined;
}

/**
 * Reads `P`: a profile's name, or an object with `profile`. For `${command:…}` VS Code passes the launch configuration,
 * an object without `profile`, or the texts of a task, a list: then the user picks.
 * @throws `argument-invalid`
 */
export function readArgument(argument: unknown): Argument {
  if (argument === undefined || argument === null || Array.isArray(argument))
    return { name: undefined, known: undefined, rest: {} };
  if (typeof argument === 'string') return { name: argument, known: undefined, rest: {} };
  if (argument instanceof ProfileItem) return { name: undefined, known: argument.known, rest: {} };
  if (typeof argument !== 'object') throw wrong(t('The argument must be a profile’s name or an object.'));
  const { profile, ...rest } = argument as Record<string, unknown>;
  if (profile !== undefined && typeof profile !== 'string') throw wrong(t('“profile” must be a profile’s name.'));
  return { name: profile, known: undefined, rest };
}

/** A field of the argument, which must have that type if it is present. @throws `argument-invalid` */
export function field(rest: Record<string, unknown>, name: string, type: 'boolean'): boolean | undefined;
export function field(rest: Record<string, unknown>, name: string, type: 'string'): string | undefined;
export function field(rest: Record<string, unknown>, name: string, type: 'seconds'): number | undefined;
export function field(rest: Record<string, unknown>, name: string, type: 'boolean' | 'string' | 'seconds'): unknown {
  const value = rest[name];
  if (value === undefined) return undefined;
  if (type === 'seconds') {
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
    throw wrong(t('“{name}” must be a number of seconds.', { name }));
  }
  if (typeof value === type) return value;
  throw wrong(
    type === 'boolean' ? t('“{name}” must be true or false.', { name }) : t('“{name}” must be a string.', { name }),
  );
}

/** The fault for an invalid argument. @param what a whole sentence */
export function wrong(what: string): Fault {
  return new Fault('argument-invalid', what);
}
