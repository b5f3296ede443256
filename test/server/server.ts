import { startApi } from './api';
import { auth0Tenant, istreamplanetTenant } from './auth0';
import { startBasicTenant } from './basic';
import { startFaults } from './faults';
import type { Faults } from './faults';
import { keycloakRealm } from './keycloak';
import { listen } from './listener';
import type { OpenPort, RecordedRequest } from './listener';
import { startProviderTenant } from './provider-tenant';
import { serve } from './serve';
import type { Tenant } from './tenant';

export interface ServerOptions {
  /**
   * Where to listen. VS Code rewrites addresses on `127.0.0.1` and `localhost` when it opens them, so the default is
   * another loopback address: `127.0.0.2` on Linux, `[::1]` elsewhere.
   */
  host?: string;
  /** The ports of istreamplanet, auth0, basic, keycloak, the API and the faults; without one, or with 0, any free port. */
  ports?: number[];
}

/** The embedded authorization server: a tenant like each vendor's, and an API that accepts their tokens. */
export interface Server {
  tenants: { istreamplanet: Tenant; auth0: Tenant; basic: Tenant; keycloak: Tenant };
  /** A second realm on the host of `keycloak`. */
  otherRealm: Tenant;
  api: { origin: string };
  faults: Faults;
  /** Every request to any of them, the oldest first. */
  requests: RecordedRequest[];
  close(): Promise<void>;
}

export const defaultHost = (): string => (process.platform === 'linux' ? '127.0.0.2' : '[::1]');

/** Starts everything. @throws `PortTakenError` if a port that was asked for is not free */
export async function startServer({ host = defaultHost(), ports = [] }: ServerOptions = {}): Promise<Server> {
  const requests: RecordedRequest[] = [];
  const open: OpenPort[] = [];
  const next = async (): Promise<OpenPort> => {
    const port = await listen(host, ports[open.length] ?? 0);
    open.push(port);
    return port;
  };
  try {
    const [istreamplanetPort, auth0Port, basicPort, keycloakPort, apiPort, faultsPort] = [
      await next(),
      await next(),
      await next(),
      await next(),
      await next(),
      await next(),
    ];
    const [istreamplanet, auth0, realm, otherRealm] = await Promise.all([
      startProviderTenant(istreamplanetPort.origin, istreamplanetTenant(istreamplanetPort.origin)),
      startProviderTenant(auth0Port.origin, auth0Tenant(auth0Port.origin)),
      startProviderTenant(keycloakPort.origin, keycloakRealm(keycloakPort.origin, 'acme')),
      startProviderTenant(keycloakPort.origin, keycloakRealm(keycloakPort.origin, 'globex')),
    ]);
    const basic = startBasicTenant(basicPort.origin);
    const tenants = {
      istreamplanet: istreamplanet.tenant,
      auth0: auth0.tenant,
      basic: basic.tenant,
      keycloak: realm.tenant,
    };
    serve(istreamplanetPort, requests, 'istreamplanet', () => istreamplanet);
    serve(auth0Port, requests, 'auth0', () => auth0);
    serve(basicPort, requests, 'basic', () => basic);
    serve(keycloakPort, requests, 'keycloak', (path) => {
      const name = path.split('/')[2] ?? '';
      return { acme: realm, globex: otherRealm }[name];
    });
    startApi(apiPort, requests, { ...tenants, otherRealm: otherRealm.tenant, lookUp: basic.lookUp });
    const faults = await startFaults(faultsPort, requests, host);
    return {
      tenants,
      otherRealm: otherRealm.tenant,
      api: { origin: apiPort.origin },
      faults,
      requests,
      close: async () => {
        await Promise.all([...open.map((port) => port.close()), faults.close()]);
      },
    };
  } catch (error) {
    await Promise.all(open.map((port) => port.close()));
    throw error;
  }
}
