import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import { statusFault } from '../error-answer';
import type { Endpoint } from './endpoint';
import { members } from './members';

/** A JWK Set (RFC 7517 section 5), its keys still unchecked. */
export type KeySet = Record<string, unknown> & { keys: unknown[] };

/** RFC 7517 section 8.5; most servers name the other. */
const mediaTypes = ['application/jwk-set+json', 'application/json'].join(', ');

/** An issuer's keys. */
export const jwksEndpoint: Endpoint<KeySet> = {
  name: 'jwks',
  member: members.jwks,
  prepare: (init) => ({
    ...init,
    headers: {
      ...(init.headers as Record<string, string> | undefined),
      accept: mediaTypes,
    },
  }),
  read(answer) {
    const { host, status, json } = answer;
    if (status !== 200 || json === undefined) throw statusFault(answer);
    if (!Array.isArray(json.keys))
      throw new Fault(
        'response-invalid',
        t('{host} returned a response that isn’t a JWK Set: it has no “keys”.', { host }),
      );
    return json as KeySet;
  },
};
