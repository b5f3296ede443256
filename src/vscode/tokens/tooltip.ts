import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import { grants } from '../../profile/grants/table';
import { nameOf, type KnownProfile } from '../../profile/known';
import type { TokenSet } from '../../storage/token-set';
import { factsOf } from '../../tokens/facts';
import { describeState, type TokenState } from '../../tokens/state';
import { asText } from '../ui/markdown';

/** A profile in a tooltip: its state, its token's facts, and what tells it from others of its name. */
export function tooltipOf(known: KnownProfile, state: TokenState, set: TokenSet | undefined): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.appendMarkdown(`**${asText(plain(nameOf(known)))}**\n\n|||\n|-|-|\n`);
  const facts = set !== undefined && known.usable ? factsOf(set, known.settings) : [];
  const rows = [
    [t('State'), describeState(state)] as const,
    ...facts.map(({ label, value }) => [label, value] as const),
    ...rowsOfProfile(known),
  ];
  // Values are of unknown origin.
  for (const [label, value] of rows) markdown.appendMarkdown(`| ${label} | ${asText(plain(value, 300))} |\n`);
  return markdown;
}

function rowsOfProfile(known: KnownProfile): (readonly [label: string, value: string])[] {
  const { home } = known;
  const rows = [
    ['ID', known.id] as const,
    [t('Home'), home.kind === 'personal' ? t('personal') : t('team, {folder}', { folder: home.folder })] as const,
  ];
  if (!known.usable) return rows;
  const { issuer, endpoints, clientId, grant } = known.settings;
  const server = issuer ?? endpoints.token;
  return [
    ...rows,
    [t('Grant'), grants[grant].label()],
    ...(clientId === undefined ? [] : [[t('Client'), clientId] as const]),
    ...(server === undefined ? [] : [[t('Server'), server] as const]),
  ];
}
