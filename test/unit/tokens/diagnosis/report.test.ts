import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/tokens/diagnosis/finding';
import { countText, reportText } from '../../../../src/tokens/diagnosis/report';
import { plainSurroundings } from './diagnosed';
import { factsOf, issuer } from './facts-of';

const finding: Finding = {
  ...{ severity: 'problem', cause: 'profile', field: 'issuer' },
  ...{ what: 'The issuer is wrong.', next: 'Correct it.' },
};

const report = (name: string, findings: Finding[], secrets: string[] = []) => {
  const facts = factsOf(
    { name, grant: 'authorization_code' },
    { redirects: [{ uri: 'http://127.0.0.1/callback', isFixed: true }] },
  );
  return reportText({
    ...{ profile: facts.profile, at: 0, findings, facts, surroundings: plainSurroundings, exchanges: [] },
    ...{ secrets, home: '/home/someone' },
  });
};

describe('the report of a diagnosis', () => {
  it('has each finding with its likely cause and what to do, then the redirect URIs and the comparison', () => {
    const text = report('Production', [finding]);
    assert.match(text, /^# Token Deck: diagnosis of “Production”\n\nProblems: 1, warnings: 0, notes: 0\./);
    assert.match(
      text,
      /### 1\. Problem · `issuer` · likely cause: the profile\n\nThe issuer is wrong\.\n\n\*\*What to do:\*\* Correct it\./,
    );
    assert.match(text, /\| `http:\/\/127\.0\.0\.1\/callback` \| not asked \|/);
    assert.ok(text.includes(`| \`issuer\` | \`${issuer}\` | – |`));
    assert.match(text, /- Token Deck: 1\.2\.3/);
  });

  it('holds no secret, and no path of the user’s home', () => {
    const what = 'The server says s3cr3t-of-yours and /home/someone/project.';
    const text = report('s3cr3t-of-yours', [{ ...finding, what }], ['s3cr3t-of-yours']);
    assert.doesNotMatch(text, /s3cr3t|home\/someone/);
    assert.match(text, /~\/project/);
  });

  it('shows a hostile name as text', () => {
    assert.doesNotMatch(report('[x](command:y)<b>', []), /\]\(command|<b>/);
  });

  it('says in one sentence what was found', () => {
    assert.equal(countText([]), 'Nothing wrong was found.');
    assert.equal(countText([{ ...finding, severity: 'note' }]), 'Nothing wrong was found. Good to know: 1.');
    assert.equal(countText([finding, { ...finding, severity: 'warning' }]), 'Problems: 1, warnings: 1, notes: 0.');
  });
});
