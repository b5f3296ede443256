import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';

/** What became of a page that the browser opened. */
export interface Opened {
  status: number;
  /** The ids of the texts that it shows. */
  shown: string[];
  /** The addresses that its script put in the place of its own. */
  replaced: string[];
  policy: string;
  html: string;
}

/** Opens an address as a browser does: the page's own script runs, which may read the fragment. */
export async function openPage(address: string | URL, more: Record<string, string> = {}): Promise<Opened> {
  const url = new URL(address);
  const answer = await fetch(url, { redirect: 'manual' });
  const html = await answer.text();
  const policy = answer.headers.get('content-security-policy') ?? '';
  const script = /<script>(.*?)<\/script>/s.exec(html)?.[1] ?? assert.fail('no script');
  const hash = createHash('sha256').update(script).digest('base64');
  assert.ok(policy.includes(`script-src 'sha256-${hash}'`), 'the policy lets its own script run');
  const shown: string[] = [];
  const replaced: string[] = [];
  const sent: Promise<Response>[] = [];
  const show = (id: string) => Object.defineProperty({}, 'hidden', { set: () => shown.push(id) });
  runInNewContext(script, {
    location: { hash: url.hash, pathname: url.pathname },
    history: { replaceState: (_state: null, _title: string, to: string) => replaced.push(to) },
    document: { getElementById: show },
    fetch: (path: string, init: { headers: Record<string, string> }) => {
      const headers = { ...init.headers, origin: url.origin, 'sec-fetch-site': 'same-origin', ...more };
      const answered = fetch(new URL(path, url), { ...init, headers });
      sent.push(answered);
      return answered;
    },
  });
  await Promise.allSettled(sent);
  await new Promise((resolve) => setImmediate(resolve));
  return { status: answer.status, shown, replaced, policy, html };
}
