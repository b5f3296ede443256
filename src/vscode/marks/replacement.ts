/** A range of a line, in UTF-16 code units, and the text that replaces it. */
interface Replacement {
  from: number;
  to: number;
  text: string;
}

/** A variable in the place of a token. */
export interface VariableInPlace extends Replacement {
  /** The variable as the language refers to it, without the quotes that it needs at that place. */
  shown: string;
}

/** How a language reads an environment variable, as an expression that replaces a whole string literal. */
const expressions: Readonly<Record<string, (name: string) => string>> = {
  javascript: (name) => `process.env.${name}`,
  javascriptreact: (name) => `process.env.${name}`,
  typescript: (name) => `process.env.${name}`,
  typescriptreact: (name) => `process.env.${name}`,
  python: (name) => `os.environ["${name}"]`,
  ruby: (name) => `ENV["${name}"]`,
  go: (name) => `os.Getenv("${name}")`,
  php: (name) => `getenv("${name}")`,
  java: (name) => `System.getenv("${name}")`,
  csharp: (name) => `Environment.GetEnvironmentVariable("${name}")`,
};

/**
 * Replaces a token in a line with an environment variable: in an `.http` file as REST Client and httpYac read it,
 * elsewhere as the language does, or `${NAME}` if the language has no way of its own.
 * @param from where the token begins, `to` where it ends
 * @param languageId VS Code’s; `http` for everything that counts as an `.http` file
 * @param name the variable’s name, `reference` how an `.http` file refers to it
 */
export function variableInPlace(
  line: string,
  from: number,
  to: number,
  languageId: string,
  name: string,
  reference: string,
): VariableInPlace {
  const token = (text: string, shown = text): VariableInPlace => ({ from, to, text, shown });
  const expression = Object.hasOwn(expressions, languageId) ? expressions[languageId] : undefined;
  const isWhole = /["'`]/.test(line.charAt(to)) && line.charAt(from - 1) === line.charAt(to);
  if (expression !== undefined && isWhole) {
    const text = expression(name);
    return { from: from - 1, to: to + 1, text, shown: text };
  }
  switch (languageId) {
    case 'javascript':
    case 'javascriptreact':
    case 'typescript':
    case 'typescriptreact':
      return token(inTemplate(line.slice(0, from)) ? `\${process.env.${name}}` : `\${${name}}`);
    case 'http':
    case 'rest':
      return token(reference);
    case 'powershell':
      return token(`$env:${name}`);
    case 'bat':
      return token(`%${name}%`);
    case 'shellscript':
      // A shell expands no variable between single quotes: close them before it and open them again after it.
      return token(inSingleQuotes(line.slice(0, from)) ? `'"\${${name}}"'` : `\${${name}}`, `\${${name}}`);
    default:
      return token(`\${${name}}`);
  }
}

/** Whether a line of JavaScript ends inside a template literal, as far as the line itself can tell. */
function inTemplate(line: string): boolean {
  return line.split('`').length % 2 === 0;
}

/** Whether a line of a shell script ends between single quotes. */
function inSingleQuotes(line: string): boolean {
  let quote = '';
  for (let index = 0; index < line.length; index++) {
    const letter = line.charAt(index);
    if (letter === '\\' && quote !== "'") index++;
    else if (letter === quote) quote = '';
    else if (quote === '' && (letter === "'" || letter === '"')) quote = letter;
    else if (quote === '' && letter === '#' && /^$|\s$/.test(line.charAt(index - 1))) return false;
  }
  return quote === "'";
}
