import { readFileSync } from 'node:fs';
import { env } from 'node:process';
import tls from 'node:tls';

/** Newer than the types that we compile with, and than the oldest Node that runs the tests. */
const { getCACertificates } = tls as { getCACertificates?: (of: 'default' | 'system') => string[] };

/**
 * The authorities that a connection with further ones trusts: those of Node and of `NODE_EXTRA_CA_CERTS`, the system's,
 * and these. Naming authorities replaces all others, and VS Code adds the system's only where none is named.
 * @param further certificates, each a PEM
 * @param ofSystem whether the system's count (VS Code's setting `http.systemCertificates`)
 */
export function trusted(further: readonly string[], ofSystem: boolean): string[] {
  const usual = getCACertificates?.('default') ?? [...tls.rootCertificates, ...extra()];
  const system = ofSystem ? (getCACertificates?.('system') ?? []) : [];
  return [...new Set([...usual, ...system, ...further])];
}

/** What `NODE_EXTRA_CA_CERTS` names; nothing where it cannot be read, of which Node itself warns. */
function extra(): string[] {
  try {
    return env.NODE_EXTRA_CA_CERTS === undefined ? [] : [readFileSync(env.NODE_EXTRA_CA_CERTS, 'utf8')];
  } catch {
    return [];
  }
}
