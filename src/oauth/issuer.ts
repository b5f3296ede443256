import type { ServerMetadata } from 'openid-client';
import { urlOf } from '../base/url';

/** Microsoft Entra ID: the global service and its national clouds. */
const entra = new Set([
  'https://login.microsoftonline.com',
  'https://login.microsoftonline.us',
  'https://login.partner.microsoftonline.cn',
]);

/** The tenant of personal accounts, which the metadata of `consumers` name. */
const personalAccounts = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** Whether an issuer is Microsoft Entra ID's, whose metadata may name it in another way than a profile does. */
export function isEntra(issuer: string): boolean {
  return entra.has(new URL(issuer).origin);
}

/**
 * The issuer that metadata and tokens name: the profile's own, except that Entra's endpoints for many tenants have
 * `{tenantid}` in its place, which each token's `tid` fills in.
 */
export function namedIssuer(issuer: string): string {
  return many.includes(tenantOf(issuer) ?? '') ? templateOf(issuer) : issuer;
}

/** The tenants in one of Entra's issuers that mean many, or for personal accounts. */
const many = ['common', 'organizations', 'consumers'];

/**
 * The issuer that a token must name (`iss`): the one that the profile's metadata name, in which Entra's endpoints for
 * many tenants leave room for the tenant of the user, which is also the token's `tid`.
 * @param tid the token's claim of that name, as it is
 * @param named the metadata's issuer, once they were found to be the issuer's own; what is known without them otherwise
 */
export function tokenIssuer(issuer: string, tid: unknown, named = namedIssuer(issuer)): string {
  if (!isTemplate({ issuer: named }) || typeof tid !== 'string' || !isTenantId(tid)) return named;
  const tenant = tenantOf(issuer) ?? '';
  const fits = tenant === 'common' || (tenant === 'consumers') === (tid === personalAccounts);
  return fits ? named.replace('{tenantid}', tid) : named;
}

/** Whether only metadata can tell how the issuer is named in tokens: its own address does not. */
export function isNamedByMetadata(issuer: string): boolean {
  return isB2c(new URL(issuer)) || (tenantOf(issuer)?.includes('.') ?? false);
}

/** Whether the metadata's issuer has to be completed by the `tid` of each token. */
export function isTemplate({ issuer }: ServerMetadata): boolean {
  return urlOf(issuer) !== undefined && isEntra(issuer) && issuer === templateOf(issuer);
}

/**
 * Whether an issuer's metadata are its own (OpenID Connect Discovery 1.0 section 4.3, RFC 8414 section 3.3): they name
 * it, compared as URLs. Two providers are known to name another, at the same origin: Entra and Azure AD B2C.
 */
export function isOwnMetadata(issuer: string, metadata: ServerMetadata): boolean {
  if (typeof metadata.issuer !== 'string' || urlOf(metadata.issuer) === undefined) return false;
  const asked = new URL(issuer);
  const named = new URL(metadata.issuer);
  if (named.href === asked.href) return true;
  if (named.origin !== asked.origin) return false;
  if (isB2c(asked)) return true;
  const tenant = tenantOf(issuer);
  if (tenant === undefined) return false;
  if (metadata.issuer === namedIssuer(issuer)) return true;
  const other = tenantOf(metadata.issuer) ?? '';
  // A tenant that is named by one of its domains has metadata that name its id.
  return tenant === 'consumers' ? other === personalAccounts : tenant.includes('.') && isTenantId(other);
}

/** Whether it is an address of Azure AD B2C, whose metadata name the tenant's id but not the policy. */
function isB2c({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' && hostname.endsWith('.b2clogin.com');
}

/** The tenant in an issuer of Entra; undefined for any other issuer. */
function tenantOf(issuer: string): string | undefined {
  return isEntra(issuer) ? /^\/([^/]+)\/v2\.0\/?$/.exec(new URL(issuer).pathname)?.[1] : undefined;
}

function templateOf(issuer: string): string {
  return `${new URL(issuer).origin}/{tenantid}/v2.0`;
}

function isTenantId(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text);
}
