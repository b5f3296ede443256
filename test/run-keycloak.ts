import type { SuiteResults } from './host/results';
import { keycloakVersion } from './keycloak/admin';
import { givenVariable } from './keycloak/given';
import { startKeycloak } from './keycloak/start';

/**
 * Runs tests while a real Keycloak is running, installed on first use.
 * @throws where there is no Java, or no Maven to install it with: the tests do not pass without it
 */
export async function withKeycloak(run: () => Promise<SuiteResults>): Promise<SuiteResults> {
  const { close, ...given } = await startKeycloak();
  try {
    process.env[givenVariable] = JSON.stringify(given);
    const keycloak = await keycloakVersion();
    console.log(`Keycloak: ${keycloak}, at ${given.origin}`);
    return { ...(await run()), keycloak };
  } finally {
    await close();
  }
}
