import assert from 'node:assert/strict';
import { isListOfOneKind, sentValues, type ParameterValue } from '../../../src/profile/parameter-values';
import { parseProfile } from '../../../src/profile/parse';

const details = [{ type: 'payment', locations: ['https://a.example'] }, { type: 'other' }];

describe('profile: the values of a parameter', () => {
  const rows: [value: ParameterValue, sent: string[]][] = [
    ['a', ['a']],
    ['', ['']],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [[], []],
    [{ id_token: { acr: null } }, ['{"id_token":{"acr":null}}']],
    [{}, ['{}']],
    [details, [JSON.stringify(details)]],
  ];
  for (const [value, sent] of rows) {
    it(`${JSON.stringify(value)} is sent as ${sent.length} of them`, () => {
      assert.deepEqual(sentValues(value), sent);
      const parsed = parseProfile({ id: 'p', grant: 'static', params: { authorization: { x: value } } });
      assert.ok(parsed.ok, JSON.stringify(parsed));
      assert.deepEqual(sentValues(parsed.settings.params?.authorization?.x ?? ''), sent);
    });
  }

  for (const value of [[1], ['a', {}], [['a']], [[{}]], [null], 1, null, true]) {
    it(`${JSON.stringify(value)} is none`, () => {
      const parsed = parseProfile({ id: 'p', grant: 'static', params: { token: { x: value } } });
      assert.ok(!parsed.ok);
      assert.match(parsed.problems.map(({ message }) => message).join(), /string, an object, or a list/);
      if (Array.isArray(value)) assert.ok(!isListOfOneKind(value));
    });
  }

  it('that are nested too deeply are none', () => {
    let deep: Record<string, unknown> = {};
    for (let count = 0; count < 30; count++) deep = { deep };
    assert.ok(!parseProfile({ id: 'p', grant: 'static', params: { token: { x: deep } } }).ok);
  });
});
