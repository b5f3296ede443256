import { t } from '@vscode/l10n';
import type { Configuration } from 'openid-client';
import { Fault } from '../faults/fault';
import { registersClient } from '../profile/registers-client';
import type { Settings } from '../profile/settings';
import type { Endpoint } from './endpoints/endpoint';
import { members } from './endpoints/members';
import { unregistered } from './registered-client';

/** What an endpoint's answer is read with. */
export interface Reading {
  /** What must not appear in a message. */
  secrets: readonly string[];
  /** Whether the signature of an answer that is a JWT can be checked: the issuer is known, and its keys are. */
  checksSignature: boolean;
}

/** A client's request to another endpoint than the token endpoint. Each is made in its endpoint's own file. */
export interface ClientRequest<T> {
  /** Where it goes, by the name that a profile has for it. */
  readonly to: keyof typeof members;
  /** What goes along and must not appear in a message: the token. */
  readonly secrets: readonly string[];
  /** Whether the client authenticates, as at the token endpoint; else nothing secret of it goes along. */
  readonly authenticates: boolean;
  /** How the endpoint is spoken to; none for a page that only a browser opens. */
  readonly endpoint?: (reading: Reading) => Endpoint;
  readonly send: (configuration: Configuration) => T | Promise<T>;
}

/**
 * Refuses a request that the profile lacks a client for, or the endpoint where nothing can be discovered.
 * @throws `profile-invalid`, `endpoint-missing`, `interaction-required` where the client is not registered yet
 */
export function refuseUnmakeable({ to }: Pick<ClientRequest<unknown>, 'to'>, settings: Settings): void {
  const { issuer, endpoints, clientId } = settings;
  if (registersClient(settings)) throw unregistered();
  if (issuer === undefined && endpoints[to] === undefined) throw endpointMissing(to, settings);
  if (clientId === undefined)
    throw new Fault('profile-invalid', t('This request needs a client, and the profile has no “clientId”.'));
}

/** The fault where neither the profile nor the issuer's metadata names an endpoint; it names the field to add. */
export function endpointMissing(name: keyof typeof members, { issuer }: Settings): Fault {
  const field = `endpoints.${name}`;
  const what =
    issuer === undefined
      ? t('The profile does not name this endpoint (“{field}”).', { field })
      : t('Neither the profile (“{field}”) nor the issuer’s metadata ({member}) names this endpoint.', {
          field,
          member: members[name],
        });
  return new Fault('endpoint-missing', what, {
    next: t('If the provider has it, add its address to the profile as “{field}”.', { field }),
  });
}
