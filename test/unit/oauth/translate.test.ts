import assert from 'node:assert/strict';
import { translate } from '../../../src/oauth/translate';

/** An error as openid-client throws them. */
const own = (message: string, cause?: unknown) => Object.assign(new Error(message, { cause }), { code: 'OAUTH_X' });

describe('oauth: what the library throws', () => {
  const rows: [what: string, thrown: unknown, reason: string][] = [
    ['its own words', own('invalid response'), ' (invalid response)'],
    ['its deepest words', own('invalid response', own('"exp" is missing')), ' ("exp" is missing)'],
    [
      'no words of the JSON parser, which quotes its input',
      own('failed to parse', new SyntaxError('Unexpected token, "LEAK" is not valid JSON')),
      ' (failed to parse)',
    ],
    ['no words of the runtime', new Error('something', { cause: new RangeError('LEAK') }), ''],
    ['nothing of a TypeError', new TypeError('LEAK'), ''],
    ['nothing of a value that is not an error', 'LEAK', ''],
  ];
  for (const [what, thrown, reason] of rows) {
    it(`gives ${what}`, () => assert.equal(translate(thrown, 'id-token').what, `The ID token is not valid${reason}.`));
  }
});
