/**
 * The lines of the request at a line, as REST Client 0.26 sends them, by its own rules: between delimiters, the first line
 * that is neither empty nor a comment nor a variable is the request line. Variables get the last value that the file
 * gives them; in their values and in the request, `{{$processEnv NAME}}` is read from the environment.
 */
function replacedLines(text: string, line: number, environment: Record<string, string>): string[] | undefined {
  const all = text.split(/\r?\n/);
  const fromEnvironment = (value: string): string =>
    value.replace(/\{\{\s*\$processEnv\s(\w+)\s*\}\}/g, (_, name: string) => environment[name] ?? '');
  if (/^#{3,}/.test(all[line] ?? '')) return undefined;
  let [start, end] = [line, line];
  while (start > 0 && !/^#{3,}/.test(all[start - 1] ?? '')) start--;
  while (end < all.length && !/^#{3,}/.test(all[end] ?? '')) end++;
  const values = new Map<string, string>();
  for (const each of all) {
    const [, name = '', value = ''] = /^\s*@([^\s=]+)\s*=\s*(.*?)\s*$/.exec(each) ?? [];
    if (name !== '') values.set(name, fromEnvironment(value));
  }
  // Where all variables of a value are known, each is put in for its name taken as a pattern.
  const open = new Map<string, Set<string>>();
  const ready: string[] = [];
  for (const [name, value] of values) {
    const used = new Set([...value.matchAll(/\{\{(.+?)\}\}/g)].map((match) => (match[1] ?? '').trim()));
    const known = new Set([...used].filter((each) => values.has(each)));
    if (known.size === 0) ready.push(name);
    else open.set(name, known);
  }
  for (let name = ready.shift(); name !== undefined; name = ready.shift()) {
    for (const [other, waiting] of open) {
      if (!waiting.delete(name)) continue;
      const pattern = new RegExp(`{{\\s*${name}\\s*}}`, 'g');
      values.set(other, (values.get(other) ?? '').replace(pattern, values.get(name) ?? ''));
      if (waiting.size === 0) ready.push(other);
    }
  }
  const replaced = (each: string): string =>
    fromEnvironment(each).replace(/\{\{(.+?)\}\}/g, (whole, name: string) => values.get(name.trim()) ?? whole);
  const said = all.slice(start, end).filter((each) => !/^\s*(#|\/\/)/.test(each));
  const first = said.findIndex((each) => each.trim() !== '' && !/^\s*@([^\s=]+)\s*=/.test(each));
  return first < 0 ? undefined : said.slice(first).map(replaced);
}

/**
 * To which authority REST Client sends the request at a line: lines below the request line that begin with `?` or `&`
 * belong to it; a path gets the header Host before it.
 * @returns undefined where it sends nothing, or where the request line has a variable that the file does not define
 */
export function restClientSends(text: string, line: number): string | undefined {
  const lines = replacedLines(text, line, {});
  if (lines === undefined || /^\s*HTTP\//.test(lines[0] ?? '')) return undefined;
  let count = 1;
  while (/^\s*[&?]/.test(lines[count] ?? '')) count++;
  const written = lines
    .slice(0, count)
    .map((each) => each.trim())
    .join('')
    .replace(
      /^(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|CONNECT|TRACE|LOCK|UNLOCK|PROPFIND|PROPPATCH|COPY|MOVE|MKCOL|MKCALENDAR|ACL|SEARCH)\s+/i,
      '',
    )
    .replace(/\s+HTTP\/.*$/i, '');
  return URL.canParse(written) ? new URL(written).origin : undefined;
}

/** The header lines that REST Client sends with the request at a line. */
export function restClientHeaders(text: string, line: number, environment: Record<string, string>): string[] {
  const [, ...below] = replacedLines(text, line, environment) ?? [];
  const end = below.findIndex((each) => each.trim() === '');
  return below.slice(0, end < 0 ? undefined : end).filter((each) => !/^\s*[&?]/.test(each));
}
