import type { FaultName, Place } from './fault-names';

/** Where the fault tenant's endpoints are, behind its issuer. */
export const faultPaths: Record<Place, string> = {
  authorize: '/authorize',
  token: '/token',
  discovery: '/.well-known/openid-configuration',
  jwks: '/jwks',
  userinfo: '/userinfo',
};

/** The place that a path, without its issuer's, belongs to. */
export function placeOf(path: string): Place | undefined {
  return (Object.keys(faultPaths) as Place[]).find((place) => faultPaths[place] === path);
}

/** The metadata of an issuer, with the faults that are in the metadata only. */
export function faultMetadata(issuer: string, faults: readonly FaultName[]): Record<string, unknown> {
  const metadata: Record<string, unknown> = {
    issuer: faults.includes('metadata-issuer') ? 'https://someone.else.example' : issuer,
    authorization_endpoint: issuer + faultPaths.authorize,
    token_endpoint: issuer + faultPaths.token,
    jwks_uri: issuer + faultPaths.jwks,
    userinfo_endpoint: issuer + faultPaths.userinfo,
    response_types_supported: ['code', 'token', 'id_token token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post'],
    authorization_response_iss_parameter_supported: true,
  };
  if (faults.includes('metadata-insecure')) metadata['token_endpoint'] = 'http://login.faults.example/token';
  if (faults.includes('metadata-no-token')) delete metadata['token_endpoint'];
  if (faults.includes('metadata-odd')) Object.assign(metadata, { token_endpoint: 7, jwks_uri: {}, issuer });
  return metadata;
}
