import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { repository } from '../host/cache';

const source = path.join(repository, 'src');

/**
 * Calls whose texts are not translated: the log is English everywhere, a JSON Schema is made when we build, and errors of
 * the language’s own kinds are for us.
 */
const untranslated = /^(?:.*\.)?(?:log|description)$|^(?:Error|TypeError|RangeError|SyntaxError)$/;

/** The log's method has a name of its own only where the log is. */
const isLogLine = (callee: string, file: string): boolean =>
  callee.endsWith('.line') || (callee === 'line' && file.startsWith('parts/'));

/** Fields and parameters that VS Code and the page show as they are, so that even one word in them is a text. */
const shownFields = new Set([
  ...['title', 'label', 'detail', 'description', 'prompt', 'placeHolder', 'placeholder', 'tooltip', 'message', 'hint'],
  ...['next', 'meaning', 'aria-label'],
]);

/** Names, which are the same in every language. */
const names = new Set(['Token Deck', 'JWT', 'REST Client', 'httpYac']);

interface Found {
  file: string;
  line: number;
  text: string;
}

/** Texts in a file that a person may read and that are not looked up with `t`; and calls of `t` that cannot be looked up. */
function textsOutside(file: string, code: string): Found[] {
  const tree = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const found: Found[] = [];
  const add = (node: ts.Node, text: string) =>
    found.push({ file, line: tree.getLineAndCharacterOfPosition(node.getStart()).line + 1, text });
  const named = nounsByName(tree);
  const visit = (node: ts.Node, inFunction: boolean, inPlace = false): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const callee = node.expression.getText(tree);
      if (callee === 't') {
        const [first, ...rest] = node.arguments ?? [];
        if (first === undefined || !ts.isStringLiteralLike(first)) add(node, 't() of something else than a literal');
        else if (!inFunction) add(node, 't() before the language is known');
        // Its form depends on the sentence around it: whole sentences, each with its own t(), can be translated.
        if (inPlace) add(node, 't() in a place of another t()');
        for (const argument of rest) {
          visit(argument, inFunction, true);
          for (const name of namesIn(argument))
            if (named.has(name)) add(argument, `t() in a place of another t(): ${name}`);
        }
        return;
      }
      if (untranslated.test(callee) || isLogLine(callee, file)) return;
    }
    const inner = inFunction || ts.isFunctionLike(node) || ts.isPropertyDeclaration(node);
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const text = ts.isTemplateExpression(node)
        ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…')
        : node.text;
      const read = withoutMarkup(text);
      if (!names.has(read) && (isText(read) || (isShown(node) && /\p{L}{2}/u.test(read)) || isButton(node, read)))
        add(node, read);
    }
    ts.forEachChild(node, (child) => visit(child, inner, inPlace));
  };
  visit(tree, false);
  return found;
}

/**
 * The names of a file’s variables and functions whose value is a translated noun: a text without places that isn’t a whole
 * sentence. (Lists of names and amounts have places.)
 */
function nounsByName(tree: ts.SourceFile): Set<string> {
  const nouns = new Set<string>();
  /** Whether a value may be such a text. */
  const isNoun = (value: ts.Expression | undefined): boolean => {
    if (value === undefined) return false;
    if (ts.isParenthesizedExpression(value)) return isNoun(value.expression);
    if (ts.isConditionalExpression(value)) return isNoun(value.whenTrue) || isNoun(value.whenFalse);
    if (ts.isBinaryExpression(value)) return isNoun(value.left) || isNoun(value.right);
    if (ts.isIdentifier(value)) return nouns.has(value.text);
    if (!ts.isCallExpression(value) || !ts.isIdentifier(value.expression)) return false;
    const [first] = value.arguments;
    if (value.expression.text !== 't') return nouns.has(value.expression.text);
    return first !== undefined && ts.isStringLiteralLike(first) && !/[.?!]$|\{/.test(first.text);
  };
  const returnsNoun = (body: ts.Node): boolean =>
    ts.isReturnStatement(body)
      ? isNoun(body.expression)
      : !ts.isFunctionLike(body) && (ts.forEachChild(body, (child) => returnsNoun(child) || undefined) ?? false);
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionDeclaration(node) && node.name !== undefined && node.body !== undefined)
      if (returnsNoun(node.body)) nouns.add(node.name.text);
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) {
      const { initializer } = node;
      const body = initializer !== undefined && ts.isArrowFunction(initializer) ? initializer.body : undefined;
      const returned = body !== undefined && (ts.isBlock(body) ? returnsNoun(body) : isNoun(body));
      if (returned || isNoun(initializer)) nouns.add(node.name.text);
    }
    ts.forEachChild(node, visit);
  };
  // A function may be called above the place where it is declared.
  for (let before = -1; before < nouns.size;) {
    before = nouns.size;
    visit(tree);
  }
  return nouns;
}

/** The variables and called functions whose values are what fills places, as in `{ kind, title: titleOf(x) }`. */
function namesIn(places: ts.Node): string[] {
  if (!ts.isObjectLiteralExpression(places)) return [];
  const nameOf = (value: ts.Expression): string[] => {
    if (ts.isParenthesizedExpression(value)) return nameOf(value.expression);
    if (ts.isConditionalExpression(value)) return [...nameOf(value.whenTrue), ...nameOf(value.whenFalse)];
    if (ts.isIdentifier(value)) return [value.text];
    return ts.isCallExpression(value) && ts.isIdentifier(value.expression) ? [value.expression.text] : [];
  };
  return places.properties.flatMap((property) => {
    if (ts.isShorthandPropertyAssignment(property)) return [property.name.text];
    return ts.isPropertyAssignment(property) ? nameOf(property.initializer) : [];
  });
}

