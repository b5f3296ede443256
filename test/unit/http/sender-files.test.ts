import assert from 'node:assert/strict';
import { changesSending, isSettingsFile } from '../../../src/http/sender-files';

describe('files beside a request', () => {
  const cases: [name: string, text: string | undefined, changes: boolean][] = [
    ['.httpyac.json', '{}', true],
    ['httpyac.config.json', '{}', true],
    ['.httpyac.js', '', true],
    ['.httpyac.cjs', '', true],
    ['.httpyac.config.js', '', true],
    ['httpyac.config.cjs', '', true],
    ['.HTTPYAC.JSON', '{}', true],
    ['http-client.env.json', '{}', true],
    ['http-client.private.env.json', '{}', true],
    ['.env', 'request_proxy=http://127.0.0.1:7002', true],
    ['.env', 'A=1\n  export request_rejectUnauthorized=false', true],
    ['.env', 'A=1\rrequest_proxy=x', true],
    ['.env', 'A=1\u2028request_proxy=x', true],
    ['.env', 'A="1\nrequest_proxy=x"', true],
    ['.env', 'request_proxy: x', true],
    ['.env', 'A={{$processEnv TOKEN_DECK_A}}', true],
    ['.env', "A={{process.env['TOKEN_'+'DECK_A']}}", true],
    ['.env', 'A=Token_Deck_A', true],
    ['.env', undefined, true],
    ['.env', '', false],
    ['.env', '# request_proxy\n\nDATABASE_URL="postgres://localhost/x"\r\nexport PORT = 80\n', false],
    ['.env.local', 'request_proxy=x', true],
    ['.env.example', 'PORT=80', false],
    ['stage.env', 'request_proxy=x', true],
    ['package.json', '{"httpyac":{"proxy":"x"}}', true],
    ['package.json', String.raw`{"\u0068ttpyac":{"proxy":"x"}}`, true],
    ['package.json', '{"dependencies":{"@a/httpyac-plugin-b":"1"}}', true],
    ['package.json', '{', true],
    ['package.json', undefined, true],
    ['package.json', '{"name":"a","devDependencies":{"httpyac-cli":"1"}}', false],
    ['environment', 'request_proxy=x', false],
    ['a.http', undefined, false],
  ];
  for (const [name, text, changes] of cases)
    it(`${name} with ${JSON.stringify(text)} ${changes ? 'can' : 'cannot'} change where it goes`, () =>
      assert.equal(changesSending(name, text), changes));

  it('that httpYac takes for its settings are those of its own list', async () => {
    const { utils } = await import('httpyac');
    assert.deepEqual(utils.defaultConfigFiles.filter(isSettingsFile), utils.defaultConfigFiles);
    assert.ok(utils.defaultConfigFiles.includes('.httpyac.json'));
  });
});
