import { t } from '@vscode/l10n';
import { plain } from '../faults/plain';
import { grants } from '../profile/grants/table';
import type { KnownProfile } from '../profile/known';
import type { Fact } from './facts';

/** What is wrong with a profile, if anything is. */
export function problemsOf(known: KnownProfile): Fact[] {
  if (known.usable) return [];
  return known.problems.map(({ message }) => ({ label: t('Problem'), value: message, icon: 'warning' }));
}

/** What tells a profile from others of its name. */
export function factsOfProfile(known: KnownProfile): Fact[] {
  const { home } = known;
  const facts: Fact[] = [
    { label: t('ID'), value: plain(known.id, 100), icon: 'symbol-key' },
    {
      label: t('Home'),
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
