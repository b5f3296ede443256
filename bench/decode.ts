import assert from 'node:assert/strict';
import { createDecoder } from 'fast-jwt';
import * as jose from 'jose';
// @ts-expect-error It has no types of its own, and one call of it is made here.
import jsonwebtokenModule from 'jsonwebtoken';
import { jwtDecode } from 'jwt-decode';
import { decodeJwt } from '../src/jwt/read/decode';
import { alternate } from './alternate';
import { Samples } from './samples';
import type { Row } from './table';

const jsonwebtoken = jsonwebtokenModule as {
  decode(token: string, options: { complete: true }): { header: object; payload: object } | null;
};

interface Read {
  header: object;
  claims: object;
}

const complete = createDecoder({ complete: true });

/** Each reads header and claims, both. */
const readers = {
  ours: (token: string): Read => decodeJwt(token) ?? assert.fail(),
  'fast-jwt': (token: string): Read => {
    const { header, payload } = complete(token) as { header: object; payload: object };
    return { header, claims: payload };
  },
  jsonwebtoken: (token: string): Read => {
    const { header, payload } = jsonwebtoken.decode(token, { complete: true }) ?? assert.fail();
    return { header, claims: payload };
  },
  jose: (token: string): Read => ({ header: jose.decodeProtectedHeader(token), claims: jose.decodeJwt(token) }),
  'jwt-decode': (token: string): Read => ({ header: jwtDecode(token, { header: true }), claims: jwtDecode(token) }),
};

/** How fast a token is decoded, beside the fastest of the libraries that do it. */
export function decodeRows(): Row[] {
  const samples = new Samples();
  const tokens: [what: string, token: string, times: number][] = [
    ['800 bytes', samples.token(800, 'r:a'), 2000],
    ['800 bytes, not ASCII', samples.token(800, 'čti'), 2000],
    ['20 KB', samples.token(20_000, 'read:things'), 100],
    ['20 KB, not ASCII', samples.token(20_000, 'číst:věci'), 100],
  ];
  return tokens.flatMap(([what, token, times]) => {
    const ways = Object.entries(readers).map(([name, read]) => {
      assert.deepEqual(read(token), readers.ours(token), name);
      return [name, () => Object.keys(read(token).claims).length + Object.keys(read(token).header).length] as const;
    });
    const { ours = NaN, ...others } = alternate(Object.fromEntries(ways), { rounds: 15, warmUp: 3, times });
    const [[fastest, least] = ['none', NaN]] = Object.entries(others).sort(([, a], [, b]) => a - b);
    const all = Object.entries(others).map(([name, value]) => `${name} ${microseconds(value)}`);
    return [
      { what: `decoding a token of ${what}, against the fastest, ${fastest}`, now: ours / least, target: '<= 1.10' },
      { what: `  ours ${microseconds(ours)}, ${all.join(', ')}` },
    ];
  });
}

const microseconds = (value: number): string => `${(value * 1000).toFixed(1)} µs`;
