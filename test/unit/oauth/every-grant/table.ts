import type { Grant } from '../../../../src/profile/grants/table';
import type { Duty, Method } from '../../../server/every-client';

/** A row of the table, and one of its columns: what the server holds the client to. */
export interface Case {
  grant: Grant;
  method: Method;
  duties: readonly Duty[];
}

/**
 * Each grant with each client authentication and each hardening, as a login, a request and a renewal at a running
 * authorization server. Every answer in a redirect names its issuer (RFC 9207), and every proof needs a nonce. “✓” is run;
 * a letter is a reason in every-grant.test.ts why something is not offered.
 */
const table = `
grant               client authentication        plain  DPoP  certificate  PAR  JAR  PAR+JAR  JARM  PAR+JAR+JARM  PAR+JAR+JARM+DPoP
client_credentials  none                         a      a     a            a    a    a        a     a             a
client_credentials  client_secret_basic          ✓      ✓     c            b    b    b        b     b             b
client_credentials  client_secret_post           ✓      ✓     c            b    b    b        b     b             b
client_credentials  client_secret_jwt            ✓      ✓     c            b    b    b        b     b             b
client_credentials  private_key_jwt              ✓      ✓     ✓            b    b    b        b     b             b
client_credentials  tls_client_auth              ✓      ✓     ✓            b    b    b        b     b             b
client_credentials  self_signed_tls_client_auth  ✓      ✓     ✓            b    b    b        b     b             b
password            none                         ✓      ✓     c            b    b    b        b     b             b
password            client_secret_basic          ✓      ✓     c            b    b    b        b     b             b
password            client_secret_post           ✓      ✓     c            b    b    b        b     b             b
password            client_secret_jwt            ✓      ✓     c            b    b    b        b     b             b
password            private_key_jwt              ✓      ✓     ✓            b    b    b        b     b             b
password            tls_client_auth              ✓      ✓     ✓            b    b    b        b     b             b
password            self_signed_tls_client_auth  ✓      ✓     ✓            b    b    b        b     b             b
token_exchange      none                         ✓      ✓     c            b    b    b        b     b             b
token_exchange      client_secret_basic          ✓      ✓     c            b    b    b        b     b             b
token_exchange      client_secret_post           ✓      ✓     c            b    b    b        b     b             b
token_exchange      client_secret_jwt            ✓      ✓     c            b    b    b        b     b             b
token_exchange      private_key_jwt              ✓      ✓     ✓            b    b    b        b     b             b
token_exchange      tls_client_auth              ✓      ✓     ✓            b    b    b        b     b             b
token_exchange      self_signed_tls_client_auth  ✓      ✓     ✓            b    b    b        b     b             b
jwt_bearer          none                         ✓      ✓     c            b    b    b        b     b             b
jwt_bearer          client_secret_basic          ✓      ✓     c            b    b    b        b     b             b
jwt_bearer          client_secret_post           ✓      ✓     c            b    b    b        b     b             b
jwt_bearer          client_secret_jwt            ✓      ✓     c            b    b    b        b     b             b
jwt_bearer          private_key_jwt              ✓      ✓     ✓            b    b    b        b     b             b
jwt_bearer          tls_client_auth              ✓      ✓     ✓            b    b    b        b     b             b
jwt_bearer          self_signed_tls_client_auth  ✓      ✓     ✓            b    b    b        b     b             b
device_code         none                         ✓      ✓     c            b    b    b        b     b             b
device_code         client_secret_basic          ✓      ✓     c            b    b    b        b     b             b
device_code         client_secret_post           ✓      ✓     c            b    b    b        b     b             b
device_code         client_secret_jwt            ✓      ✓     c            b    b    b        b     b             b
device_code         private_key_jwt              ✓      ✓     ✓            b    b    b        b     b             b
device_code         tls_client_auth              ✓      ✓     ✓            b    b    b        b     b             b
device_code         self_signed_tls_client_auth  ✓      ✓     ✓            b    b    b        b     b             b
authorization_code  none                         ✓      ✓     c            ✓    ✓    ✓        ✓     ✓             ✓
authorization_code  client_secret_basic          ✓      ✓     c            ✓    ✓    ✓        ✓     ✓             ✓
authorization_code  client_secret_post           ✓      ✓     c            ✓    ✓    ✓        ✓     ✓             ✓
authorization_code  client_secret_jwt            ✓      ✓     c            ✓    ✓    ✓        ✓     ✓             ✓
authorization_code  private_key_jwt              ✓      ✓     ✓            ✓    ✓    ✓        ✓     ✓             ✓
authorization_code  tls_client_auth              ✓      ✓     ✓            ✓    ✓    ✓        ✓     ✓             ✓
authorization_code  self_signed_tls_client_auth  ✓      ✓     ✓            ✓    ✓    ✓        ✓     ✓             ✓
implicit            none                         ✓      d     f            ✓    ✓    ✓        e     e             d
implicit            client_secret_basic          ✓      d     f            ✓    ✓    ✓        e     e             d
implicit            client_secret_post           ✓      d     f            ✓    ✓    ✓        e     e             d
implicit            client_secret_jwt            ✓      d     f            ✓    ✓    ✓        e     e             d
implicit            private_key_jwt              ✓      d     f            ✓    ✓    ✓        e     e             d
implicit            tls_client_auth              ✓      d     f            ✓    ✓    ✓        e     e             d
implicit            self_signed_tls_client_auth  ✓      d     f            ✓    ✓    ✓        e     e             d
`;

/** A case of the table. */
export interface Cell extends Case {
  column: string;
  mark: string;
}

const [head = '', ...lines] = table.trim().split('\n');
const columns = head.split(/ {2,}/).slice(2);

/** All cells of the table, row by row. */
export const cells: readonly Cell[] = lines.flatMap((line) => {
  const [grant = '', method = '', ...marks] = line.split(/ +/);
  return columns.map((column, at) => ({
    ...{ grant: grant as Grant, method: method as Method, column, mark: marks[at] ?? '' },
    duties: column === 'plain' ? [] : (column.split('+') as Duty[]),
  }));
});

/** What a case is called in the names of tests. */
export const caseName = ({ grant, method, duties }: Case): string =>
  `${grant}, ${method}, ${duties.join('+') || 'plain'}`;

/** The cell whose test has that name, which is one that is run. */
export function cellOf(name: string): Cell {
  const found = cells.find((cell) => cell.mark === '✓' && caseName(cell) === name);
  if (found === undefined) throw new Error(`no cell “${name}”`);
  return found;
}
