import assert from 'node:assert/strict';
import type { UsableProfile } from '../../../../src/profile/known';
import { SecretsStore } from '../../../../src/storage/secrets';
import { ClientSecrets } from '../../../../src/tokens/client-secrets';
import { allowPersonalCopy } from '../../../../src/vscode/access/personal-copy';
import { faultOf } from '../../faults/fault-of';
import { issuer, metadata, provider } from '../../oauth/provider';
import { MemorySecrets } from '../../storage/memory-secrets';
import { team, usableProfile } from '../../storage/profiles-of';
import { Person } from '../../tokens/person';

const further = 'https://further.example';
const machine = { id: 'm', grant: 'client_credentials', clientId: 'c', issuer };
const ofFolder = (more: object = {}): UsableProfile => usableProfile({ ...machine, ...more }, team('app'));

/** A person, and a provider whose metadata name another host for what no request of the profile needs. */
function world(answers: Record<string, unknown> = metadata({ revocation_endpoint: `${further}/revoke` })) {
  const person = new Person();
  const store = new SecretsStore(new MemorySecrets(), (line) => assert.fail(line));
  const { oauth, asked } = provider(answers);
  const parts = { clientSecrets: new ClientSecrets(store, person), oauth: async () => oauth };
  return { person, asked, allow: (known: UsableProfile) => allowPersonalCopy(known, parts) };
}

describe('a personal copy of a team profile', () => {
  it('is made once its use and every host of its issuer are allowed', async () => {
    const { person, asked, allow } = world();
    Object.assign(person, { allowsUse: true, allowsHosts: true });
    await allow(ofFolder());
    assert.deepEqual(person.asked, ['use of m', `hosts of m: ${further}`]);
    assert.deepEqual(asked(), ['/.well-known/openid-configuration']);
    await allow(ofFolder());
    assert.equal(person.asked.length, 2, 'nothing is asked twice');
  });

  it('is not made, and asks no server, where its use is not allowed', async () => {
    const { asked, allow } = world();
    const fault = await faultOf(allow(ofFolder()));
    assert.deepEqual([fault.code, fault.profile, asked()], ['access-denied', 'm', []]);
  });

  it('is not made where a host is not allowed, also beside endpoints that suffice for its requests', async () => {
    for (const more of [{}, { endpoints: { token: `${issuer}/token` } }]) {
      const { person, allow } = world();
      person.allowsUse = true;
      const fault = await faultOf(allow(ofFolder(more)));
      assert.equal(fault.code, 'access-denied');
      assert.doesNotMatch(fault.message, /copied/);
    }
  });

  it('is not made where the issuer does not answer, and says why it was asked', async () => {
    const { person, allow } = world({});
    Object.assign(person, { allowsUse: true, allowsHosts: true });
    const fault = await faultOf(allow(ofFolder()));
    assert.equal(fault.code, 'discovery-failed');
    assert.match(fault.message, /^m: It was not copied: you must be asked about all hosts of its issuer first\. \w/);
  });

  it('needs no discovery without an issuer', async () => {
    const { person, asked, allow } = world();
    person.allowsUse = true;
    await allow(ofFolder({ issuer: undefined, endpoints: { token: `${issuer}/token` } }));
    assert.deepEqual([person.asked, asked()], [['use of m'], []]);
  });

  it('of a personal profile is made unasked', async () => {
    const { person, asked, allow } = world();
    await allow(usableProfile(machine));
    assert.deepEqual([person.asked, asked()], [[], []]);
  });
});
