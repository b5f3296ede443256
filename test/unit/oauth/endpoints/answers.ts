import type { Answer } from '../../../../src/oauth/transport';

/** An answer that was read whole: by default 200 and an empty JSON object. */
export function answerOf({
  headers,
  ...fields
}: Partial<Omit<Answer, 'headers'>> & { headers?: HeadersInit } = {}): Answer {
  const answer = { host: 'sso.example.com', status: 200, json: {}, html: false, at: 0 };
  return { ...answer, ...fields, headers: new Headers(headers) };
}
