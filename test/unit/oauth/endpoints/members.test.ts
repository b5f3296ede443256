import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { members } from '../../../../src/oauth/endpoints/members';
import { repository } from '../../../host/cache';

describe('the metadata’s name of an endpoint', () => {
  const source = path.join(repository, 'src');
  const texts = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(path.join(source, file), 'utf8'));

  for (const member of Object.values(members)) {
    it(`${member} is written once`, () => {
      const times = texts.map((text) => text.split(`'${member}'`).length - 1);
      assert.equal(
        times.reduce((sum, each) => sum + each, 0),
        1,
      );
    });
  }
});
