import assert from 'node:assert/strict';
import { chooseSender } from '../../../../src/vscode/integrations/sender-choice';

describe('the sender of requests', () => {
  const restClient = ['rest-client.request', 'rest-client.history'];
  const httpYac = ['httpyac.send', 'httpyac.resend'];
  const cases: [what: string, available: string[], here: string[], chosen: string | undefined][] = [
    ['is none without their commands', ['x'], [], undefined],
    ['is none before it is active', [], ['humao.rest-client'], undefined],
    ['is REST Client', restClient, ['humao.rest-client'], 'here: REST Client'],
    ['is httpYac', httpYac, ['anweber.vscode-httpyac'], 'here: httpYac'],
    ['is the one in this extension host', [...restClient, ...httpYac], ['anweber.vscode-httpyac'], 'here: httpYac'],
    ['is elsewhere where its extension host is', restClient, [], 'elsewhere: REST Client'],
    ['may be something that stands in for it', ['rest-client.request'], [], 'here: REST Client'],
  ];
  for (const [what, available, here, chosen] of cases)
    it(what, () => {
      const found = chooseSender(new Set(available), (extension) => here.includes(extension));
      assert.equal(
        found && ('here' in found ? `here: ${found.here.name}` : `elsewhere: ${found.elsewhere.name}`),
        chosen,
      );
    });
});
