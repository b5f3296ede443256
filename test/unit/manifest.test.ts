import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import {
  contextKeys,
  extensionId,
  inspectorView,
  profileEnding,
  profileScheme,
  settings,
  uiCommands,
  viewId,
} from '../../src/vscode/ui/contributions';
import { publicCommands as publicTable } from '../../src/vscode/commands/public';

interface Command {
  command: string;
  title: string;
  category?: string;
  enablement?: string;
}
interface MenuItem {
  command?: string;
  submenu?: string;
  when?: string;
}
interface Setting {
  type: string;
  default: unknown;
  scope?: string;
  enum?: string[];
  enumDescriptions?: string[];
  description?: string;
  markdownDescription?: string;
}
interface Manifest {
  publisher: string;
  name: string;
  displayName: string;
  license: string;
  categories: string[];
  galleryBanner: { color: string; theme: string };
  qna: unknown;
  engines: { vscode: string };
  extensionKind: string[];
  capabilities: { untrustedWorkspaces: { supported: unknown } };
  activationEvents: string[];
  icon?: string;
  contributes: {
    commands: Command[];
    views: Record<string, { id: string; when?: string; icon?: string }[]>;
    viewsContainers: { activitybar: { id: string; icon: string }[] };
    viewsWelcome: { view: string; when?: string }[];
    menus: Record<string, MenuItem[]>;
    keybindings?: MenuItem[];
    jsonValidation: { fileMatch: string; url: string }[];
    configuration: { properties: Record<string, Setting> };
  };
}

const manifestText = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(manifestText) as Manifest;
const strings = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const { contributes } = manifest;
const publicCommands = Object.keys(publicTable);
const contributed = contributes.commands.map(({ command }) => command);

/** Every text in a JSON value, with its path. */
function texts(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => texts(item, `${path}/${name}`));
}

describe('manifest: names', () => {
  it('the extension has the id that providers know', () => {
    assert.equal(`${manifest.publisher}.${manifest.name}`, extensionId);
    assert.equal(extensionId, 'token-deck.token-deck');
    assert.equal(manifest.engines.vscode, '^1.105.0');
    assert.equal(manifest.license, 'MIT');
    assert.deepEqual(manifest.extensionKind, ['workspace']);
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
  });
});

