import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** Escapes text for HTML, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const style = `
  :root { color-scheme: light dark; }
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 10vh auto; padding: 0 1rem; }
  h1 { font-size: 1.4rem; } dt { font-weight: 600; } dd { margin: 0 0 .5rem; overflow-wrap: anywhere; }
  label { display: block; margin-top: 1rem; } form { display: block; }
  input { font: inherit; width: 100%; padding: .5rem; box-sizing: border-box; }
  button { font: inherit; padding: .5rem 1.5rem; margin: 1.5rem .5rem 0 0; cursor: pointer; }
  .choice { display: flex; } #login, #allow { font-weight: 600; }
  .hint { opacity: .75; font-size: .9rem; } [role="alert"] { color: #c62828; font-weight: 600; }`;

/** A whole page and its headers. `body` is HTML. */
export function page(title: string, body: string): { html: string; headers: Record<string, string> } {
  const nonce = randomBytes(16).toString('base64');
  return {
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width"><style nonce="${nonce}">${style}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      // No form-action: browsers apply it to the redirect too, which goes to a custom scheme.
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
    },
  };
}

/** Answers with a page. */
export function sendPage(response: ServerResponse, status: number, title: string, body: string): void {
  const { html, headers } = page(title, body);
  response.writeHead(status, headers);
  response.end(html);
}

/** Facts as a definition list; those without a value are left out. */
function facts(rows: [term: string, value: string | undefined][]): string {
  const shown = rows.filter(([, value]) => value !== undefined && value !== '');
  return `<dl>${shown.map(([term, value]) => `<dt>${term}</dt><dd>${escapeHtml(value ?? '')}</dd>`).join('')}</dl>`;
}

/** The login form. */
export function loginBody(options: {
  action: string;
  client: string;
  hint: string;
  demo: string;
  error?: string;
}): string {
  const focus = options.hint ? ['', ' autofocus'] : [' autofocus', ''];
  return `${facts([['Application', options.client]])}
${options.error ? `<p role="alert">${escapeHtml(options.error)}</p>` : ''}
<form method="post" action="${escapeHtml(options.action)}/login">
<label for="username">User name</label>
<input id="username" name="username" autocomplete="username" required value="${escapeHtml(options.hint)}"${focus[0]}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required${focus[1]}>
<button type="submit" id="login">Log in</button></form>
<form method="post" action="${escapeHtml(options.action)}/abort"><button type="submit" id="cancel">Cancel</button></form>
<p class="hint">${escapeHtml(options.demo)}</p>`;
}

/** The consent page. */
export function consentBody(options: {
  action: string;
  client: string;
  user: string;
  scopes: string[];
  audience: string | undefined;
  organization: string | undefined;
}): string {
  return `<p>Signed in as ${escapeHtml(options.user)}.</p>
${facts([
  ['Application', options.client],
  ['For the API', options.audience],
  ['Organization', options.organization],
])}
<p>It asks for:</p><ul>${options.scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('')}</ul>
<div class="choice"><form method="post" action="${escapeHtml(options.action)}/consent"><button type="submit" id="allow">Allow</button></form>
<form method="post" action="${escapeHtml(options.action)}/abort"><button type="submit" id="deny">Deny</button></form></div>`;
}

/** What went wrong, for someone who looks at it in a browser. */
export function errorBody(error: string, description: string | undefined): string {
  return facts([
    ['Error', error],
    ['Meaning', description],
  ]);
}
