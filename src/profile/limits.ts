/** The longest texts of a profile, in characters: names, such as of a tenant, and all others. */
export const longest = { name: 200, text: 4096 } as const;

/** How many origins a profile may name. */
export const mostOrigins = 100;

/** The name of a header (RFC 9110 section 5.1). */
export const headerNamePattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;

/** One word, or nothing, before a token in its header. */
export const headerPrefixPattern = /^[\x21-\x7e]{0,100}$/;
