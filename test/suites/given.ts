import type { BehindProxy } from '../server/behind-proxy';
import type { Server } from '../server/server';
import type { DemoClient, Tenant } from '../server/tenant';

/** Environment variables by which the runner tells the suites in VS Code's extension host about their surroundings. */

/** The embedded authorization server: `ServerAddresses` as JSON. */
export const serverVariable = 'TOKEN_DECK_TEST_SERVER';
/** Token endpoints behind a proxy: `ProxiedAddresses` as JSON. */
export const proxyVariable = 'TOKEN_DECK_TEST_PROXY';
/** An address that answers with all requests to the server so far, and takes arguments in which secrets are. */
export const requestsVariable = 'TOKEN_DECK_TEST_REQUESTS';
/** `1` if the packed file is installed, rather than the checkout loaded. */
export const packedVariable = 'TOKEN_DECK_TEST_PACKED';

export interface ServerAddresses {
  tenants: Record<'istreamplanet' | 'auth0' | 'basic' | 'keycloak', Tenant>;
  api: { origin: string };
  faults: {
    origin: string;
    https: string;
    clients: { public: DemoClient; m2m: DemoClient };
  };
}

export function addressesOf({ tenants, api, faults }: Server): ServerAddresses {
  return {
    tenants,
    api,
    faults: { origin: faults.origin, https: faults.https.origin, clients: faults.clients },
  };
}

export type ProxiedAddresses = Omit<BehindProxy, 'close'>;
