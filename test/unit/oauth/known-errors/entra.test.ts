import { entra } from '../../../../src/oauth/known-errors/entra';
import { itExplains, type Said } from './explained';

const said = (error: string, code: number, what: RegExp, next: RegExp): Said => [
  error,
  `AADSTS${code}: Words of Entra. Trace ID: 0000aaaa-11bb-cccc-dd22-eeeeee333333`,
  what,
  next,
];

itExplains('Microsoft Entra ID', entra, [
  said('invalid_client', 7000215, /rejected the client secret/, /“Value”/),
  said('invalid_client', 7000222, /has expired/, /Create a new one/),
  said('invalid_client', 7000218, /sent no secret/, /“Mobile and desktop applications”/),
  said('invalid_client', 700025, /public one, and sent a secret/, /“clientAuth” to “none”/),
  said('invalid_request', 9002327, /single-page application/, /“Mobile and desktop applications”/),
  said('unauthorized_client', 700016, /no app with this client ID/, /“clientId” and the tenant/),
  said('invalid_request', 90002, /no tenant of this name/, /tenant in “issuer”/),
  said('invalid_request', 50194, /for one tenant only/, /in the place of “common”/),
  said('invalid_request', 50011, /redirect URI is not registered/, /“Copy Redirect URI”/),
  said('invalid_grant', 65001, /consented/, /“API permissions”/),
  said('invalid_resource', 500011, /no API with this identifier/, /“Application ID URI”/),
  said('invalid_scope', 1002012, /“\/\.default”/, /followed by “\/\.default”/),
  said('invalid_scope', 70011, /does not accept the scope/, /one API only/),
  said('invalid_grant', 50034, /no such user/, /“username”/),
  said('invalid_grant', 50126, /password is wrong/, /set the password again/),
  said('invalid_grant', 50076, /policy of the tenant/, /browser sign-in/),
  said('access_denied', 50105, /not assigned/, /“Users and groups”/),
  said('invalid_grant', 54005, /used already/, /Sign in again/),
  said('invalid_request', 9002313, /cannot read the request/, /“params”/),
  said('invalid_client', 700027, /client assertion/, /certificate of your key/),
]);
