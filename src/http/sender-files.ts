/**
 * The files beside an `.http` file that httpYac reads when it sends. They can set a proxy, turn off the check of
 * certificates or add headers, so that a token goes elsewhere although the request's address is plain.
 */

/** Its own settings: a script, or JSON. httpYac looks for them in all folders up to the root of the file system. */
const settingsFile = /^(?:\.httpyac(?:\.config)?\.c?js|httpyac\.config\.c?js|\.httpyac\.json|httpyac\.config\.json)$/i;
const environmentFile = /^http-client(?:\.private)?\.env\.json$/i;
/** `.env`, and those of an environment that the user chose: `.env.local`, `local.env`. */
const dotenvFile = /(?:^\.env\.|\.env$)/i;
const packageFile = /^package\.json$/i;
/**
 * A line of a `.env` file that sets nothing: the settings of httpYac are in small letters. Braces may be a reference to
 * a token.
 */
const harmlessLine = /^\s*(?:#.*|(?:export\s+)?[A-Z][A-Z0-9_]*\s*=[^{}]*)?$/;

/** Whether httpYac takes settings from a file of this name, whatever the folders below it have. */
export function isSettingsFile(name: string): boolean {
  return settingsFile.test(name);
}

/** Whether a file of this name is one from which httpYac takes variables or settings. */
export function isSenderFile(name: string): boolean {
  return [settingsFile, environmentFile, dotenvFile, packageFile].some((names) => names.test(name));
}

/** Whether a file's text counts: others change what is sent whatever they hold. */
export function isJudgedByText(name: string): boolean {
  return dotenvFile.test(name) || packageFile.test(name);
}

/**
 * Whether a file can change where httpYac sends a request, or what.
 * @param name its name, without folders
 * @param text its text; undefined if it cannot be read, which counts as a change
 */
export function changesSending(name: string, text: string | undefined): boolean {
  if (!isSenderFile(name)) return false;
  if (text === undefined) return true;
  if (packageFile.test(name)) return configuresHttpYac(text);
  if (!dotenvFile.test(name)) return true;
  return /token_deck/i.test(text) || !text.split(/[\r\n\u2028\u2029]/).every((line) => harmlessLine.test(line));
}

/** Whether a `package.json` has settings of httpYac or a plugin of it. */
function configuresHttpYac(text: string): boolean {
  try {
    // Written once more, a name has no escapes that hide it.
    return /"httpyac"|httpyac-plugin-/i.test(JSON.stringify(JSON.parse(text)));
  } catch {
    return true;
  }
}
