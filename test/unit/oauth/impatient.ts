import type { Fetch } from '../../../src/oauth/transport';

/** Asks a real provider, which is made to say that a device may poll without a pause (RFC 8628 section 3.2). */
export const impatient: Fetch = async (url, init) => {
  const answer = await fetch(url, init);
  if (!/\/device(\/code)?$/.test(new URL(url).pathname) || !answer.ok) return answer;
  return Response.json({ ...((await answer.json()) as object), interval: 0.01 });
};
