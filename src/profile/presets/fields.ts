import { t } from '@vscode/l10n';
import type { PresetField } from './preset';

/** Fields that several presets ask for. */
export const audience: PresetField = {
  field: 'audience',
  title: () => t('Audience'),
  placeholder: () => t('The API’s identifier, e.g. https://api.example.com/'),
  optional: true,
  prompt: () => t('The API that the token is for (optional)'),
};

export const domain = (example: () => string): PresetField => ({
  field: 'tenant',
  title: () => t('Domain'),
  placeholder: example,
  prompt: () => t('The domain of your organization there'),
});

export const server = (example: () => string, prompt: () => string): PresetField => ({
  field: 'server',
  title: () => t('Server'),
  placeholder: example,
  prompt,
});
