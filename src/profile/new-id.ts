import { t } from '@vscode/l10n';
import { idPattern } from './id';

/** An id made of a name: its letters and digits in lower case, numbered where it is taken. */
export function freeId(name: string, taken: ReadonlySet<string>): string {
  const letters = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const base =
    letters
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 58)
      .replace(/-+$/, '') || 'profile';
  return numbered(base, taken);
}

/** The id to propose for a profile that comes to other profiles: its own, numbered where it is taken. */
export function sameId(id: string, taken: ReadonlySet<string>): string {
  return taken.has(id) ? numbered(id.slice(0, 58), taken) : id;
}

/** The id to propose for a copy. */
export function copyId(id: string, taken: ReadonlySet<string>): string {
  return numbered(`${id.slice(0, 50)}-copy`, taken);
}

/** Why a text cannot be the id of a new profile, or undefined. @param taken the ids of other profiles */
export function idProblem(id: string, taken: ReadonlySet<string>): string | undefined {
  if (!idPattern.test(id))
    return t('Use lowercase letters, digits, “.”, “_” and “-”, beginning with a letter or digit');
  return taken.has(id) ? t('Another profile already uses the ID “{id}”', { id }) : undefined;
}

function numbered(base: string, taken: ReadonlySet<string>): string {
  let id = base;
  for (let count = 2; taken.has(id); count++) id = `${base}-${count}`;
  return id;
}
