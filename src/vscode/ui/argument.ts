import { Fault } from '../../faults/fault';
import type { KnownProfile } from '../../profile/known';

/** What a command was called with, read: a profile's name, or a profile that the sidebar passed, and the rest. */
export interface Argument {
  name: string | undefined;
  known: KnownProfile | undefined;
  rest: Record<string, unknown>;
}

/** What the sidebar passes to its commands. */
export class ProfileItem {
  constructor(readonly known: KnownProfile) {}
}

/**
 * Reads `P`: a profile's name, or an object with `profile`. VS Code hands `${command:…}` the launch configuration,
 * which is an object without one: then the user picks.
 * @throws `argument-invalid`
 */
export function readArgument(argument: unknown): Argument {
  if (argument === undefined || argument === null) return { name: undefined, known: undefined, rest: {} };
  if (typeof argument === 'string') return { name: argument, known: undefined, rest: {} };
  if (argument instanceof ProfileItem) return { name: undefined, known: argument.known, rest: {} };
  if (typeof argument !== 'object' || Array.isArray(argument))
    throw wrong('the argument', 'a profile’s name or an object');
  const { profile, ...rest } = argument as Record<string, unknown>;
  if (profile !== undefined && typeof profile !== 'string') throw wrong('profile', 'a profile’s name');
  return { name: profile, known: undefined, rest };
}

/** A field of the argument that must be of one type where it is there. @throws `argument-invalid` */
export function field(rest: Record<string, unknown>, name: string, type: 'boolean'): boolean | undefined;
export function field(rest: Record<string, unknown>, name: string, type: 'string'): string | undefined;
export function field(rest: Record<string, unknown>, name: string, type: 'seconds'): number | undefined;
export function field(rest: Record<string, unknown>, name: string, type: 'boolean' | 'string' | 'seconds'): unknown {
  const value = rest[name];
  if (value === undefined) return undefined;
  if (type === 'seconds') {
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
    throw wrong(name, 'a number of seconds');
  }
  if (typeof value !== type) throw wrong(name, type === 'boolean' ? 'true or false' : 'a text');
  return value;
}

/** The fault for an argument that is not what it should be. */
export function wrong(name: string, expected: string): Fault {
  return new Fault('argument-invalid', `“${name}” must be ${expected}.`);
}
