import { t } from '@vscode/l10n';
import { plain } from '../faults/plain';
import { grants } from '../profile/grants/table';
import type { KnownProfile } from '../profile/known';
import type { Fact } from './facts';
import type { TokenState } from './state';

/** What is wrong with a profile, and the next step, if anything is: it cannot be used, or its last request failed. */
export function problemsOf(known: KnownProfile, state: TokenState): Fact[] {
  const problem = (value: string, icon: string): Fact => ({ label: t('Problem'), value, icon });
  if (!known.usable) return known.problems.map(({ message }) => problem(message, 'warning'));
  if (state.kind !== 'failed') return [];
  const next: Fact = { label: t('Next step'), value: state.next, icon: 'lightbulb' };
  return [problem(state.reason, 'error'), ...(state.next === '' ? [] : [next])];
}

/** What tells a profile from others of its name. */
export function factsOfProfile(known: KnownProfile): Fact[] {
  const { home } = known;
  const facts: Fact[] = [
    { label: t('ID'), value: plain(known.id, 100), icon: 'symbol-key' },
    {
      label: t('Stored in'),
      value: home.kind === 'personal' ? t('personal') : t('team, {folder}', { folder: plain(home.folder) }),
      icon: home.kind === 'personal' ? 'home' : 'folder',
    },
  ];
  if (!known.usable) return facts;
  const { issuer, endpoints, clientId, grant } = known.settings;
  const server = issuer ?? endpoints.token;
  return [
    ...facts,
    { label: t('Grant'), value: grants[grant].label(), icon: 'sign-in' },
    ...(clientId === undefined ? [] : [{ label: t('Client'), value: plain(clientId, 200), icon: 'vm' }]),
    ...(server === undefined ? [] : [{ label: t('Server'), value: plain(server, 300), icon: 'globe' }]),
  ];
}
