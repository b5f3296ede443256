import type { Endpoints } from '../../profile/schema';

/**
 * The member of an issuer's metadata that has the address of each endpoint that a profile can name (RFC 8414 section 2,
 * RFC 9126 section 5, RFC 7591 section 3, RFC 8628 section 4, OpenID Connect Discovery 1.0 section 3).
 */
export const members = {
  authorization: 'authorization_endpoint',
  token: 'token_endpoint',
  deviceAuthorization: 'device_authorization_endpoint',
  revocation: 'revocation_endpoint',
  introspection: 'introspection_endpoint',
  userinfo: 'userinfo_endpoint',
  endSession: 'end_session_endpoint',
  pushedAuthorizationRequest: 'pushed_authorization_request_endpoint',
  registration: 'registration_endpoint',
  jwks: 'jwks_uri',
} as const satisfies Record<keyof Endpoints, string>;
