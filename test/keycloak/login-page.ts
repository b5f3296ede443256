import { createVisitor, type Visit } from '../server/visitor';

/**
 * Signs in at Keycloak's own page, and answers what it asks then.
 * @param address an authorization request
 * @param answer to its question whether the client may have what it wants
 * @param visitor someone in a browser that reaches it
 * @returns the redirect that it ended in
 */
export async function signInAt(
  address: string,
  { username, password }: { username: string; password: string },
  answer?: 'accept' | 'cancel',
  visitor = createVisitor(),
): Promise<URL> {
  const page = await visitor.open(address);
  let visit = await visitor.press(page, 'kc-login', { username, password });
  if (answer !== undefined) visit = await visitor.press(visit, 'kc-login', { [answer]: '' });
  return redirectOf(visit);
}

/** Signs in at the page for a device's code, which the address has in it, and allows what the client wants. */
export async function allowDeviceAt(
  address: string,
  { username, password }: { username: string; password: string },
): Promise<void> {
  const visitor = createVisitor();
  const visit = await visitor.press(await visitor.open(address), 'kc-login', { username, password });
  const last = await visitor.press(visit, 'kc-login', { accept: '' });
  if (!/success/i.test(last.html)) throw new Error(`ended on another page: ${last.html.replace(/\s+/g, ' ')}`);
}

/** Opens an authorization request that is answered without a page. */
export const openAt = async (address: string): Promise<URL> => redirectOf(await createVisitor().open(address));

function redirectOf(visit: Visit): URL {
  if (visit.html !== '' && visit.status < 300) throw new Error(`ended on a page: ${visit.html.replace(/\s+/g, ' ')}`);
  return visit.url;
}
