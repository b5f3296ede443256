/** What the inspector's page is made of. */
export interface PageParts {
  /** What it shows: a token, or what a provider answered. */
  shows: 'token' | 'answer';
  /** The source of the webview's own files, for the Content-Security-Policy. */
  cspSource: string;
  /** Random for each page: only the script that carries it runs. */
  nonce: string;
  /** The addresses of the page's files. */
  style: string;
  script: string;
  /** The editor's language, as a BCP 47 tag. */
  language: string;
  /** The translated texts in that language; undefined where there are none, and the page is in English. */
  texts: Readonly<Record<string, string>> | undefined;
}

/**
 * The inspector's page as HTML. Its texts are in a block of data, which browsers do not run whatever is in it; the script
 * reads them before it draws.
 */
export function inspectorHtml({ shows, cspSource, nonce, style, script, language, texts }: PageParts): string {
  // Nothing in a text can end the block (HTML Standard, section 4.12.1.3).
  const data = JSON.stringify(texts ?? {}).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="${texts === undefined ? 'en' : language}"><head><meta charset="utf-8"><title>JWT</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'; style-src ${cspSource}; script-src 'nonce-${nonce}'">
<link rel="stylesheet" href="${style}">
</head><body data-shows="${shows}"><script type="application/json" id="l10n">${data}</script>
<script nonce="${nonce}" src="${script}"></script></body></html>`;
}
