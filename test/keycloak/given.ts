import type { Certified } from '../support/certificates';

/** What the tests know of the running Keycloak. */
export interface Given {
  origin: string;
  /** The secret of the client that may do everything in every realm. */
  adminSecret: string;
  /** The private key of the client that signs with its own, as PEM. */
  signerKey: string;
  tls: {
    /** Where the same Keycloak is asked over TLS. */
    origin: string;
    /** The authority of its certificate, as PEM. */
    ca: string;
    /** The certificate of the clients that authenticate by one, and another of the same authority. */
    client: Certified;
    other: Certified;
  };
}

/** Carries what is given, as JSON, to the modules of the tests. */
export const givenVariable = 'TOKEN_DECK_KEYCLOAK';

/** @throws where the tests were not started as the part `keycloak` */
export function given(): Given {
  const text = process.env[givenVariable];
  if (text === undefined) throw new Error('these tests need a running Keycloak: npm test -- keycloak');
  return JSON.parse(text) as Given;
}
