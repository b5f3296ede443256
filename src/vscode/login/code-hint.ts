import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import { secureUrl } from '../../oauth/transport';
import type { CodeToEnter } from './attempt';

/** Tells in a notification which code to enter or to compare, and links to where. @throws `insecure-endpoint` for an address that is not secure */
export function codeHint({ url, code, isInUrl }: CodeToEnter): string {
  const { host, href } = secureUrl(url);
  // A notification ends a link at the first bracket.
  const link = href.replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'));
  const places = { code: plain(code, 60), host, link };
  return isInUrl
    ? t('open [{host}]({link}), and check that it shows the code {code}.', places)
    : t('enter the code {code} at [{host}]({link}).', places);
}
