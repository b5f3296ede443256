import assert from 'node:assert/strict';
import type { Client } from '../../../../src/oauth/client';
import { registeredClient } from '../../../../src/vscode/login/registered-client';
import type { RedirectFlow } from '../../../../src/vscode/login/flows';
import type { Registrations, WayBack } from '../../../../src/tokens/registrations';
import { usableProfile } from '../../storage/profiles-of';

const issuer = 'https://sso.example.com';

describe('login: a client that is registered for it', () => {
  const registering = async (fields: object) => {
    const known = usableProfile({ id: 'p', issuer, ...fields });
    const client: Client = { settings: known.settings, credentials: {} };
    const ways: WayBack[] = [];
    const messages: string[] = [];
    const registrations = {
      forLogin: async (_known: unknown, given: Client, way: WayBack, tell: (host: string) => void) => {
        ways.push(way);
        tell('sso.example.com');
        return given;
      },
    } as unknown as Registrations;
    const uris: Record<string, [flow: RedirectFlow, uri: string, isFixed: boolean][]> = {
      auto: [
        ['external-uri', 'https://window.example/1', false],
        ['paste', 'http://127.0.0.1/callback', true],
      ],
      'loopback:4000/cb': [['loopback', 'http://127.0.0.1:4000/cb', true]],
    };
    const login = {
      openRedirect: () => Promise.resolve('https://window.example/2'),
      redirectUris: (redirect: string) =>
        Promise.resolve((uris[redirect] ?? []).map(([flow, uri, isFixed]) => ({ flow, uri, isFixed }))),
      progress: { report: ({ message }: { message: string }) => void messages.push(message) },
      finishHint: () => 'continue in the browser',
    };
    await registeredClient(registrations, known, client, login, new AbortController().signal);
    return { way: ways[0], messages };
  };

  it('may come back by every way of the window that is the same each time, and by the one of this login', async () => {
    const { way, messages } = await registering({ grant: 'authorization_code', redirect: 'loopback:4000/cb' });
    assert.deepEqual(way, {
      redirectUri: 'https://window.example/2',
      fixed: ['http://127.0.0.1:4000/cb', 'http://127.0.0.1/callback'],
    });
    assert.deepEqual(messages, ['registering Token Deck as a client at sso.example.com…', 'continue in the browser']);
  });

  it('needs no way back for a login on another device', async () => {
    const { way } = await registering({ grant: 'device_code' });
    assert.deepEqual(way, { redirectUri: undefined, fixed: [] });
  });
});
