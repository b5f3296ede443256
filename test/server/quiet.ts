type OidcProviderModule = typeof import('oidc-provider');

let loaded: Promise<OidcProviderModule> | undefined;

/**
 * Loads oidc-provider without its notices about production use: it writes them to the console, some of them while it is
 * imported, and programs read the server's output.
 */
export function loadOidcProvider(): Promise<OidcProviderModule> {
  loaded ??= importQuietly();
  return loaded;
}

function importQuietly(): Promise<OidcProviderModule> {
  for (const level of ['info', 'warn'] as const) {
    const write = console[level].bind(console);
    console[level] = (...values: unknown[]): void => {
      if (!/oidc-provider (NOTICE|WARNING)/.test(String(values[0]))) write(...values);
    };
  }
  return import('oidc-provider');
}
