import { generateKeyPairSync } from 'node:crypto';
import type { FaultCode } from '../../../../src/faults/table';
import type { Changes, Clients, Login } from './clients';

/** A profile that departs from one of the table, a person or a server that does, and what the user is told then. */
export interface Refusal extends Login {
  what: string;
  /** The cell of the table, as its test is called. */
  of: string;
  but?: Changes | ((clients: Clients) => Changes | Promise<Changes>);
  /** The login is as in the table, and what departs from it is the renewal. */
  renews?: true;
  code: FaultCode;
  /** The server's own word. */
  error?: string;
}

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** A key that belongs to nobody. */
export const otherKey = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));

export const otherSecret = { credentials: { clientSecret: 'another-secret-of-at-least-32-octets' } } as const;

/** A profile without any hardening. */
export const without: Changes = { fields: { security: {} } };
