import { createServer as createHttpsServer } from 'node:https';
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { brokenAnswers } from './broken-answers';
import { createFaultFlow } from './fault-flow';
import type { bodyFaults } from './fault-names';
import type { FaultName, Place } from './fault-names';
import { listen, record, sendJson } from './listener';
import type { OpenPort, RecordedRequest } from './listener';
import { faultMetadata, faultPaths, placeOf } from './fault-metadata';
import { createSigner } from './fault-tokens';
import type { DemoClient } from './tenant';
import { testOnlyCertificate, testOnlyKey } from './test-only-certificate';

/** Answers in the place of the server. */
export type Override = (entry: RecordedRequest, response: ServerResponse) => void;

/**
 * A provider that misbehaves in chosen ways and is right otherwise. It knows every client and asks no questions: its
 * authorization endpoint redirects at once.
 */
export interface Faults {
  origin: string;
  /**
   * The issuer with the faults of `configure`; its endpoints are `/authorize`, `/token`, `/jwks`, `/userinfo`, and
   * `/rotate`, which gives it another key.
   */
  issuer: string;
  /** An issuer that always has these faults (without any, it is right). Tests with an issuer each do not disturb each other. */
  issuerWith(...faults: FaultName[]): string;
  /** The endpoints of an issuer from here. */
  endpointsOf(issuer: string): { authorization: string; token: string; jwks: string; userinfo: string };
  /** Replaces the faults of `issuer`. */
  configure(...faults: FaultName[]): void;
  /** Lets a function answer at a place of every issuer here; without one, answers as before. */
  override(place: Place, answer?: Override): void;
  clients: { public: DemoClient; m2m: DemoClient };
  /** The host that `redirect` leads to; its requests are recorded as those of the tenant `elsewhere`. */
  elsewhere: string;
  /** The same server behind an untrusted certificate. */
  https: { origin: string; issuer: string; certificate: string };
  close(): Promise<void>;
}

/** Serves the fault tenant on a port, and on two more of its own. */
export async function startFaults(port: OpenPort, requests: RecordedRequest[], host: string): Promise<Faults> {
  const tls = createHttpsServer({ cert: testOnlyCertificate, key: testOnlyKey }) as unknown as HttpServer;
  const [signer, https, elsewhere] = await Promise.all([
    createSigner(),
    listen(host, 0, tls, 'https'),
    listen('127.0.0.1', 0),
  ]);
  const flow = createFaultFlow(signer);
  const overrides = new Map<Place, Override>();
  let configured: FaultName[] = [];

  const answer = async (
    { origin }: OpenPort,
    name: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const entry = await record(requests, name, request, response);
    const [, prefix = '', list = ''] = /^(\/with\/([^/]*))\//.exec(entry.path) ?? [];
    if (entry.path === `${prefix}/rotate`) {
      signer.rotate(origin + prefix);
      return void response.writeHead(204).end();
    }
    const place = placeOf(entry.path.slice(prefix.length));
    if (!place) return sendJson(response, 404, { error: 'not_found' });
    const wellBehaved = name === 'elsewhere';
    const override = wellBehaved ? undefined : overrides.get(place);
    if (override) return override(entry, response);

    const named = decodeURIComponent(list).split('+').filter(Boolean) as FaultName[];
    const faults = wellBehaved ? [] : prefix === '' ? configured : named;
    const issuer = origin + prefix;
    const broken = faults.find((fault) => fault.startsWith(`${place}.`))?.slice(place.length + 1);
    if (broken !== undefined) {
      const right = { discovery: faultMetadata(issuer, []), jwks: await signer.jwks(issuer) }[place as string];
      return brokenAnswers[broken as keyof typeof bodyFaults]({
        response,
        right: right ?? (await flow.token(issuer, entry, [])).body,
        elsewhere: elsewhere.origin + faultPaths[place],
      });
    }
    switch (place) {
      case 'discovery':
        return sendJson(response, 200, faultMetadata(issuer, faults));
      case 'jwks':
        return sendJson(response, 200, await signer.jwks(issuer));
      case 'userinfo':
        return sendJson(response, 200, { sub: 'faulty-user', name: 'Fay Faulty' });
      case 'authorize':
        return void response.writeHead(302, { location: await flow.authorize(issuer, entry, faults) }).end();
      case 'token': {
        const { status, body, headers } = await flow.token(issuer, entry, faults);
        return sendJson(response, status, body, headers);
      }
    }
  };

  const serve = (open: OpenPort, name: string): void => {
    open.serve((request, response) => {
      answer(open, name, request, response).catch((error: unknown) => {
        console.error(`${name}: ${String(error)}`);
        response.destroy();
      });
    });
  };
  serve(port, 'faults');
  serve(https, 'faults');
  serve(elsewhere, 'elsewhere');

  return {
    origin: port.origin,
    issuer: port.origin,
    issuerWith: (...faults) => `${port.origin}/with/${faults.join('+') || 'nothing'}`,
    endpointsOf: (issuer) => ({
      authorization: issuer + faultPaths.authorize,
      token: issuer + faultPaths.token,
      jwks: issuer + faultPaths.jwks,
      userinfo: issuer + faultPaths.userinfo,
    }),
    configure: (...faults) => void (configured = faults),
    override: (place, override) => void (override ? overrides.set(place, override) : overrides.delete(place)),
    clients: {
      public: { clientId: 'faulty-public' },
      m2m: { clientId: 'faulty-m2m', clientSecret: 'faulty+m2m/secret=&%41' },
    },
    elsewhere: elsewhere.origin,
    https: { origin: https.origin, issuer: https.origin, certificate: testOnlyCertificate },
    close: async () => {
      await Promise.all([https.close(), elsewhere.close()]);
    },
  };
}
