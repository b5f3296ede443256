import assert from 'node:assert/strict';
import { isDefinition, variableName } from '../../../src/http/dialect';
import { theLine } from './the-line';

describe('http: the dialects', () => {
  const lines: [line: string, restClient: boolean, httpYac: boolean][] = [
    ['@a = b', true, true],
    ['  @a=b', true, true],
    ['@a.b = c', true, true],
    ['@a =', true, true],
    ['@ab', false, true],
    ['@a b', false, true],
    ['@a := b', false, true],
    ['@global.a = b', true, true],
    ['@b.example', false, true],
    ['a = b', false, false],
    ['GET @a = b', false, false],
  ];
  for (const [line, restClient, httpYac] of lines)
    it(`tell whether a line defines a variable: ${line}`, () => {
      assert.equal(isDefinition(theLine(line), 'rest-client'), restClient);
      assert.equal(isDefinition(theLine(line), 'httpyac'), httpYac);
    });

  const names: [name: string, restClient: boolean, httpYac: boolean][] = [
    ['a_1', true, true],
    ['a-b', true, false],
    ['1a', false, false],
    ['a.b', false, false],
    ['$guid', false, false],
  ];
  for (const [name, restClient, httpYac] of names)
    it(`tell whether a name is that of a variable: ${name}`, () => {
      assert.equal(variableName['rest-client'].test(name), restClient);
      assert.equal(variableName.httpyac.test(name), httpYac);
    });
});
