import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** A certificate and its private key, each a PEM. */
export interface Certified {
  certificate: string;
  key: string;
}

/** What a certificate says beside whose it is. */
interface Said {
  /** Host names and addresses of a server: IPv4, or `::1`. */
  hosts?: readonly string[];
  from?: Date;
  to?: Date;
}

/** An authority that signs certificates for tests. */
export interface Authority extends Certified {
  issue(name: string, said?: Said): Certified;
}

const day = 24 * 60 * 60_000;

const element = (tag: number, ...contents: Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  const { length } = content;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
};
const sequence = (...contents: Uint8Array[]) => element(0x30, ...contents);
const oid = (...bytes: number[]) => element(0x06, Buffer.from(bytes));
const text = (tag: number, value: string) => element(tag, Buffer.from(value, 'utf8'));
/** GeneralizedTime, which is read for every year. */
const time = (date: Date) => text(0x18, `${date.toISOString().replace(/[-:T]|\.\d+Z/g, '')}Z`);
const nameOf = (common: string) => sequence(element(0x31, sequence(oid(0x55, 0x04, 0x03), text(0x0c, common))));
const pem = (label: string, der: Buffer) =>
  [`-----BEGIN ${label}-----`, ...(der.toString('base64').match(/.{1,64}/g) ?? []), `-----END ${label}-----`].join(
    '\n',
  );

/** A certificate in version 3 (RFC 5280 section 4.1), for a new key of P-256. */
function certify(subject: string, said: Said, isAuthority: boolean, by?: { name: string; key: KeyObject }) {
  const { hosts = [], from = new Date(Date.now() - day), to = new Date(Date.now() + 365 * day) } = said;
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  const names = hosts.map((host) => {
    const address = host === '::1' ? [...Array<number>(15).fill(0), 1] : host.split('.').map(Number);
    return address.some(Number.isNaN) ? text(0x82, host) : element(0x87, Buffer.from(address));
  });
  const extensions = [
    ...(isAuthority
      ? [sequence(oid(0x55, 0x1d, 0x13), Buffer.from([1, 1, 0xff]), element(4, sequence(Buffer.from([1, 1, 0xff]))))]
      : []),
    ...(names.length > 0 ? [sequence(oid(0x55, 0x1d, 0x11), element(4, sequence(...names)))] : []),
  ];
  const body = sequence(
    element(0xa0, element(2, Buffer.from([2]))),
    element(2, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    nameOf(by?.name ?? subject),
    sequence(time(from), time(to)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions.length > 0 ? [element(0xa3, sequence(...extensions))] : []),
  );
  const signature = sign('sha256', body, by?.key ?? privateKey);
  const certificate = pem('CERTIFICATE', sequence(body, algorithm, element(3, Buffer.from([0]), signature)));
  return { certificate, key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })), privateKey };
}

/** Makes an authority with a name of its own. */
export function makeAuthority(name: string): Authority {
  const { certificate, key, privateKey } = certify(name, {}, true);
  return { certificate, key, issue: (subject, said = {}) => certify(subject, said, false, { name, key: privateKey }) };
}

/** Makes a certificate that is signed with its own key. */
export function selfSigned(name: string): Certified {
  return certify(name, {}, false);
}
