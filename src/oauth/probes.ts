import { isFault } from '../faults/fault';
import { publicClientAuth } from '../profile/client-auth/table';
import { signsRequest } from '../profile/secrets-used';
import { clientAuthOf } from './client-auth/choice';
import type { Client } from './credentials';
import type { Discovery } from './discovery';
import { examine, type Examined } from './examination';
import type { Transport } from './exchange';
import type { LoginOptions, PendingLogin } from './login';
import { probe, type Probed } from './probe';

/** What the probes need of the way to a client's servers. */
export interface ProbesDependencies {
  discovery: Discovery;
  transportFor: (client: Partial<Client>) => Transport;
  beginLogin: (client: Client, options: LoginOptions, signal?: AbortSignal) => Promise<PendingLogin>;
}

/** Requests that find out whether a client's servers answer, and how. Nothing secret is sent. */
export type Probes = ReturnType<typeof probesOf>;

export function probesOf({ discovery, transportFor, beginLogin }: ProbesDependencies) {
  return {
    /**
     * Fetches the issuer's metadata again, for a diagnosis.
     * @throws `access-denied` where the user has not allowed that, `cancelled`
     */
    async examine({ settings, mayContact }: Client, signal?: AbortSignal): Promise<Examined | undefined> {
      const { issuer } = settings;
      if (issuer === undefined) return undefined;
      await mayContact?.([new URL(issuer).origin]);
      const transport = transportFor({ settings });
      discovery.forget(issuer, transport);
      return examine(issuer, (address) => probe(transport, 'discovery', address, signal));
    },

    /** Whether a profile's own token endpoint answers at all: to a request without anything in it. @throws as `examine` */
    async token({ settings, mayContact }: Client, signal?: AbortSignal): Promise<Probed | undefined> {
      const { token } = settings.endpoints;
      if (token === undefined) return undefined;
      await mayContact?.([new URL(token).origin]);
      return probe(transportFor({ settings }), 'token', token, signal);
    },

    /**
     * Asks for a login's first page, as a browser without a session would, and follows it no further. The login that was
     * begun is dropped.
     * @returns undefined where that takes a request that the client signs, or is pushed by one that authenticates
     * @throws `access-denied`, `cancelled`, and what beginning a login can end in
     */
    async login(client: Client, redirectUri: string, signal?: AbortSignal): Promise<Probed | undefined> {
      if (signsRequest(client.settings)) return undefined;
      const settings = { ...client.settings, clientAuth: publicClientAuth };
      const open: Client = { ...client, settings, credentials: {} };
      const options: LoginOptions = { openRedirect: async () => redirectUri };
      const login = await beginLogin(open, options, signal).catch((thrown: unknown) => {
        if (clientAuthOf(client) !== publicClientAuth && isRefusal(thrown)) return undefined;
        throw thrown;
      });
      if (login?.endsBy !== 'redirect') return undefined;
      await client.mayContact?.([new URL(login.url).origin]);
      return probe(transportFor({ settings }), 'authorization', login.url, signal);
    },
  };
}

/** Whether a server refused a pushed request. Of a client that authenticates elsewhere, that tells nothing. */
function isRefusal(thrown: unknown): boolean {
  if (!isFault(thrown)) return false;
  return thrown.error !== undefined || thrown.code === 'client-refused' || thrown.code === 'client-unauthorized';
}
