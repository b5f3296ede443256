import { generateKeyPairSync } from 'node:crypto';
import type { RegisteredClient } from './dialect';

const loginGrants = ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'];

/** A public client in which people sign in. */
export function publicClient(clientId: string, name: string): RegisteredClient {
  return { clientId, name, authentication: 'none', grants: loginGrants };
}

/** A public client in which people sign in as before the code: the token is in the redirect (`implicit`). */
export function implicitClient(clientId: string, name: string): RegisteredClient {
  return { clientId, name, authentication: 'none', grants: ['implicit'] };
}

/** A machine with a secret. */
export function machineClient(clientId: string, name: string, clientSecret: string): RegisteredClient {
  return { clientId, name, clientSecret, authentication: 'client_secret_post', grants: ['client_credentials'] };
}

/** An application with a secret in which people sign in. */
export function confidentialClient(clientId: string, name: string, clientSecret: string): RegisteredClient {
  return { clientId, name, clientSecret, authentication: 'client_secret_basic', grants: loginGrants };
}

/** A machine that signs assertions with its secret (`client_secret_jwt`); HS256 requires at least 32 bytes. */
export function secretJwtClient(clientId: string, name: string, clientSecret: string): RegisteredClient {
  return { clientId, name, clientSecret, authentication: 'client_secret_jwt', grants: ['client_credentials'] };
}

/** A machine that signs assertions with its own key (`private_key_jwt`). */
export function privateKeyClient(clientId: string, name: string): RegisteredClient {
  return { clientId, name, ...signingKey(), authentication: 'private_key_jwt', grants: ['client_credentials'] };
}

/** A public client in which people sign in, and that signs its authorization requests with its own key. */
export function signingClient(clientId: string, name: string): RegisteredClient {
  return { ...publicClient(clientId, name), ...signingKey() };
}

/** A key that is generated at each start. */
function signingKey(): Pick<RegisteredClient, 'privateKey' | 'jwks'> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] },
  };
}
