import * as vscode from 'vscode';
import { lazy } from '../../base/lazy';
import { plain } from '../../faults/plain';
import type { InspectedToken } from '../../jwt/inspect/inspect';
import type { DescribedField } from '../../jwt/inspect/describe';
import { timeText } from '../../base/dates';
import { formatLeft } from '../../base/duration';
import type { FoundJwt } from '../../jwt/find/scan';
import { ahead, isAhead, validityOf } from '../../jwt/inspect/validity';
import type { UiCommand } from '../ui/contributions';
import { asText } from '../ui/markdown';

const links = [
  ['Inspect', 'tokenDeck.ui.inspectAt'],
  ['Verify', 'tokenDeck.ui.verifyAt'],
  ['Copy Claims', 'tokenDeck.ui.copyClaimsAt'],
] as const satisfies readonly (readonly [string, UiCommand])[];

/** A place in a document, which the links name in the token's stead. */
export interface Place {
  uri: string;
  line: number;
  character: number;
}

/** A bundle of its own, with the registry of claims; looked up once, since that takes as long as reading a token. */
const inspection = lazy(() => import('../../jwt/inspect/inspect'));

/** More claims than these are left to the inspector. */
const mostRows = 60;

/**
 * What the hover says of a JWT: its state, what deserves a second look, and its claims, all of it as plain text.
 * @param origin the name of the profile that the token came from, if it came from one
 * @param now milliseconds since 1970
 */
export async function hoverOf(
  found: FoundJwt,
  place: Place,
  origin: string | undefined,
  now: number,
): Promise<vscode.MarkdownString[]> {
  const { inspectToken } = await inspection();
  const token = await inspectToken(found.text);
  const text = new vscode.MarkdownString();
  text.isTrusted = { enabledCommands: links.map(([, command]) => command) };
  const from = origin === undefined ? '' : `, from the profile ${asText(plain(origin))}`;
  text.appendMarkdown(`**${kindOf(token)}**${algorithm(token)}, decoded, not verified${from}\n\n`);
  text.appendMarkdown(`${[stateOf(token, now), ...linksTo(token, place)].filter(Boolean).join(' · ')}\n\n`);
  if (token.problem !== undefined) text.appendMarkdown(`${asText(token.problem)}\n\n`);
  text.appendMarkdown(summary(token));
  const warnings = [...token.warnings, ...(isAhead(token.issuedAt, now) ? [ahead()] : [])];
  for (const warning of warnings) text.appendMarkdown(`- ${asText(warning)}\n`);
  const { fields = [] } = token.claims ?? token.header ?? {};
  text.appendMarkdown(`\n\n${table(fields, now)}`);
  return [text];
}

function kindOf({ kind, claims }: InspectedToken): string {
  if (kind === 'jwe') return 'Encrypted JWT (JWE)';
  if (kind === 'sd-jwt') return 'JWT with selective disclosures (SD-JWT)';
  return claims === undefined ? 'JWS whose payload is no claims set' : 'JWT';
}

function algorithm({ header }: InspectedToken): string {
  const alg = header?.fields.find(({ name }) => name === 'alg')?.value;
  return alg === undefined ? '' : ` (${cell(alg, 40)})`;
}

function linksTo({ kind, claims }: InspectedToken, place: Place): string[] {
  const argument = encodeURIComponent(JSON.stringify([place]));
  return links
    .filter(([title]) => title === 'Inspect' || (title === 'Verify' ? kind !== 'jwe' : claims !== undefined))
    .map(([title, command]) => `[${title}](command:${command}?${argument})`);
}

function stateOf(token: InspectedToken, now: number): string {
  if (token.kind === 'jwe') return 'Only who has its key can read it';
  if (token.claims === undefined) return '';
  const validity = validityOf(token, now);
  switch (validity.kind) {
    case 'valid':
      return `Valid for another **${formatLeft(validity.distance)}**`;
    case 'expired':
      return `**Expired** ${formatLeft(validity.distance)} ago`;
    case 'not-yet':
      return `**Not valid yet**: in ${formatLeft(validity.distance)}`;
    case 'unlimited':
      return token.claims.fields.some(({ name }) => name === 'exp') ? 'Its end cannot be read' : 'Valid without end';
  }
}

/** Who issued it, about whom, for whom, and what it allows: what of the claims is looked for first. */
function summary({ claims, grants }: InspectedToken): string {
  const values = (name: string) =>
    claims?.fields.find((field) => field.name === name && field.value !== '')?.value.split('\n') ?? [];
  const said = (words: string, items: readonly string[]) =>
    items.length === 0
      ? []
      : [
          `${words} ${items
            .slice(0, mostNamed)
            .map((item) => literal(item, 200))
            .join(' ')}${items.length > mostNamed ? ' …' : ''}`,
        ];
  const about = [...said('issued by', values('iss')), ...said('about', values('sub')), ...said('for', values('aud'))];
  return [about.join(' '), ...said('allows', grants)]
    .filter((line) => line !== '')
    .map((line) => `${line.charAt(0).toUpperCase()}${line.slice(1)}\n\n`)
    .join('');
}

/** More audiences, scopes and the like than these are left to the table. */
const mostNamed = 12;

function table(fields: readonly DescribedField[], now: number): string {
  const rows = fields.slice(0, mostRows).map(({ name, value, meaning, at }) => {
    const time = at === undefined ? '' : ` ${cell(timeText(at, now), 100)}`;
    return `|${literal(name, 60)}|${literal(value, 300)}${time}|${explained(meaning)}|\n`;
  });
  const more = fields.length > mostRows ? `\n${fields.length - mostRows} more: see them in the inspector.\n` : '';
  return fields.length === 0 ? '' : `|claim|value|meaning|\n|:-|:-|:-|\n${rows.join('')}${more}`;
}

/** As code, in which nothing is markup and no address a link. What would end the code, or the cell, is escaped instead. */
function literal(text: string, limit: number): string {
  const line = plain(text, limit);
  return line === '' || /[`|]/.test(line) ? asText(line) : `\`${line}\``;
}

const meanings = new Map<string, string>();

/** A meaning out of the registry, of which there are a few hundred. */
function explained(meaning: string): string {
  const text = meanings.get(meaning) ?? cell(meaning, 200);
  meanings.set(meaning, text);
  return text;
}

function cell(text: string, limit: number): string {
  return asText(plain(text, limit));
}
