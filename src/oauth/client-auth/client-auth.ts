import type { ClientAuth as Authenticate } from 'openid-client';
import type { Client } from '../credentials';
import type { Endpoint } from '../endpoints/endpoint';

/**
 * How a client authentication method is done: makes the function that puts it into a request.
 * @param member the metadata's member with the address that the request goes to
 * @throws `secret-missing`
 */
export type ClientAuthentication = (client: Client, member?: Endpoint['member']) => Authenticate;
