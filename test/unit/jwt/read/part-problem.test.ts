import assert from 'node:assert/strict';
import type { PartProblem } from '../../../../src/jwt/read/part';
import { encodingProblemOf, headerProblem, payloadProblem } from '../../../../src/jwt/read/part-problem';

const letter = { kind: 'letter', position: 3, letter: '“+”' } as const;

describe('headerProblem and payloadProblem', () => {
  const rows: [problem: PartProblem, text: string][] = [
    [letter, 'Its header isn’t base64url: character 3 is “+”.'],
    [{ kind: 'cut-off' }, 'Its header is cut off: its length isn’t valid for base64url.'],
    [{ kind: 'empty' }, 'Its header is empty.'],
    [{ kind: 'no-utf8' }, 'Its header isn’t UTF-8 text.'],
    [{ kind: 'cut-off-json' }, 'Its header isn’t JSON: it ends too early.'],
    [{ kind: 'broken-json', position: 8 }, 'Its header isn’t JSON: character 8 is wrong.'],
    [{ kind: 'no-object' }, 'Its header isn’t a JSON object.'],
  ];
  for (const [problem, text] of rows) {
    it(`say what is wrong: ${problem.kind}`, () => {
      assert.equal(headerProblem(problem), text);
      assert.equal(payloadProblem(problem), text.replace('header', 'payload'));
    });
  }
});

describe('encodingProblemOf', () => {
  const names = {
    signature: 'signature',
    'encrypted-key': 'encrypted key',
    iv: 'initialization vector',
    ciphertext: 'ciphertext',
    tag: 'authentication tag',
  } as const;
  for (const part of Object.keys(names) as (keyof typeof names)[]) {
    it(`names the ${names[part]}`, () => {
      assert.equal(encodingProblemOf(letter, part), `Its ${names[part]} isn’t base64url: character 3 is “+”.`);
      const cut = `Its ${names[part]} is cut off: its length isn’t valid for base64url.`;
      assert.equal(encodingProblemOf({ kind: 'cut-off' }, part), cut);
    });
  }
});
