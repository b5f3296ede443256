import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { lazy } from '../../base/lazy';
import { plain } from '../../faults/plain';
import type { InspectedToken } from '../../jwt/inspect/inspect';
import type { DescribedField } from '../../jwt/inspect/describe';
import { timeText } from '../../base/dates';
import { formatLeft, formatSpan } from '../../base/duration';
import type { FoundJwt } from '../../jwt/find/scan';
import { ahead, isAhead, validityOf } from '../../jwt/inspect/validity';
import type { UiCommand } from '../ui/contributions';
import { asText } from '../ui/markdown';

interface Link {
  title: () => string;
  command: UiCommand;
  /** Whether there is something for it to do. */
  fits: (token: InspectedToken) => boolean;
}

const links: readonly Link[] = [
  { title: () => t('Inspect'), command: 'tokenDeck.ui.inspectAt', fits: () => true },
  { title: () => t('Verify'), command: 'tokenDeck.ui.verifyAt', fits: ({ kind }) => kind !== 'jwe' },
  {
    title: () => t('Copy Claims'),
    command: 'tokenDeck.ui.copyClaimsAt',
    fits: ({ claims }) => claims !== undefined,
  },
];

/** A place in a document. The links carry it instead of the token. */
export interface Place {
  uri: string;
  line: number;
  character: number;
}

/** Loaded when first needed, with the registry of claims. Asked for once: an import takes as long as reading a token. */
const inspection = lazy(() => import('../../jwt/inspect/inspect'));

/** Further claims are left to the inspector. */
const mostRows = 60;

/**
 * What the hover says about a JWT: its state, what deserves a second look, and its claims. Text from the token is escaped.
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
  text.isTrusted = { enabledCommands: links.map(({ command }) => command) };
  text.appendMarkdown(`${head(token, origin)}\n\n`);
  text.appendMarkdown(`${[stateOf(token, now), ...linksTo(token, place)].filter(Boolean).join(' · ')}\n\n`);
  if (token.problem !== undefined) text.appendMarkdown(`${asText(token.problem)}\n\n`);
  text.appendMarkdown(summary(token));
  const warnings = [...token.warnings, ...(isAhead(token.issuedAt, now) ? [ahead()] : [])];
  for (const warning of warnings) text.appendMarkdown(`- ${asText(warning)}\n`);
  const { fields = [] } = token.claims ?? token.header ?? {};
  text.appendMarkdown(`\n\n${table(fields, now)}`);
  return [text];
}

function head(token: InspectedToken, origin: string | undefined): string {
  const alg = token.header?.fields.find(({ name }) => name === 'alg')?.value;
  const said =
    origin === undefined
      ? t('decoded, not verified')
      : t('decoded, not verified, from the profile {profile}', { profile: asText(plain(origin)) });
  return `**${labelOf(token)}**${alg === undefined ? '' : ` (${cell(alg, 40)})`} · ${said}`;
}

/** A label, which is in no sentence: its words are right in every language. */
function labelOf({ kind, claims }: InspectedToken): string {
  if (kind === 'jwe') return t('Encrypted JWT (JWE)');
  if (kind === 'sd-jwt') return t('JWT with selective disclosures (SD-JWT)');
  return claims === undefined ? t('JWS with a payload that isn’t a claims set') : 'JWT';
}

function linksTo(token: InspectedToken, place: Place): string[] {
  const argument = encodeURIComponent(JSON.stringify([place]));
  return links
    .filter(({ fits }) => fits(token))
    .map(({ title, command }) => `[${title()}](command:${command}?${argument})`);
}

function stateOf(token: InspectedToken, now: number): string {
  if (token.kind === 'jwe') return t('Only the key holder can read it');
  if (token.claims === undefined) return '';
  const validity = validityOf(token, now);
  switch (validity.kind) {
    case 'valid':
      return t('Valid for another **{time}**', { time: formatLeft(validity.distance) });
    case 'expired':
      return t('**Expired** {time} ago', { time: formatSpan(validity.distance) });
    case 'not-yet':
      return t('**Not valid** for another {time}', { time: formatLeft(validity.distance) });
    case 'unlimited':
      return token.claims.fields.some(({ name }) => name === 'exp')
        ? t('Its expiry cannot be read')
        : t('Never expires');
  }
}

/** The claims that people look for first: who issued it, about whom, for whom, and what it allows. */
function summary({ claims, grants }: InspectedToken): string {
  const claim = (name: string) =>
    listed(claims?.fields.find((field) => field.name === name && field.value !== '')?.value.split('\n') ?? []);
  const allowed = listed(grants);
  const lines = [
    ...parties(claim('iss'), claim('sub'), claim('aud')),
    ...(allowed === '' ? [] : [t('Allows {scopes}', { scopes: allowed })]),
  ];
  return lines.map((line) => `${line}\n\n`).join('');
}

/** One sentence about those of the three that are known, each of them Markdown or empty. */
function parties(issuer: string, subject: string, audience: string): string[] {
  if (issuer !== '' && subject !== '' && audience !== '')
    return [t('Issued by {issuer} about {subject} for {audience}', { issuer, subject, audience })];
  if (issuer !== '' && subject !== '') return [t('Issued by {issuer} about {subject}', { issuer, subject })];
  if (issuer !== '' && audience !== '') return [t('Issued by {issuer} for {audience}', { issuer, audience })];
  if (subject !== '' && audience !== '') return [t('About {subject} for {audience}', { subject, audience })];
  if (issuer !== '') return [t('Issued by {issuer}', { issuer })];
  if (subject !== '') return [t('About {subject}', { subject })];
  return audience === '' ? [] : [t('For {audience}', { audience })];
}

/** Further audiences, scopes and the like are left to the table. */
const mostNamed = 12;

function listed(items: readonly string[]): string {
  const named = items.slice(0, mostNamed).map((item) => literal(item, 200));
  return [...named, ...(items.length > mostNamed ? ['…'] : [])].join(' ');
}

function table(fields: readonly DescribedField[], now: number): string {
  const rows = fields.slice(0, mostRows).map(({ name, value, meaning, at }) => {
    const time = at === undefined ? '' : ` ${cell(timeText(at, now), 100)}`;
    return `|${literal(name, 60)}|${literal(value, 300)}${time}|${explained(meaning)}|\n`;
  });
  const left = fields.length - mostRows;
  const more = left > 0 ? `\n${t('{count} more in the inspector.', { count: left })}\n` : '';
  if (fields.length === 0) return '';
  return `|${t('claim')}|${t('value')}|${t('meaning')}|\n|:-|:-|:-|\n${rows.join('')}${more}`;
}

/** As code, in which there is no markup and no link. Text that would end the code, or the cell, is escaped instead. */
function literal(text: string, limit: number): string {
  const line = plain(text, limit);
  return line === '' || /[`|]/.test(line) ? asText(line) : `\`${line}\``;
}

const meanings = new Map<string, string>();

/** Escapes a meaning, once: the registry has a few hundred. */
function explained(meaning: string): string {
  const text = meanings.get(meaning) ?? cell(meaning, 200);
  meanings.set(meaning, text);
  return text;
}

function cell(text: string, limit: number): string {
  return asText(plain(text, limit));
}
