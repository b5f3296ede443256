import type { ClientAuth as Authenticate } from 'openid-client';
import type { Client } from '../credentials';

/**
 * How a client authentication method is done: makes the function that puts it into a request.
 * @throws `secret-missing`
 */
export type ClientAuthentication = (client: Client) => Authenticate;
