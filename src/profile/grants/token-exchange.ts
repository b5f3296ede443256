import { t } from '@vscode/l10n';
import type { GrantFacts } from './grant-facts';

/** RFC 8693. */
export const tokenExchange: GrantFacts = {
  label: () => t('Token exchange'),
  detail: () => t('Another token is exchanged for one of this client'),
  grantType: 'urn:ietf:params:oauth:grant-type:token-exchange',
  takesAudience: true,
  obtained: 'request',
  renewal: 'again',
  tokenOf: 'profile',
  client: 'any',
  endpoints: ['token'],
  sources: ['subject', 'actor'],
  // The token of an actor that is named is pasted, unless it is another profile's.
  secrets: ({ subject, actor }) => [
    ...(subject?.profile === undefined ? (['subjectToken'] as const) : []),
    ...(actor !== undefined && actor.profile === undefined ? (['actorToken'] as const) : []),
  ],
  ifStored: ({ actor }) => (actor === undefined ? 'actorToken' : undefined),
};
