import assert from 'node:assert/strict';
import { put, putOwn, putTarget } from '../../../src/oauth/parameters';
import { machine, settingsOf } from './provider';

describe('oauth: parameters', () => {
  const rows: [value: string | string[] | undefined, query: string][] = [
    ['new', 'b=2&a=new'],
    [['x', 'y'], 'b=2&a=x&a=y'],
    [[], 'b=2'],
    [undefined, 'a=1&a=1&b=2'],
  ];
  for (const [value, query] of rows) {
    it(`set to ${JSON.stringify(value)} replace what was there`, () => {
      const parameters = new URLSearchParams('a=1&a=1&b=2');
      put(parameters, 'a', value);
      assert.equal(parameters.toString(), query);
    });
  }

  const settings = settingsOf({
    ...machine,
    ...{ scope: 's', audience: ['a', 'b'], resource: 'urn:r', organization: 'o' },
    params: { token: { audience: 'own', tier: ['x', 'y'] }, refresh: { tier: 'z' } },
  });

  it('of the target are scope, audience, resource and organization', () => {
    const parameters = new URLSearchParams();
    putTarget(parameters, settings);
    assert.equal(parameters.toString(), 'scope=s&audience=a&audience=b&resource=urn%3Ar&organization=o');
  });

  it('of the profile’s own win, each leg by itself', () => {
    const parameters = new URLSearchParams('audience=a');
    assert.equal(putOwn(parameters, settings, 'token').toString(), 'audience=own&tier=x&tier=y');
    assert.equal(putOwn(new URLSearchParams(), settings, 'refresh').toString(), 'tier=z');
    assert.equal(putOwn(new URLSearchParams(), settings, 'authorization').toString(), '');
  });
});
