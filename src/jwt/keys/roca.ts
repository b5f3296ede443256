/** The first primes above 2; the moduli of CVE-2017-15361 are powers of 65537 modulo each of them. */
const primes = [
  ...[3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109],
  ...[113, 127, 131, 137, 139, 149, 151, 157, 163, 167],
];

/**
 * Whether an RSA modulus has the fingerprint of keys that can be factored, made by certain smart cards and TPMs (ROCA,
 * CVE-2017-15361; Nemec and others, “The Return of Coppersmith’s Attack”, section 3.1). By chance, one sound key in some
 * hundred millions has it.
 * @param modulus big-endian octets
 */
export function isRoca(modulus: Uint8Array): boolean {
  return modulus.length > 0 && primes.every((prime) => isPower(remainder(modulus, prime), prime));
}

function remainder(modulus: Uint8Array, prime: number): number {
  return modulus.reduce((rest, octet) => (rest * 256 + octet) % prime, 0);
}

/** Whether a number is a power of 65537 modulo a prime. */
function isPower(number: number, prime: number): boolean {
  const base = 65537 % prime;
  let power = 1;
  do {
    if (power === number) return true;
    power = (power * base) % prime;
  } while (power !== 1);
  return false;
}
