import assert from 'node:assert/strict';
import { supportText, type Support } from '../../../../src/vscode/ui/support-text';
import { exchangeOf } from '../../oauth/exchange-of';

const at = Date.UTC(2026, 2, 3, 10, 0, 1);
const support = (change: Partial<Support> = {}): Support => ({
  at,
  surroundings: [['Token Deck', '0.2.0']],
  exchanges: [exchangeOf()],
  lines: [{ at, text: 'personal:acme-prod: token handed-out' }],
  secrets: [],
  references: [],
  ...change,
});

describe('the text for a vendor’s support', () => {
  it('has what runs, the exchanges and the last lines', () =>
    assert.equal(
      supportText(support({ references: [['personal:acme-prod']] })),
      `# Token Deck: log for support

- Copied at: 2026-03-03T10:00:01.000Z
- Token Deck: 0.2.0

All times are in UTC. No values of tokens, codes, secrets and other parameters are in it.

## Exchanges with servers: 1

\`\`\`text
token: POST https://sso.example.com/token
  sent at: 2026-03-03T10:00:00.000Z
  duration: 12 ms
  request: client_credentials, authentication: client_secret_basic
  parameters sent: grant_type, scope
  result: 200
  members received: access_token, token_type
\`\`\`

## Last lines of the log: 1

\`\`\`text
2026-03-03T10:00:01.000Z profile 1: token handed-out
\`\`\``,
    ));

  it('says that there was nothing', () => {
    const text = supportText(support({ exchanges: [], lines: [] }));
    assert.match(text, /servers: none\n\n## Last lines of the log: none$/);
  });

  it('has no secret that is known, wherever it got in', () => {
    const text = supportText(
      support({
        exchanges: [
          exchangeOf({ address: 'https://sso.example.com/hooks/hunter2', requestIds: [['x-request-id', 'tok-1']] }),
        ],
        lines: [{ at, text: 'something with hunter2' }],
        secrets: ['hunter2', 'tok-1'],
      }),
    );
    assert.doesNotMatch(text, /hunter2|tok-1/);
    assert.match(text, /hooks\/•••/);
  });

  it('has no name of a profile, also of one that is gone', () => {
    const lines = ['personal:a: x', 'personal:a-b: x', 'team:file:///w/Our%20Customer:prod: x', 'personal:gone: x'].map(
      (text) => ({ at, text }),
    );
    const references = [
      ['personal:a', 'personal:a'],
      ['personal:a-b'],
      ['team:file:///w/Our%20Customer:prod', 'team:1:p'],
    ];
    const text = supportText(support({ lines, references }));
    assert.match(text, / profile 1: x\n.* profile 2: x\n.* profile 3: x\n.* another profile: x\n/);
    assert.doesNotMatch(text, /Customer|gone/);
  });

  it('is one block of text, whatever is in it', () => {
    const text = supportText(support({ lines: [{ at, text: '```\n# Not ours' }] }));
    assert.equal(text.match(/```/g)?.length, 4);
  });
});
