import assert from 'node:assert/strict';
import { lackingFault, stepAfter } from '../../../../src/vscode/integrations/httpyac-answers';
import { usableProfile } from '../../storage/profiles-of';

const profile = usableProfile({ id: 'prod', name: 'Prod', grant: 'static' });
const part = (json: string) => Buffer.from(json).toString('base64url');
const jwt = `${part('{"alg":"RS256"}')}.${part('{"scope":"read:a"}')}.c2ln`;
const answer = (status: number, challenge: string, token = jwt) => ({
  ...{ profile, token, status, challenge, host: 'api.example.com', place: undefined },
});

describe('what is done about an API’s answer', () => {
  const steps: [status: number, challenge: string, step: ReturnType<typeof stepAfter>][] = [
    [200, '', undefined],
    [404, 'Bearer error="invalid_token"', undefined],
    [407, '', undefined],
    [500, '', undefined],
    [401, '', 'renew'],
    [401, 'Bearer realm="demo"', 'renew'],
    [401, 'Bearer error="invalid_token", error_description="expired"', 'renew'],
    [401, 'Bearer realm="error=insufficient_scope"', 'renew'],
    [401, 'Bearer realm="a",error=insufficient_scope', 'explain'],
    [401, 'Bearer error="insufficient_scope", scope="a b"', 'explain'],
    [403, '', 'explain'],
    [403, 'Bearer error="invalid_token"', 'explain'],
  ];
  for (const [status, challenge, step] of steps)
    it(`is ${step ?? 'nothing'} after ${status} ${challenge}`, () =>
      assert.equal(stepAfter(answer(status, challenge)), step));

  const lacking: [challenge: string, says: RegExp, token?: string][] = [
    ['Bearer scope="read:a write:a"', /^Prod: api.* “write:a” is missing; .*“read:a” \(scope\)/],
    ['Bearer scope="read:a"', /^Prod: api\.example\.com refused the token \(403\)\. Correct “scope”/],
    ['Bearer error_description="It [lacks](command:x)."', /\(403\)\. It \[lacks\] \(command:x\)\. Correct/],
    [`Bearer error_description="no ${jwt}."`, /\(403\)\. no •••\. Correct/],
    ['Bearer scope="a"', /There are no claims that grant a scope/, 'opaque'],
    ['', /^Prod: api\.example\.com refused the token \(403\)\. Correct/],
  ];
  for (const [challenge, says, token] of lacking)
    it(`says what is missing for ${challenge || '403 alone'}`, () => {
      const fault = lackingFault(answer(403, challenge, token));
      assert.equal(fault.code, 'scope-refused');
      assert.match(fault.message, says);
    });

  it('is found quickly, whatever the API sends', () => {
    const start = performance.now();
    stepAfter(answer(401, 'error '.repeat(100_000)));
    stepAfter(answer(401, `error${' '.repeat(100_000)}`));
    assert.ok(performance.now() - start < 1000);
  });
});
