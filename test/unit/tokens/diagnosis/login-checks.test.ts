import assert from 'node:assert/strict';
import type { Probed } from '../../../../src/oauth/probe';
import { findingsOf } from '../../../../src/tokens/diagnosis/diagnosis';
import { receptionOf, type Reception } from '../../../../src/tokens/diagnosis/login-checks';
import { factsOf } from './facts-of';

const uri = 'http://127.0.0.1/callback';
const address = 'https://sso.example.com/authorize';
const redirect = (location: string): Probed => ({ address, status: 302, location });

describe('what an authorization endpoint makes of a login', () => {
  const cases: [what: string, probed: Probed | undefined, reception: Reception][] = [
    ['a redirect to a sign-in page', redirect('https://sso.example.com/login'), 'accepted'],
    ['a redirect back, since nobody is signed in', redirect(`${uri}?error=login_required`), 'accepted'],
    ['a redirect back with that in its fragment', redirect(`${uri}#error=login_required&state=s`), 'accepted'],
    ['a redirect back with an error in its fragment', redirect(`${uri}#error=invalid_scope&state=s`), 'refused'],
    ['a redirect back with an error', redirect(`${uri}?error=invalid_scope`), 'refused'],
    [
      'a redirect to a page about an error',
      redirect('https://sso.example.com/error?error=redirect_mismatch'),
      'refused',
    ],
    ['an error page', { address, status: 400, html: true }, 'refused'],
    ['a page that may be anything', { address, status: 200, html: true }, 'unclear'],
    ['a server error', { address, status: 503 }, 'unclear'],
    ['no answer', { address }, 'unclear'],
    ['no question', undefined, 'not-asked'],
  ];
  for (const [what, probed, reception] of cases) {
    it(`is told by ${what}: ${reception}`, () => assert.equal(receptionOf(uri, probed), reception));
  }

  it('is explained where the error is a known one', () => {
    const probed = redirect(`${uri}?error=invalid_request&error_description=AADSTS50011:%20mismatch`);
    const facts = factsOf({ grant: 'authorization_code' }, { redirects: [{ uri, isFixed: true, probed }] });
    const [finding] = findingsOf(facts);
    assert.match(finding?.what ?? '', /redirect URI is not registered for this client \(invalid_request\)/);
  });
});
