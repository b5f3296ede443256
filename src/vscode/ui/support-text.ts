// What is copied for a vendor's support is English everywhere, as the log is.
import { redact } from '../../faults/plain';
import type { ExchangeEvent } from '../../oauth/exchange-event';
import { dateText, exchangeText } from '../../oauth/transcript';
import type { LogLine } from './log';

/** What the text is made of. */
export interface Support {
  /** When it is copied, in milliseconds since 1970. */
  at: number;
  /** Names and versions of what runs. */
  surroundings: readonly [name: string, value: string][];
  exchanges: readonly ExchangeEvent[];
  lines: readonly LogLine[];
  /** Every secret and token that is known here: none of them is told, whatever a server or a profile put where. */
  secrets: readonly string[];
  /** The references of each profile. A name may tell whose customer someone is, so a number takes its place. */
  references: readonly (readonly string[])[];
}

/** A reference of a profile that is not known any more. */
const anyReference = /\b(?:personal:[a-z0-9%][\w.%-]*|team:\S+:[a-z0-9%][\w.%-]*)/g;

/** The last exchanges and the last lines of the log, as Markdown that may be sent to anyone. */
export function supportText(support: Support): string {
  const { at, surroundings, exchanges, lines } = support;
  const log = lines.map((line) => `${dateText(line.at)} ${line.text}`);
  return [
    '# Token Deck: log for support',
    [['Copied at', dateText(at)], ...surroundings].map(([name, value]) => `- ${name}: ${value}`).join('\n'),
    'All times are in UTC. No values of tokens, codes, secrets and other parameters are in it.',
    `## Exchanges with servers: ${exchanges.length || 'none'}`,
    ...(exchanges.length === 0 ? [] : [fenced(exchanges.map(exchangeText).join('\n\n'), support)]),
    `## Last lines of the log: ${lines.length || 'none'}`,
    ...(lines.length === 0 ? [] : [fenced(log.join('\n'), support)]),
  ].join('\n\n');
}

/** A block in which nothing is Markdown. */
function fenced(text: string, support: Support): string {
  const told = withoutReferences(redact(text, support.secrets), support.references).replace(/`{3,}/g, "'''");
  return ['```text', told, '```'].join('\n');
}

function withoutReferences(text: string, references: Support['references']): string {
  const numbered = references.flatMap((names, index) => names.map((name) => ({ name, number: index + 1 })));
  // The longest first: an id may begin with another one.
  numbered.sort((a, b) => b.name.length - a.name.length);
  let result = text;
  for (const { name, number } of numbered) result = result.split(name).join(`profile ${number}`);
  return result.replace(anyReference, 'another profile');
}
