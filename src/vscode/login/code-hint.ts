import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import { secureUrl } from '../../oauth/transport';
import type { CodeToEnter } from './attempt';

/** Tells in a notification which code to enter, and links to where. @throws `insecure-endpoint` for an address that is not secure */
export function codeHint({ url, code }: Pick<CodeToEnter, 'url' | 'code'>): string {
  const { host, href } = secureUrl(url);
  // A notification ends a link at the first bracket.
  const link = href.replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'));
  return t('enter the code {code} at [{host}]({link}).', { code: plain(code, 60), host, link });
}
