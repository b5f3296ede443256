import { t } from '@vscode/l10n';
import { Fault } from '../../faults/fault';
import { isSuccess, oauthFault, statusFault } from '../error-answer';
import { secureUrl } from '../transport';
import type { Endpoint } from './endpoint';
import { members } from './members';

/** In seconds: a server that names a longer interval would have people wait after they have signed in. */
const longestInterval = 60;
/** In seconds; RFC 8628 section 3.2 has the server say, and not all do. */
const usualLife = 600;
/** In seconds: timers take no longer time than some 24 days, and end at once with one. */
const longestLife = 86_400;

/** The device authorization endpoint's answer (RFC 8628 section 3.2), for the library. */
export interface DeviceAuthorization {
  device_code: string;
  user_code: string;
  verification_uri: string;
  verification_uri_complete?: string;
  /** Seconds. */
  expires_in: number;
  /** Seconds between two requests. */
  interval?: number;
}

/** The device authorization endpoint (RFC 8628 section 3.1). @param secrets what must not appear in a message */
export function deviceAuthorizationEndpoint(secrets: readonly string[]): Endpoint<DeviceAuthorization> {
  return {
    name: 'device-authorization',
    member: members.deviceAuthorization,
    read(answer) {
      const { json, status, host } = answer;
      if (typeof json?.error === 'string' && json.error !== '')
        throw oauthFault(json.error, json.error_description, secrets, answer);
      if (json === undefined || !isSuccess(status)) throw statusFault(answer);
      const text = (name: string, ...others: string[]): string => {
        const value = [name, ...others].map((each) => json[each]).find((each) => each !== undefined);
        if (typeof value === 'string' && value !== '') return value;
        throw new Fault('response-invalid', t('{host} returned no “{field}” (RFC 8628).', { host, field: name }));
      };
      // Some servers still use the name of a draft.
      const uri = secureUrl(text('verification_uri', 'verification_url')).href;
      const complete = json.verification_uri_complete;
      const interval = Number(json.interval);
      const life = Number(json.expires_in);
      return {
        device_code: text('device_code'),
        user_code: text('user_code'),
        verification_uri: uri,
        ...(typeof complete === 'string' && complete !== '' && { verification_uri_complete: secureUrl(complete).href }),
        expires_in: life > 0 ? Math.min(life, longestLife) : usualLife,
        ...(interval > 0 && { interval: Math.min(interval, longestInterval) }),
      };
    },
  };
}
