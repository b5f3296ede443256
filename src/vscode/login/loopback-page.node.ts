import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { t } from '@vscode/l10n';
import { language } from '../../base/language';

/** Removes the query, which has the code in it, from the address bar and the history. */
const script = "history.replaceState(null,'','/')";

/**
 * Hands the fragment over, which a browser sends to no server, and removes it first. Then it shows what became of it. Its
 * type of content has another origin's page ask before it could send the same.
 */
const fragmentScript = `const [answer,to,show]=[location.hash.slice(1),location.pathname,(id)=>{document.getElementById(id).hidden=false}];
${script};
if(answer==='')show('none');
else fetch(to,{method:'POST',headers:{'content-type':'application/json'},body:JSON.stringify(answer)}).then(({ok})=>show(ok?'taken':'gone'),()=>show('gone'))`;

/** What a page says: a title, and a sentence or two. */
type Text = readonly [title: string, text: string];

/** The page does not say that the login succeeded: that is known only once the answer is checked. */
const taken = (): Text => [t('Return to the editor'), t('The sign-in continues there. You can close this page.')];
const gone = (): Text => [
  t('This sign-in is no longer active'),
  t('Sign in again from the editor. You can close this page.'),
];

/** Answers with a page about a redirect. It repeats nothing from the request, and runs only its own script. */
export function sendPage(response: ServerResponse, what: 'taken' | 'gone' | 'not-found'): void {
  const [status, text] = {
    taken: [200, taken()] as const,
    gone: [400, gone()] as const,
    'not-found': [404, [t('Not found'), t('There is nothing here.')]] as const,
  }[what];
  send(response, status, text[0], main(text), script);
}

/** Answers with the page that hands over the fragment of its own address. */
export function sendFragmentPage(response: ServerResponse): void {
  const none: Text = [
    t('Nothing came back'),
    t('The provider’s answer is not in the address of this page. Sign in again from the editor.'),
  ];
  const noScript: Text = [
    t('JavaScript is off'),
    t('Copy the whole address of this page, and paste it in the editor.'),
  ];
  const texts = { taken: taken(), gone: gone(), none };
  const all = Object.entries(texts).map(([id, text]) => main(text, ` id="${id}" hidden`));
  send(
    response,
    200,
    'Token Deck',
    `${all.join('')}<noscript>${main(noScript)}</noscript>`,
    fragmentScript,
    "; connect-src 'self'",
  );
}

function main([title, text]: Text, attributes = ''): string {
  return `<main${attributes}><h1>${title}</h1><p>${text}</p></main>`;
}

function send(response: ServerResponse, status: number, title: string, body: string, code: string, policy = ''): void {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" +
      createHash('sha256').update(code).digest('base64') +
      `'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'${policy}`,
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  };
  response.writeHead(status, headers).end(`<!doctype html>
<html lang="${language()}"><head><meta charset="utf-8"><title>${title}</title><meta name="viewport" content="width=device-width">
<style>:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:28rem;margin:20vh auto;padding:0 1rem;text-align:center}h1{font-size:1.4rem}</style>
</head><body>${body}<script>${code}</script></body></html>
`);
}
