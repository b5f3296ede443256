/**
 * Tells the numbers that make up a public key, without an envelope, from shared secrets. What is told apart:
 * - the modulus of an RSA key: 1,024 to 16,384 bits in steps of 128, the highest and the lowest of them set, and
 *   without a prime factor below 1,000. Of random bytes of such a length, one in 25 looks like that and is refused as
 *   well; no shared secret of less than 128 bytes ever is.
 * - a point of P-256, P-384, P-521 or secp256k1, as SEC 1 section 2.3.3 writes it uncompressed, with or without its
 *   first byte. Random bytes are not on the curve by chance.
 *
 * A compressed point, an Ed25519 key and the modulus of a shorter RSA key look like random bytes: they cannot be told.
 */

/** What bytes are: a number of a public key, as it is or as INTEGER of DER; undefined for anything else. */
export function bareKeyOf(bytes: Uint8Array): 'modulus' | 'point' | undefined {
  if (bytes.length < 64 || bytes.length > longestModulus + 5) return undefined;
  if (isPoint(bytes)) return 'point';
  return isModulus(integerOf(bytes) ?? bytes) ? 'modulus' : undefined;
}

/** The content of a DER INTEGER (X.690 section 8.3) that bytes are, whole; undefined if they are none. */
function integerOf(bytes: Uint8Array): Uint8Array | undefined {
  const [tag, first = 0] = bytes;
  if (tag !== 0x02 || first <= 0x80 || first > 0x82) return undefined;
  const start = first - 0x80 + 2;
  return numberOf(bytes.subarray(2, start)) === BigInt(bytes.length - start) ? bytes.subarray(start) : undefined;
}

/** In bytes. */
const shortestModulus = 128;
const longestModulus = 2048;

function isModulus(bytes: Uint8Array): boolean {
  const start = bytes.findIndex((byte) => byte !== 0);
  const modulus = start < 0 ? new Uint8Array() : bytes.subarray(start);
  const { length } = modulus;
  if (length < shortestModulus || length > longestModulus || length % 16 !== 0) return false;
  const [highest = 0, lowest = 0] = [modulus[0], modulus[length - 1]];
  return highest >= 0x80 && lowest % 2 === 1 && !hasSmallFactor(modulus);
}

function hasSmallFactor(number: Uint8Array): boolean {
  for (let divisor = 3; divisor < 1000; divisor += 2)
    if (number.reduce((rest, byte) => (rest * 256 + byte) % divisor, 0) === 0) return true;
  return false;
}

/** A curve y² = x³ + ax + b modulo p (SEC 2, NIST SP 800-186 section 3.2.1), and the bytes of a coordinate. */
interface Curve {
  size: number;
  p: bigint;
  a: bigint;
  b: bigint;
}

const curves: readonly Curve[] = [
  {
    size: 32,
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    a: -3n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  { size: 32, p: 2n ** 256n - 2n ** 32n - 977n, a: 0n, b: 7n },
  {
    size: 48,
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    a: -3n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
  {
    size: 66,
    p: 2n ** 521n - 1n,
    a: -3n,
    b: 0x051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
  },
];

function isPoint(bytes: Uint8Array): boolean {
  const coordinates = bytes.length % 2 === 1 && bytes[0] === 0x04 ? bytes.subarray(1) : bytes;
  return curves.some(({ size, p, a, b }) => {
    if (coordinates.length !== 2 * size) return false;
    const [x, y] = [numberOf(coordinates.subarray(0, size)), numberOf(coordinates.subarray(size))];
    return x < p && y < p && (y * y - (x * x * x + a * x + b)) % p === 0n;
  });
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') || '0'}`);
}
