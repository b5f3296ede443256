/** Schemes that VS Code and its derivatives register with the system. */
const editorSchemes = ['vscode:', 'vscode-insiders:', 'code-oss:', 'vscodium:'];

/** Whether an address is on this machine's loopback. */
function isLoopback(url: URL): boolean {
  return /^127\.\d+\.\d+\.\d+$/.test(url.hostname) || url.hostname === '[::1]' || url.hostname === 'localhost';
}

/**
 * Whether a login may end at this address: the extension's URI handler, loopback with any port (RFC 8252, section
 * 7.3), which also covers the addresses of `asExternalUri` in VS Code on the web, whose query differs each time; or an
 * address that is registered literally.
 */
export function redirectAllowed(value: string, registered: readonly string[]): boolean {
  if (registered.includes(value)) return true;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || url.hash) return false;
  if (editorSchemes.includes(url.protocol)) {
    return url.host === 'token-deck.token-deck' && url.pathname === '/callback';
  }
  return url.protocol === 'http:' && isLoopback(url);
}
