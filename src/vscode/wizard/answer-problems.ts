import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import { headerNamePattern, headerPrefixPattern, longest, mostOrigins } from '../../profile/limits';
import { idProblem } from '../../profile/new-id';
import { originProblem } from '../../profile/origins';
import type { PresetField } from '../../profile/presets';
import { addressProblemIn, settingsOf, type Draft } from './draft';
import type { TextQuestion } from './question-texts';

/** What is wrong with a text, or undefined. */
export function textProblem(
  question: TextQuestion,
  value: string,
  draft: Draft,
  taken: ReadonlySet<string>,
): string | undefined {
  switch (question) {
    case 'clientId':
      if (value === '' && draft.registers === true) return undefined;
      return value === '' ? t('Paste the client ID, or press Escape') : lengthProblem(value, longest.text);
    case 'username':
      return value === '' ? t('Enter the user name, or press Escape') : lengthProblem(value, longest.text);
    case 'name':
      return value === '' ? t('Enter a name, or press Escape') : lengthProblem(value, longest.name);
    case 'id':
      return idProblem(value, taken);
    case 'scope':
      return settingsOf(draft).issuer === undefined && value.split(/\s+/).includes('openid')
        ? t('“openid” needs an issuer to check the ID token')
        : lengthProblem(value, longest.text);
    case 'origins': {
      const origins = value.split(/\s+/).filter((origin) => origin !== '');
      const wrong = origins.find((origin) => originProblem(origin) !== undefined);
      if (wrong !== undefined)
        return t('“{origin}” is not an origin such as https://api.example.com', { origin: plain(wrong, 100) });
      return origins.length > mostOrigins ? t('Use at most {count} origins', { count: mostOrigins }) : undefined;
    }
    case 'headerName':
      return headerNamePattern.test(value) ? undefined : t('Use the name of a header, such as Authorization');
    case 'headerPrefix':
      return headerPrefixPattern.test(value) && !/[{}]/.test(value)
        ? undefined
        : t('Use one word without braces, or leave it empty');
  }
}

/** What is wrong with the value of a preset’s field, or undefined. */
export function fieldProblem(field: PresetField, value: string, draft: Draft): string | undefined {
  if (value === '') return field.optional === true ? undefined : t('Enter a value');
  const tooLong = lengthProblem(value, isName(field) ? longest.name : longest.text);
  if (tooLong !== undefined) return tooLong;
  switch (addressProblemIn(draft, field, value)) {
    case undefined:
      return undefined;
    case 'step':
      return t('“.” and “..” are steps in a path, not names');
    case 'host':
      return t('Use the name of a host, such as {example}', { example: field.placeholder() });
    case 'well-known':
      return t('It must be the issuer, not the address of its metadata (/.well-known/)');
    case 'insecure':
      return t('It must begin with https:// (http:// is allowed only for localhost)');
    default:
      return t('It must be an https:// address without query, fragment or user name');
  }
}

/** Whether a field is a name; all others are longer texts, such as addresses. */
function isName({ field }: PresetField): boolean {
  return field === 'tenant' || field === 'realm' || field === 'organization';
}

function lengthProblem(value: string, count: number): string | undefined {
  return value.length > count ? t('Use at most {count} characters', { count }) : undefined;
}
