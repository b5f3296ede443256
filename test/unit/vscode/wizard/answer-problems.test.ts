import assert from 'node:assert/strict';
import { shorten } from '../../../../src/base/shorten';
import type { PresetField } from '../../../../src/profile/presets';
import { fieldProblem, textProblem } from '../../../../src/vscode/wizard/answer-problems';
import type { Draft } from '../../../../src/vscode/wizard/draft';
import type { TextQuestion } from '../../../../src/vscode/wizard/question-texts';

const good = undefined;

describe('wizard: what is wrong with a text', () => {
  const rows: [question: TextQuestion, value: string, problem: RegExp | undefined][] = [
    ['clientId', '', /^Paste the client ID/],
    ['clientId', 'a', good],
    ['username', '', /^Enter the user name/],
    ['name', '', /^Enter a name/],
    ['name', 'a'.repeat(200), good],
    ['name', 'a'.repeat(201), /^Use at most 200 characters$/],
    ['clientId', 'a'.repeat(4097), /^Use at most 4096 characters$/],
    ['username', 'a'.repeat(4097), /^Use at most 4096 characters$/],
    ['scope', 'a'.repeat(4097), /^Use at most 4096 characters$/],
    ['id', 'A', /^Use lowercase letters/],
    ['id', 'taken', /^Another profile already uses the ID “taken”$/],
    ['id', 'free', good],
    ['scope', 'openid email', /^“openid” needs an issuer/],
    ['scope', 'email', good],
    ['origins', 'https://a.example b.example/x', /^“b\.example\/x” is not an origin/],
    ['origins', 'https://a.example  https://b.example', good],
    ['origins', '', good],
    ['origins', 'https://a.example '.repeat(100), good],
    ['origins', 'https://a.example '.repeat(101), /^Use at most 100 origins$/],
    ['headerName', 'A b', /^Use the name of a header/],
    ['headerName', 'X-Api-Key', good],
    ['headerPrefix', 'a b', /^Use one word/],
    ['headerPrefix', '{a}', /^Use one word/],
    ['headerPrefix', 'Schlüssel', /^Use one word/],
    ['headerPrefix', 'a'.repeat(101), /^Use one word/],
    ['headerPrefix', 'a'.repeat(100), good],
    ['headerPrefix', '', good],
  ];
  for (const [question, value, problem] of rows) {
    it(`${question} “${shorten(value, 40)}” ${problem === undefined ? 'is accepted' : 'is refused'}`, () => {
      const found = textProblem(question, value, { fields: {}, secrets: {} }, new Set(['taken']));
      if (problem === undefined) assert.equal(found, undefined);
      else assert.match(found ?? '', problem);
    });
  }

  it('the client ID may be left empty where the issuer registers clients', () => {
    const draft: Draft = { preset: 'oidc', fields: {}, secrets: {} };
    assert.equal(textProblem('clientId', '', { ...draft, registers: true }, new Set()), undefined);
    assert.ok(textProblem('clientId', '', { ...draft, registers: false }, new Set()));
  });

  it('openid is accepted with an issuer', () => {
    const draft: Draft = { preset: 'oidc', fields: { issuer: 'https://login.example' }, secrets: {} };
    assert.equal(textProblem('scope', 'openid', draft, new Set()), undefined);
  });
});

describe('wizard: what is wrong with a field', () => {
  const field = (name: PresetField['field'], optional = false): PresetField => ({
    field: name,
    title: () => '',
    placeholder: () => '',
    prompt: () => '',
    optional,
  });
  const rows: [field: PresetField, value: string, problem: RegExp | undefined][] = [
    [field('realm'), '', /^Enter a value$/],
    [field('realm'), 'a', good],
    [field('realm'), 'a'.repeat(200), good],
    [field('realm'), 'a'.repeat(201), /^Use at most 200 characters$/],
    [field('organization'), 'a'.repeat(201), /^Use at most 200 characters$/],
    [field('tenant'), 'a'.repeat(201), /^Use at most 200 characters$/],
    [field('audience', true), 'a'.repeat(4096), good],
    [field('audience', true), 'a'.repeat(4097), /^Use at most 4096 characters$/],
    [field('audience', true), '', good],
    [field('issuer'), 'https://login.example', good],
    [field('issuer'), 'https://login.example/.well-known/openid-configuration', /must be the issuer/],
    [field('server'), 'http://login.example', /must begin with https:/],
    [field('tokenEndpoint'), 'login.example', /must be an https:/],
    [field('tokenEndpoint'), 'http://localhost/token', good],
  ];
  for (const [each, value, problem] of rows) {
    it(`${each.field} “${shorten(value, 40)}” ${problem === undefined ? 'is accepted' : 'is refused'}`, () => {
      const found = fieldProblem(each, value, { preset: 'oidc', fields: {}, secrets: {} });
      if (problem === undefined) assert.equal(found, undefined);
      else assert.match(found ?? '', problem);
    });
  }
});
