import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from '../host/workbench';
import { openBefore } from '../ui/window';
import { rehearse, type Edit } from './rehearse';

const edits: Edit[] = [
  {
    file: 'src/profile/presets/services.ts',
    after: 'export const services = {',
    insert: `  made_up: {
    label: () => t('A made-up provider'),
    detail: () => t('A tenant of a provider that is made up'),
    kind: 'service',
    docs: 'https://made-up.example/docs',
    fields: [{ field: 'tenant', title: () => t('Tenant'), placeholder: () => 'acme', prompt: () => t('Its name') }],
    gives: { issuer: 'https://{tenant}.made-up.example/', clientAuth: 'client_secret_post' },
    login: { register: () => t('In its console'), refresh: () => t('It always returns a refresh token.') },
  },
`,
  },
  {
    file: 'docs/providers.md',
    after: '| [Atlassian]',
    insert:
      '| [A made-up provider](https://made-up.example/docs) | `made_up` | `tenant` | In its console | It always returns a refresh token. |',
  },
];

rehearse('a preset is one row in one file, and one on the page about providers', edits, (copy) => {
  const profile = { id: 'one', preset: 'made_up', tenant: 'acme', grant: 'client_credentials', clientId: 'client' };

  it('a profile that names it is accepted, and has what the preset gives', async () => {
    const { parseProfile } = await copy.load<typeof import('../../src/profile/parse')>('src/profile/parse.ts');
    const parsed = parseProfile(profile);
    assert.ok(parsed.ok, JSON.stringify(parsed));
    const { issuer, clientAuth } = parsed.settings;
    assert.deepEqual([issuer, clientAuth], ['https://acme.made-up.example/', 'client_secret_post']);
    const unknown = parseProfile({ ...profile, preset: 'made_down' });
    assert.ok(!unknown.ok);
  });

  describe('in VS Code', () => {
    let workbench: Workbench;
    let folder: string;

    const opened = openBefore(async () => {
      folder = await copy.build();
      return { developmentPath: folder };
    });
    before(() => void ({ workbench } = opened));

    it('the JSON Schema of a profile names it', async () => {
      const schema = JSON.parse(await readFile(path.join(folder, 'dist/schemas/profile.json'), 'utf8')) as {
        properties: { preset: { enum: string[] } };
      };
      assert.ok(schema.properties.preset.enum.includes(profile.preset));
    });

    it('the wizard offers it, and asks for its field', async () => {
      const { quickInput } = workbench;
      await workbench.runCommand('Token Deck: Add Profile…');
      await quickInput.opened('Provider');
      await quickInput.type('made-up');
      await quickInput.pick('A made-up provider');
      await quickInput.pick('Client credentials');
      await quickInput.opened('Tenant');
      await quickInput.cancel();
    });
  });
});