describe('manifest: the page of the extension', () => {
  it('is found among the tools for testing, has a banner, and sends no one to questions without a home', () => {
    assert.deepEqual(manifest.categories, ['Testing', 'Other']);
    assert.match(manifest.galleryBanner.color, /^#[0-9a-f]{6}$/);
    assert.equal(manifest.galleryBanner.theme, 'dark');
    assert.equal(manifest.qna, false);
  });
});

describe('manifest: commands', () => {
  it('the contributed commands are those for people, each once', () => {
    assert.deepEqual([...contributed].sort(), [...uiCommands].sort());
  });
  it('commands for people and for programs have separate ids', () => {
    for (const id of uiCommands) assert.match(id, /^tokenDeck\.ui\.[a-zA-Z]+$/);
    for (const id of publicCommands) assert.match(id, /^tokenDeck\.[a-zA-Z]+$/);
    assert.equal(new Set([...uiCommands, ...publicCommands]).size, uiCommands.length + publicCommands.length);
  });
  it('commands for programs are not shown', () => {
    const shown = texts(contributes).map(([, text]) => text);
    for (const id of publicCommands) assert.ok(!shown.includes(id), id);
  });
  for (const id of publicCommands) {
    it(`${id} activates the extension`, () => assert.ok(manifest.activationEvents.includes(`onCommand:${id}`)));
  }
  it('only commands for programs and four other events activate the extension', () => {
    const others = manifest.activationEvents.filter((event) => !event.startsWith('onCommand:'));
    assert.deepEqual(others.sort(), [
      `onFileSystem:${profileScheme}`,
      'onStartupFinished',
      'onUri',
      `onWebviewPanel:${inspectorView}`,
    ]);
    const commands = manifest.activationEvents.filter((event) => event.startsWith('onCommand:'));
    // VS Code adds those of contributed commands itself.
    assert.deepEqual(commands.sort(), publicCommands.map((id) => `onCommand:${id}`).sort());
  });
  for (const { command, title, category } of contributes.commands) {
    it(`${command} has a title and a category`, () => {
      assert.match(title, /^%[\w.]+%$/);
      assert.equal(category, '%category%');
    });
  }
  it('no two commands have the same title', () => {
    const titles = contributes.commands.map(({ title }) => strings[title.slice(1, -1)]);
    assert.equal(new Set(titles).size, titles.length);
  });
});

describe('manifest: menus', () => {
  const items = [
    ...Object.entries(contributes.menus).flatMap(([menu, entries]) =>
      entries.map((item): [string, MenuItem] => [menu, item]),
    ),
    ...(contributes.keybindings ?? []).map((item): [string, MenuItem] => ['keybindings', item]),
  ];
  it('menus show only commands that exist', () => {
    for (const [menu, { command }] of items)
      if (command) assert.ok(contributed.includes(command), `${menu}: ${command}`);
  });
  it('each menu item has a condition', () => {
    for (const [menu, { command, when }] of items) assert.ok(when, `${menu}: ${command}`);
  });
  it('items of the sidebar are limited to its view', () => {
    for (const [menu, { command, when }] of items) {
      if (menu.startsWith('view/')) assert.match(when ?? '', new RegExp(`^view == ${viewId}\\b`), command);
    }
  });
  it('commands that need an item are hidden from the palette', () => {
    const hidden = items.filter(([menu, { when }]) => menu === 'commandPalette' && when === 'false');
    const ids = hidden.map(([, { command }]) => command);
    for (const id of ['tokenDeck.ui.moveSecret', 'tokenDeck.ui.showActions']) assert.ok(ids.includes(id), id);
  });
  it('conditions use only context keys that are set', () => {
    const known = new Set<string>([viewId, ...Object.values(contextKeys), ...uiCommands]);
    const clauses = [
      ...items.map(([, { when }]) => when),
      ...contributes.commands.map(({ enablement }) => enablement),
      ...contributes.viewsWelcome.map(({ when }) => when),
      ...Object.values(contributes.views).flatMap((views) => views.map(({ when }) => when)),
    ].filter((clause) => clause !== undefined);
    for (const clause of clauses) {
      for (const [key] of clause.matchAll(/tokenDeck\.[\w.]+/g)) assert.ok(known.has(key), `${key} in “${clause}”`);
    }
  });
});

describe('manifest: views', () => {
  it('the only view is in the container of the sidebar', () => {
    const views = Object.values(contributes.views).flat();
    assert.deepEqual(
      views.map(({ id }) => id),
      [viewId],
    );
    const containers = contributes.viewsContainers.activitybar.map(({ id }) => id);
    assert.deepEqual(Object.keys(contributes.views), containers);
  });
  it('the view has a welcome text', () => {
    for (const { view } of contributes.viewsWelcome) assert.equal(view, viewId);
    assert.ok(contributes.viewsWelcome.length > 0);
  });
});

describe('manifest: settings', () => {
  const { properties } = contributes.configuration;
  it('the settings are those that the code reads, each once', () => {
    assert.deepEqual(
      Object.keys(properties).sort(),
      Object.keys(settings)
        .map((name) => `tokenDeck.${name}`)
        .sort(),
    );
  });
  for (const [name, fallback] of Object.entries(settings)) {
    it(`${name} has a description and the default of the code`, () => {
      const property = properties[`tokenDeck.${name}`];
      assert.ok(property);
      assert.deepEqual(property.default, fallback);
      assert.equal(property.type, typeof fallback);
      assert.match(property.description ?? property.markdownDescription ?? '', /^%[\w.]+%$/);
      if (property.enum) {
        assert.ok(property.enum.includes(String(fallback)));
        assert.equal(property.enumDescriptions?.length, property.enum.length);
      }
    });
  }

  /** They have the scope of the application, so that no repository can set them. */
  const protectedSettings = [
    'automation',
    'persistTokens',
    'clipboard.clearAfter',
    'audit.enabled',
    'terminal.enabled',
    'jwt.allowNetwork',
  ];
  for (const name of protectedSettings.filter((known) => known in settings)) {
    it(`${name} cannot be set by a repository`, () => {
      assert.equal(properties[`tokenDeck.${name}`]?.scope, 'application');
    });
  }
  it('a repository can set only harmless settings', () => {
    const open = Object.keys(properties).filter((name) => properties[name]?.scope !== 'application');
    const harmless = [
      'statusBar.enabled',
      'warnBefore',
      'hover.enabled',
      'codeLens.enabled',
      'leakGuard.enabled',
      'autoRefresh',
    ];
    for (const name of open) assert.ok(harmless.includes(name.replace('tokenDeck.', '')), name);
  });
});

describe('manifest: texts', () => {
  const used = texts(manifest).flatMap(([path, text]) => {
    const key = /^%([\w.-]+)%$/.exec(text)?.[1];
    return key === undefined ? [] : [[path, key] as const];
  });
  it('every key has a text', () => {
    for (const [path, key] of used) assert.ok(strings[key], `${key} at ${path}`);
  });
  it('every text is used', () => {
    const keys = new Set(used.map(([, key]) => key));
    for (const key of Object.keys(strings)) assert.ok(keys.has(key), key);
  });
  it('links in texts run commands that exist', () => {
    const own = Object.values(strings).flatMap((text) => [...text.matchAll(/command:(tokenDeck\.[\w.]+)/g)]);
    assert.ok(own.length > 0);
    for (const [, id = ''] of own) assert.ok(contributed.includes(id), id);
  });
  it('every text that VS Code shows is a key of package.nls.json', () => {
    const fields = [
      ...['title', 'shortTitle', 'displayName', 'category', 'description', 'markdownDescription', 'label', 'tooltip'],
      ...['contents', 'contextualTitle', 'deprecationMessage', 'markdownDeprecationMessage', 'placeholder', 'altText'],
    ];
    const lists = ['enumDescriptions', 'markdownEnumDescriptions', 'enumItemLabels'];
    const shown = new RegExp(`/(?:(?:${fields.join('|')})|(?:${lists.join('|')})/\\d+|contributes/.*/name)$`);
    const found = texts(manifest).filter(([path]) => shown.test(path));
    assert.ok(found.length > 80, String(found.length));
    for (const path of ['/displayName', '/description', '/contributes/configuration/title'])
      assert.ok(
        found.some(([each]) => each === path),
        path,
      );
    assert.deepEqual(
      found.filter(([, text]) => !/^%[\w.]+%$/.test(text)),
      [],
    );
  });
});

describe('manifest: files', () => {
  const files = texts({ icon: manifest.icon, contributes })
    .map(([, text]) => text)
    .filter((text) => /^(\.\/)?media\//.test(text));
  for (const file of new Set(files)) {
    it(`${file} exists`, () => assert.ok(existsSync(file)));
  }
  it('files of profiles have their schemas', () => {
    const matched = contributes.jsonValidation.map(({ fileMatch, url }) => [fileMatch, url]);
    assert.deepEqual(matched, [
      ['**/.vscode/token-deck.json', './dist/schemas/team-file.json'],
      [`*${profileEnding}`, './dist/schemas/profile.json'],
    ]);
  });
});
