/** The longest texts of a profile, in characters: names, such as of a tenant, certificates, and all others. */
export const longest = { name: 200, text: 4096, authorities: 32_768 } as const;

/** How many origins a profile may name. */
export const mostOrigins = 100;

/** How many certificates of further authorities a profile may have: each is in the question about a folder's profile. */
export const mostAuthorities = 10;

/** The name of a header (RFC 9110 section 5.1). */
export const headerNamePattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;

/** One word, or nothing, before a token in its header. */
export const headerPrefixPattern = /^[\x21-\x7e]{0,100}$/;
