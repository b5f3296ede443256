import assert from 'node:assert/strict';
import { config } from '@vscode/l10n';
import registry from '../../../../src/jwt/inspect/registered.json';
import { registeredClaim, registeredHeader } from '../../../../src/jwt/inspect/registered';

/**
 * Every name of the IANA “JSON Web Token Claims” registry, last updated 2026-07-20, in its order: the 163 rows of
 * https://www.iana.org/assignments/jwt/claims.csv as inventoried on 2026-07-29.
 */
const registeredClaims = `
  iss sub aud exp nbf iat jti
  name given_name family_name middle_name nickname preferred_username profile picture website email email_verified
  gender birthdate zoneinfo locale phone_number phone_number_verified address updated_at
  azp nonce auth_time at_hash c_hash acr amr sub_jwk cnf
  sip_from_tag sip_date sip_callid sip_cseq_num sip_via_branch orig dest mky
  events toe txn rph sid vot vtm attest origid act scope client_id may_act jcard at_use_nbr div opt vc vp sph
  ace_profile cnonce exi roles groups entitlements token_introspection
  eat_nonce ueid sueids oemid hwmodel hwversion oemboot dbgstat location eat_profile submods uptime bootcount bootseed
  dloas swname swversion manifests measurements measres intuse
  cdniv cdnicrit cdniip cdniuc cdniets cdnistt cdnistd sig_val_claims authorization_details
  verified_claims place_of_birth nationalities birth_family_name birth_given_name birth_middle_name salutation title
  msisdn also_known_as
  htm htu ath atc sub_id rcd rcdi crn msgi _claim_names _claim_sources rdap_allowed_purposes rdap_dnt_allowed geohash
  _sd ... _sd_alg sd_hash
  consumerPlmnId consumerSnpnId producerPlmnId producerSnpnId producerSnssaiList producerNsiList producerNfSetId
  producerNfServiceSetId sourceNfInstanceId analyticsIdList resOwnerId
  cmw status status_list ttl
  jwks metadata constraints crit ref delegation logo_uri authority_hints trust_anchor_hints trust_marks
  trust_mark_issuers trust_mark_owners metadata_policy metadata_policy_crit source_endpoint keys trust_mark_type
  trust_chain trust_anchor stpl
`;

/**
 * Every name of the IANA “JSON Web Signature and Encryption Header Parameters” registry, last updated 2026-05-22. Its
 * 44 rows have 33 names: 11 are registered for JWS and JWE apart.
 */
const registeredHeaders = `
  alg jku jwk kid x5u x5c x5t x5t#S256 typ cty crit enc zip epk apu apv iv tag p2s p2c iss sub aud b64 ppt url nonce
  svt iheSSId jwt client_id trust_chain peer_trust_chain
`;

const namesIn = (list: string) => list.split(/\s+/).filter(Boolean);
const sorted = (names: string[]) => [...names].sort();

describe('registered names', () => {
  it('are those of the IANA registries', () => {
    assert.equal(namesIn(registeredClaims).length, 163);
    assert.equal(namesIn(registeredHeaders).length, 33);
    assert.deepEqual(sorted(Object.keys(registry.claims)), sorted(namesIn(registeredClaims)));
    assert.deepEqual(sorted(Object.keys(registry.header)), sorted(namesIn(registeredHeaders)));
  });
  it('are found', () => {
    for (const name of namesIn(registeredClaims)) assert.ok(registeredClaim(name), name);
    for (const name of namesIn(registeredHeaders)) assert.ok(registeredHeader(name), name);
  });

  for (const [kind, entries] of Object.entries(registry)) {
    it(`have a short meaning and a reference in “${kind}”`, () => {
      for (const [name, [meaning, reference, ...rest]] of Object.entries<unknown[]>(entries)) {
        assert.ok(typeof meaning === 'string' && typeof reference === 'string', name);
        for (const text of [meaning, reference]) assert.match(text, /^\S(?:.*[^\s.])?$/, name);
        assert.match(meaning, /^\p{Lu}/u, name);
        assert.ok(meaning.length <= 90 && reference.length <= 60, `${name} is too long`);
        assert.doesNotMatch(meaning + reference, /['"`<>]/, name);
        assert.ok(rest.length === 0 || (rest.length === 1 && rest[0] === true), name);
      }
    });
  }

  it('cite RFCs in one form', () => {
    for (const entries of Object.values(registry)) {
      for (const [name, entry] of Object.entries<unknown[]>(entries)) {
        const reference = String(entry[1]);
        if (/rfc/i.test(reference)) assert.match(reference, /^RFC \d{4,5}(?: section \d+(?:\.\d+)*)?$/, name);
      }
    }
  });
  it('mark NumericDates, and nothing else', () => {
    const times = (entries: object) =>
      Object.entries(entries)
        .filter(([, entry]) => (entry as unknown[]).length > 2)
        .map(([name]) => name);
    assert.deepEqual(times(registry.claims), ['exp', 'nbf', 'iat', 'updated_at', 'auth_time', 'sip_date', 'toe']);
    assert.deepEqual(times(registry.header), []);
    assert.deepEqual(times(registry.common), ['xms_tcdt', 'orig_iat']);
    assert.equal(registeredClaim('exp')?.time, true);
    // Durations in seconds and dates as text are not NumericDates.
    for (const name of ['exi', 'uptime', 'ttl', 'cdniets', 'birthdate', 'sub']) {
      assert.equal(Object.hasOwn(registeredClaim(name) ?? {}, 'time'), false, name);
    }
  });
  it('are looked up with meaning and reference', () => {
    assert.deepEqual(registeredClaim('may_act'), {
      meaning: 'Who is allowed to act on behalf of the subject',
      reference: 'RFC 8693 section 4.4',
    });
    assert.equal(registeredClaim('auth_time')?.reference, 'OpenID Connect Core section 2');
    assert.equal(registeredHeader('kid')?.reference, 'RFC 7515 section 4.1.4');
  });
  it('have their meaning in the language that is set, by the English one', () => {
    config({ contents: { 'Issuer: who made the token': 'Aussteller: von wem das Token ist' } });
    try {
      assert.equal(registeredClaim('iss')?.meaning, 'Aussteller: von wem das Token ist');
      assert.equal(registeredClaim('sub')?.meaning, 'Subject: whom it is about');
    } finally {
      config({ contents: {} });
    }
    assert.equal(registeredClaim('iss')?.meaning, 'Issuer: who made the token');
  });
  it('come before common names, which refer to a vendor', () => {
    assert.equal(registeredClaim('tid')?.reference, 'Microsoft Entra ID');
    assert.equal(registeredClaim('cognito:groups')?.reference, 'Amazon Cognito');
    assert.equal(registeredClaim('kubernetes.io')?.reference, 'Kubernetes');
    // A common name that is registered, too, would never be shown.
    assert.deepEqual(
      Object.keys(registry.common).filter((name) => Object.hasOwn(registry.claims, name)),
      [],
    );
  });
  it('are apart for headers and claims', () => {
    assert.notEqual(registeredHeader('crit')?.meaning, registeredClaim('crit')?.meaning);
    assert.equal(registeredHeader('exp'), undefined);
    assert.equal(registeredHeader('tid'), undefined);
    assert.equal(registeredClaim('alg'), undefined);
  });
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', '0', '', 'ISS', ' iss']) {
    it(`do not have “${name}”`, () => {
      assert.equal(registeredClaim(name), undefined);
      assert.equal(registeredHeader(name), undefined);
    });
  }
});