/** Two words with a space between them, or the end of a sentence. */
function isText(text: string): boolean {
  return /\p{L}{2,}[,:;)”]? [“(]?\p{L}/u.test(text) && !/^[\w./-]+(, [\w./-]+)*$/.test(text.replace(/ /g, ' '));
}

/** What a person reads of a text: without codicons, and of an HTML page without tags and style sheets. */
function withoutMarkup(text: string): string {
  const html = text.startsWith('<!doctype html>');
  return html ? text.replace(/<style>.*?<\/style>/gs, '').replace(/<[^>]*>/g, '') : text.replace(/\$\([\w~-]+\)/g, '');
}

function isShown(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isPropertyAssignment(parent) &&
    parent.initializer === node &&
    shownFields.has(parent.name.getText().replace(/['"]/g, ''))
  );
}

/** A single word with a capital letter that a function is called with, such as the text of a button. */
function isButton({ parent }: ts.Node, text: string): boolean {
  return ts.isCallExpression(parent) && /^\p{Lu}\p{Ll}{2,}…?$/u.test(text);
}

/** Texts that no person reads as they are, each with the reason. */
const exempt: Readonly<Record<string, RegExp>> = {
  // The meanings of claims are data, registered.json, in which those who collect texts for translators read them.
  'jwt/inspect/registered.ts': /^t\(\) of something else than a literal$/,
  // The labels of PEM (RFC 7468).
  'jwt/keys/pem.ts': /^[A-Z ]+$/,
  // A user’s name in a sample token.
  'jwt/verify/templates.ts': /^Ada Example$/,
  // Markup; the words of the page are in its script.
  'vscode/jwt/inspector-html.ts': /^<!doctype html>/,
  // The JSON Schemas are written when we build, in English.
  'profile/json-schema.ts': /./,
  // Names of providers, scopes and parameters.
  'profile/presets/identity.ts':
    /^(Amazon Cognito|HashiCorp Vault|Microsoft Entra ID|Ory Hydra|consent|openid( [a-z_]+)+)$/,
  'profile/presets/services.ts': /^(consent|api refresh_token)$/,
  // The end of a field’s name.
  'profile/presets.ts': /^Endpoint$/,
  // The log is English everywhere, and so is what a vendor’s support is sent of it.
  'oauth/exchange-line.ts': /./,
  'oauth/transcript.ts': /./,
  'vscode/ui/support-text.ts': /./,
  'vscode/ui/versions.ts': /^VS Code$/,
  'oauth/probe.ts': /^application\/json, text\/html/,
  // A header’s value, and the page’s script.
  'vscode/login/loopback-page.node.ts': /^(text\/html; charset=utf-8|const \[.*)$/s,
  // A response type.
  'profile/grants/implicit.ts': /^id_token token$/,
};

describe('texts for people', () => {
  it('are looked up with t, each as one template', () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .map((name) => name.split(path.sep).join('/'))
      .filter((name) => name.endsWith('.ts'));
    const found = files
      .flatMap((name) => textsOutside(name, readFileSync(path.join(source, name), 'utf8')))
      .filter(({ file, text }) => !(exempt[file]?.test(text) ?? false));
    assert.deepEqual(
      found.map(({ file, line, text }) => `${file}:${line} ${text}`),
      [],
    );
  });

  it('are found wherever they hide', () => {
    const hidden: [code: string, text: string][] = [
      ["const f = () => new Fault('a', 'The key is missing.');", 'The key is missing.'],
      ['const f = (n: string) => `The ${n} is missing.`;', 'The … is missing.'],
      ["const o = { title: 'Copy' };", 'Copy'],
      ["const f = () => tell(t('Well done'), 'Revoke');", 'Revoke'],
      ["const f = (v: string) => line('The scope that it asks for is ' + v);", 'The scope that it asks for is '],
      ["const f = () => t('Well' + 'done');", 't() of something else than a literal'],
      ["const x = t('Too early');", 't() before the language is known'],
      ["const f = () => t('It is {what}.', { what: t('a list') });", 't() in a place of another t()'],
      [
        "const f = () => t('It is {what}.', { what: nounOf() }); function nounOf() { if (x) return 'JWT'; return t('a list'); }",
        't() in a place of another t(): nounOf',
      ],
      [
        "const f = () => { const what = x ? t('a list') : 'JWT'; return t('It is {what}.', { what }); };",
        't() in a place of another t(): what',
      ],
      [
        "const nounOf = () => t('a list'); const f = () => { const a = nounOf(); return t('It is {what}.', { what: a }); };",
        't() in a place of another t(): a',
      ],
      ['const p = () => `<!doctype html><title>x</title><h1 class="y">Well done</h1>`;', 'xWell done'],
    ];
    for (const [code, text] of hidden)
      assert.deepEqual(
        textsOutside('a.ts', code).map((each) => each.text),
        [text],
      );
    const none = [
      "log('a line of the log');",
      "const f = () => t('Well done');",
      "const c = 'client_secret';",
      "const f = () => { const why = t('It is full.'); return t('{why} Delete something.', { why }); };",
      "const o = { title: 'Token Deck' };",
      'const o = () => ({ label: `$(list-selection) ${t("Show")}` });',
      'const p = (h: string) => `<!doctype html><style>body { color: red }</style><h1 class="a b">${h}</h1>`;',
    ];
    for (const code of none) assert.deepEqual(textsOutside('a.ts', code), []);
  });
});
