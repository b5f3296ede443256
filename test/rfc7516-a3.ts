/** The JWE of RFC 7516 appendix A.3, its key, and what is in it. */
export const encrypted = [
  'eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0',
  '6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ',
  'AxY8DCtDaGlsbGljb3RoZQ',
  'KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY',
  'U0m_YmjN04DJvceFICbCVQ',
].join('.');
export const encryptionKey = { kty: 'oct', k: 'GawgguFyGrWKav7AX4VKUg' };
export const plaintext = 'Live long and prosper.';
