import assert from 'node:assert/strict';
import { part } from '../test/support/jwts';

/** Logs, long lines and tokens for the bench, generated from a seed, so that they are the same in every run. */
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const words =
  'the request was handled by worker and they returned a new view of every key in cache while retry policy allowed system player between review entry session timeout error warning connected database query user service handler response status upstream gateway events server network interface where when what with from into over under again token header payload';

export class Samples {
  private state = 1;

  private below(limit: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * limit);
  }

  private pick<T>(list: readonly T[]): T {
    const item = list[this.below(list.length)];
    assert.ok(item !== undefined);
    return item;
  }

  private word(): string {
    return this.pick(words.split(' '));
  }

  private sentence(count: number): string {
    return Array.from({ length: count }, () => this.word()).join(' ');
  }

  private digits(count: number, base: 10 | 16): string {
    return Array.from({ length: count }, () => this.below(base).toString(base)).join('');
  }

  base64url(length: number): string {
    return Array.from({ length }, () => letters.charAt(this.below(64))).join('');
  }

  private time(): string {
    const two = (limit: number) => String(this.below(limit)).padStart(2, '0');
    return `2026-0${1 + this.below(9)}-1${this.below(10)}T${two(24)}:${two(60)}:${two(60)}.${this.digits(3, 10)}Z`;
  }

  /** A line of a log, of one of many kinds: a server's, a proxy's, a stack, JSON, hashes or base64. */
  private logLine(): string {
    const kinds = [
      () => `${this.time()} INFO  [worker-${this.below(32)}] example.gateway.RequestHandler - ${this.sentence(8)}`,
      () =>
        `${this.time()} DEBUG GET https://api.example.com/v2/${this.word()}/${this.digits(24, 16)}?page=${this.below(90)} 200`,
      () =>
        `10.${this.below(256)}.${this.below(256)}.7 - - "POST /${this.word()}/${this.word()} HTTP/1.1" 201 ${this.below(9e5)} "Mozilla/5.0 (X11; Linux x86_64)"`,
      () => this.jsonLine(),
      () =>
        `${this.time()} ERROR ${this.sentence(4)} etag="${this.base64url(27)}" digest=sha256:${this.digits(64, 16)}`,
      () => `    at com.example.${this.word()}.${this.word()}Service.${this.word()}(Service.java:${this.below(900)})`,
      () => `blob ${this.base64url(200)}==`,
    ];
    return this.pick(kinds)();
  }

  private jsonLine(): string {
    return `{"level":"warn","time":"${this.time()}","traceId":"${this.digits(32, 16)}","msg":"${this.sentence(6)}","elapsed":${this.below(1e5) / 1000}}`;
  }

  /** A log of about `length` characters with `tokens` JWTs, evenly spread. */
  log(length: number, tokens: number): string {
    const kinds = Array.from({ length: 5000 }, () => this.logLine());
    const lines: string[] = [];
    let written = 0;
    for (let put = 0; written < length;) {
      const due = put < tokens && written >= (length / tokens) * (put + 0.5);
      const line = due
        ? `${this.time()} DEBUG Authorization: Bearer ${this.token(900, 'read:thing')}`
        : this.pick(kinds);
      if (due) put++;
      lines.push(line);
      written += line.length + 1;
    }
    return flat(lines.join('\n'));
  }

  /** One line of JSON of about `length` characters, without a JWT. */
  json(length: number): string {
    const objects = Array.from({ length: 2000 }, () => this.jsonLine());
    const list: string[] = [];
    for (let written = 0; written < length; written += list.at(-1)?.length ?? 0) list.push(this.pick(objects));
    return flat(`[${list.join(',')}]`);
  }

  /** An access token of at least `length` characters; its permissions begin with `permission`. */
  token(length: number, permission: string): string {
    const header = part({ alg: 'RS256', typ: 'JWT', kid: this.digits(16, 16) });
    const claims = {
      iss: 'https://issuer.example/realms/one',
      sub: `user|${this.digits(24, 16)}`,
      aud: ['https://api.example', 'https://issuer.example/userinfo'],
      iat: 1_760_000_000,
      exp: 1_760_086_400,
      scope: 'openid profile',
      permissions: [] as string[],
    };
    const signature = this.base64url(342);
    const whole = () => `${header}.${part(claims)}.${signature}`;
    while (whole().length < length) claims.permissions.push(`${permission}:${claims.permissions.length}`);
    return flat(whole());
  }
}

/** The same text as one flat string: V8 keeps concatenated strings as trees. */
function flat(text: string): string {
  return Buffer.from(text).toString();
}
