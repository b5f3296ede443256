import { Fault } from '../../../src/faults/fault';
import { identityOf, type UsableProfile } from '../../../src/profile/known';
import type { Destination } from '../../../src/profile/origins';
import type { SecretInteraction } from '../../../src/tokens/client-secrets';

/**
 * A person who answers as the test says, and whose answers are kept as the extension keeps them: those to the use of a
 * profile for the generation of its secrets, those to further hosts for each host.
 */
export class Person implements SecretInteraction {
  /** What they were asked, and told. */
  readonly asked: string[] = [];
  allowsUse = false;
  allowsHosts = false;
  allowsSending = false;
  /** The secret that they type; undefined closes the prompt. */
  types: string | undefined = 'typed';
  /** How long they take to type it. */
  typing: Promise<void> = Promise.resolve();
  private readonly yeses = new Set<string>();

  /** @param asked where to note what they were asked, beside what else happens */
  constructor(asked: string[] = []) {
    this.asked = asked;
  }

  readonly askSecret: SecretInteraction['askSecret'] = async (known, kind) => {
    this.asked.push(`${kind} of ${known.id}`);
    await this.typing;
    return this.types;
  };

  readonly mayUse: SecretInteraction['mayUse'] = (known, generation, interactive) => {
    const key = `${identityOf(known)} ${generation}`;
    if (this.yeses.has(key) || !interactive) return Promise.resolve(this.yeses.has(key));
    this.asked.push(`use of ${known.id}`);
    if (this.allowsUse) this.yeses.add(key);
    return Promise.resolve(this.allowsUse);
  };

  readonly mayContact: SecretInteraction['mayContact'] = (known, origins, interactive) => {
    const keys = origins.map((origin) => `${identityOf(known)} ${origin}`);
    const given = keys.every((key) => this.yeses.has(key));
    if (given || !interactive) return Promise.resolve(given);
    this.asked.push(`hosts of ${known.id}: ${origins.join(' ')}`);
    if (this.allowsHosts) for (const key of keys) this.yeses.add(key);
    return Promise.resolve(this.allowsHosts);
  };

  /** Whether a token may be sent to a place that its profile does not name. */
  readonly maySend = async (known: UsableProfile, destination: Destination, interactive: boolean): Promise<void> => {
    const place = 'origin' in destination ? destination.origin : destination.address;
    if (interactive) this.asked.push(`token of ${known.id} to ${place}`);
    if (!interactive || !this.allowsSending) throw new Fault('access-denied', `Not to ${place}.`);
    return Promise.resolve();
  };

  readonly rememberTyped: SecretInteraction['rememberTyped'] = (known, generation) => {
    this.asked.push(`${known.id} was given one`);
    this.yeses.add(`${identityOf(known)} ${generation}`);
    return Promise.resolve();
  };
}
