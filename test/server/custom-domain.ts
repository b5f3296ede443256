import { createServer } from 'node:https';
import type { Server as HttpServer } from 'node:http';
import { auth0Tenant } from './auth0';
import { listen } from './listener';
import { serve } from './serve';
import { startProviderTenant } from './provider-tenant';
import type { Tenant } from './tenant';
import { testOnlyCertificate, testOnlyKey } from './test-only-certificate';

/** A tenant of Auth0 behind https:, as under a custom domain. */
interface CustomDomain {
  tenant: Tenant;
  /** What a person types: host and port. */
  domain: string;
  /** PEM, signed by itself: clients have to be told to trust it. */
  certificate: string;
  close(): Promise<void>;
}

export async function startCustomDomain(host: string): Promise<CustomDomain> {
  const tls = createServer({ cert: testOnlyCertificate, key: testOnlyKey }) as unknown as HttpServer;
  const port = await listen(host, 0, tls, 'https');
  const running = await startProviderTenant(port.origin, auth0Tenant(port.origin));
  serve(port, [], 'custom-domain', () => running);
  return {
    tenant: running.tenant,
    domain: new URL(port.origin).host,
    certificate: testOnlyCertificate,
    close: () => port.close(),
  };
}
