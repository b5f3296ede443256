import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { plain } from '../../faults/plain';
import { nameOf, type KnownProfile } from '../../profile/known';
import type { TokenSet } from '../../storage/token-set';
import { factsOf } from '../../tokens/facts';
import { factsOfProfile } from '../../tokens/profile-facts';
import { describeState, type TokenState } from '../../tokens/state';
import { asText } from '../ui/markdown';

/** A profile in a tooltip: its state and the next step, its token's facts, what tells it from others of its name. */
export function tooltipOf(known: KnownProfile, state: TokenState, set: TokenSet | undefined): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.appendMarkdown(`**${asText(plain(nameOf(known)))}**\n\n|||\n|-|-|\n`);
  const facts = set !== undefined && known.usable ? factsOf(set, known.settings, known.profile.preset) : [];
  const rows = [
    [t('State'), describeState(state)] as const,
    ...(state.kind === 'failed' && state.next !== '' ? [[t('Next step'), state.next] as const] : []),
    ...[...facts, ...factsOfProfile(known)].map(({ label, value }) => [label, value] as const),
  ];
  // A narrow column would break labels; values are of unknown origin, and some labels are.
  for (const [label, value] of rows)
    markdown.appendMarkdown(`| ${asText(label).replaceAll(' ', '&nbsp;')} | ${asText(plain(value, 300))} |\n`);
  return markdown;
}
