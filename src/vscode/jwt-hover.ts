import * as vscode from 'vscode';
import { plain } from '../faults/plain';
import { decodeJwt } from '../jwt/decode';
import { describeJwt, type NotedField } from '../jwt/describe';
import type { FoundJwt } from '../jwt/scan';
import { validityOf, warningsOf } from '../jwt/warnings';
import { formatLeft } from '../tokens/duration';
import type { PublicCommand } from './contributions';
import { asText } from './markdown';

/** A link to look into a longer token would be as long. */
const longestLink = 16_384;

const inspect: PublicCommand = 'tokenDeck.decodeJwt';

/**
 * What the hover says of a JWT: its state, what deserves a second look, and its claims, all of it as plain text.
 * @param origin the name of the profile that the token came from, if it came from one
 * @param now milliseconds since 1970
 */
export function hoverOf(found: FoundJwt, origin: string | undefined, now: number): vscode.MarkdownString[] {
  const token = found.text.split('~', 1)[0] ?? '';
  const jwt = decodeJwt(token);
  const described = describeJwt(token, now);
  const text = new vscode.MarkdownString();
  text.isTrusted = { enabledCommands: [inspect] };
  if (jwt === undefined || described === undefined) {
    text.appendMarkdown(
      found.kind === 'jwe'
        ? '**Encrypted JWT (JWE)**: only who has its key can read it.'
        : '**JWT** whose payload is no claims set.',
    );
    return [text];
  }
  const kind = found.kind === 'sd-jwt' ? 'JWT with selective disclosures' : 'JWT';
  const from = origin === undefined ? '' : `, from the profile ${asText(plain(origin))}`;
  text.appendMarkdown(`**${kind}** (${asText(plain(String(jwt.header.alg), 40))}), decoded, not verified${from}\n\n`);
  text.appendMarkdown(`${stateOf(jwt.claims, now)}${inspectLink(token)}\n\n`);
  for (const warning of warningsOf(jwt, token)) text.appendMarkdown(`- ${asText(warning)}\n`);
  text.appendMarkdown(`\n\n${table(described.claims)}`);
  return [text];
}

function inspectLink(token: string): string {
  return token.length > longestLink
    ? ''
    : ` · [Inspect](command:${inspect}?${encodeURIComponent(JSON.stringify([{ token }]))})`;
}

function stateOf(claims: Record<string, unknown>, now: number): string {
  const validity = validityOf(claims, now);
  switch (validity.kind) {
    case 'valid':
      return `Valid for another **${formatLeft(validity.distance)}**`;
    case 'expired':
      return `**Expired** ${formatLeft(validity.distance)} ago`;
    case 'not-yet':
      return `**Not valid yet**: in ${formatLeft(validity.distance)}`;
    case 'unlimited':
      return 'Valid without end';
  }
}

function table(claims: readonly NotedField[]): string {
  const rows = claims
    .slice(0, 60)
    .map(({ name, value, note }) => `|${cell(name, 60)}|${cell(value, 300)}|${cell(note, 200)}|\n`);
  const more = claims.length > 60 ? `\n${claims.length - 60} more claims: see them in the inspector.\n` : '';
  return claims.length === 0 ? '' : `|claim|value|meaning|\n|:-|:-|:-|\n${rows.join('')}${more}`;
}

function cell(text: string, limit: number): string {
  return asText(plain(text, limit));
}
