import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { repository } from '../../../host/cache';

/** The fields of a token set that hold a token. */
const tokens = new Set(['accessToken', 'idToken', 'refreshToken']);

/** Where a file takes a token out of a set, or gets a set that may leave: what it does there, by name. */
function passages(code: string): string[] {
  const tree = ts.createSourceFile('a.ts', code, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    if (ts.isPropertyAccessExpression(node) && tokens.has(node.name.text)) found.push(node.name.text);
    if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
      if (tokens.has(node.argumentExpression.text)) found.push(node.argumentExpression.text);
    if (ts.isBindingElement(node)) {
      const name = (node.propertyName ?? node.name).getText(tree);
      if (tokens.has(name)) found.push(name);
    }
    if (ts.isCallExpression(node)) {
      const callee = node.expression.getText(tree);
      if (/(?:^|\.)tokenOf$/.test(callee)) found.push('tokenOf');
      if (/(?:^|\.)tokens\??\.(?:get|peek|read|reread|take|takeAll)$/.test(callee))
        found.push(callee.replace(/^.*(?=tokens)/s, ''));
      const [kind] = node.arguments;
      const ofToken = kind !== undefined && ts.isStringLiteralLike(kind) && kind.text === 'token';
      if (ofToken && /(?:^|\.)secrets\??\.get$/.test(callee)) found.push("secrets.get('token')");
      if (/(?:^|\.)service\??\.(?:get|peek)$/.test(callee)) found.push(callee.replace(/^.*(?=service)/s, ''));
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return [...new Set(found)].sort();
}

/** The files beside the gate that may touch a token, each with the reason. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  // Wires the gate to the service, and notes the day of a token’s last use.
  'parts/parts.ts': ['service.get', 'service.peek', 'tokens.peek'],
  // Renews a token that an API refused, or says what it lacks, and hands nothing on.
  'vscode/integrations/api-answer-ui.ts': ['service.get', 'service.peek'],
  // Lists the tokens that can be compared; the two that are chosen pass the gate before they are shown.
  'vscode/jwt/jwt-ui.ts': ['accessToken', 'idToken'],
  // Reads a set into memory and takes it from there, for the sidebar and the status bar, which show facts about it.
  'vscode/profiles/states.ts': ['service.peek', 'tokens.peek'],
  // Renews what is stored, and hands nothing on.
  'vscode/tokens/keep-fresh.ts': ['service.get', 'tokens.peek'],
};

describe('the only gate', () => {
  const source = path.join(repository, 'src');

  it('for tokens is gate.ts: no other file at the edge takes one out of a set or gets one from the service', () => {
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .map((name) => name.split(path.sep).join('/'))
      .filter((name) => /^(?:vscode\/.*|parts\/.*|extension)\.ts$/.test(name) && name !== 'vscode/access/gate.ts');
    const found = files
      .map((name) => [name, passages(readFileSync(path.join(source, name), 'utf8'))] as const)
      .filter(([, uses]) => uses.length > 0);
    assert.deepEqual(Object.fromEntries(found), allowed);
  });

  const rows: [code: string, found: string[]][] = [
    ['copy(set.accessToken)', ['accessToken']],
    ['copy(set?.idToken ?? "")', ['idToken']],
    ['const { refreshToken } = set;', ['refreshToken']],
    ['const { accessToken: token } = set;', ['accessToken']],
    ["copy(set['accessToken'])", ['accessToken']],
    ['copy(tokenOf(profile, set))', ['tokenOf']],
    ['await this.parts.service.get(profile)', ['service.get']],
    ['const set = await service.peek(profile);', ['service.peek']],
    ['const set = this.tokens.peek(key);', ['tokens.peek']],
    ['await tokens?.get(key)', ['tokens?.get']],
    ['await deps.tokens.reread(key)', ['tokens.reread']],
    ['await tokens.read(key)', ['tokens.read']],
    ['const set = await tokens.take(key);', ['tokens.take']],
    ['const sets = await this.tokens.takeAll();', ['tokens.takeAll']],
    ["await secrets.get('token', known)", ["secrets.get('token')"]],
    ["await secrets.get('clientSecret', known); tokens.load(rest);", []],
    ['await gate.issue(passage); secrets.get(kind, known); map.get(key)', []],
    ["import { tokenOf } from './gate'; interface Set { accessToken: string }", []],
  ];
  for (const [code, found] of rows)
    it(`is ${found.length === 0 ? 'not passed by' : 'passed by'} ${code}`, () =>
      assert.deepEqual(passages(code), found));
});
