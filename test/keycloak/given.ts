/** What the tests know of the running Keycloak. */
export interface Given {
  origin: string;
  /** The secret of the client that may do everything in every realm. */
  adminSecret: string;
  /** The private key of the client that signs with its own, as PEM. */
  signerKey: string;
}

/** Carries what is given, as JSON, to the modules of the tests. */
export const givenVariable = 'TOKEN_DECK_KEYCLOAK';

/** @throws where the tests were not started as the part `keycloak` */
export function given(): Given {
  const text = process.env[givenVariable];
  if (text === undefined) throw new Error('these tests need a running Keycloak: npm test -- keycloak');
  return JSON.parse(text) as Given;
}
