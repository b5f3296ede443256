import type { Server } from '../server/server';
import type { DemoClient, Tenant } from '../server/tenant';

/** What the runner hands to the suites in VS Code's extension host, by variables of the environment. */

/** Where the embedded authorization server is: `ServerAddresses` as JSON. */
export const serverVariable = 'TOKEN_DECK_TEST_SERVER';
/** An address that answers with the requests that the server has seen. */
export const requestsVariable = 'TOKEN_DECK_TEST_REQUESTS';
/** `1` where the packed file is installed, rather than the checkout loaded. */
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
