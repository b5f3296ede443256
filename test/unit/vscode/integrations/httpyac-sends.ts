import assert from 'node:assert/strict';
import type { HttpResponse } from 'httpyac';
import { cancelled, Fault } from '../../../../src/faults/fault';
import { variableOf } from '../../../../src/http/reference';
import { byName, identityOf, type Home, type UsableProfile } from '../../../../src/profile/known';
import type { Destination } from '../../../../src/profile/origins';
import { fitsOrigins } from '../../../../src/profile/origins';
import type { TokenSet } from '../../../../src/storage/token-set';
import type { GetOptions } from '../../../../src/tokens/service';
import { Gate } from '../../../../src/vscode/access/gate';
import { readHttpYac } from '../../../../src/vscode/integrations/httpyac-api';
import { httpYacPlugin, type PluginDependencies } from '../../../../src/vscode/integrations/httpyac-plugin';
import type { TokenAnswer } from '../../../../src/vscode/integrations/httpyac-sending';
import { startRecorder, type Recorder } from '../../../support/recorder';
import { personal, usableProfile } from '../../storage/profiles-of';
import { withoutFiles } from '../../../ui/sender/httpyac-files';

/** What a request of a test ended in. */
export interface Sent {
  /** Whether httpYac sent it. */
  wasSent: boolean;
  /** All that httpYac has of it afterwards: what it shows, logs and keeps in its history and variables. */
  kept: string;
  responses: HttpResponse[];
}

export type HttpYac = Awaited<ReturnType<typeof openHttpYac>>;

/** Makes a profile of a machine. */
type Machine = (id: string, more?: object, home?: Home) => UsableProfile;

/** A profile of a machine whose tokens may go to an origin. */
const machineFor =
  (origin: string): Machine =>
  (id, more = {}, home = personal) => {
    const fields = { id, grant: 'client_credentials', clientId: 'c', issuer: 'https://sso.example.com' };
    return usableProfile({ ...fields, origins: [origin], ...more }, home);
  };

/**
 * Starts two servers for the tests of a suite, and opens httpYac for each of them.
 * @param profiles the profiles of each test; tokens of a machine may go to the first server
 */
export function openBeforeEach(profiles: (machine: Machine) => UsableProfile[]) {
  let [api, other]: Recorder[] = [];
  let yac: HttpYac | undefined;
  const opened: HttpYac[] = [];
  const machine: Machine = (...given) => machineFor(suite.api.origin)(...given);
  const open = async (...given: Parameters<typeof openHttpYac>): Promise<HttpYac> => {
    const one = await openHttpYac(...given);
    opened.push(one);
    return one;
  };

  before(async () => {
    [api, other] = [await startRecorder(), await startRecorder()];
  });
  beforeEach(async () => {
    for (const each of [api, other]) each?.reached.splice(0);
    yac = await open(profiles(machine));
  });
  afterEach(() => opened.splice(0).forEach(({ close }) => close()));
  after(() => Promise.all([api?.close(), other?.close()]));

  const suite = {
    machine,
    open,
    get api() {
      return api ?? assert.fail();
    },
    get other() {
      return other ?? assert.fail();
    },
    get yac() {
      return yac ?? assert.fail();
    },
  };
  return suite;
}

/** The real httpYac, with the plugin in its store, and profiles whose tokens are `SECRET-` and their id. */
async function openHttpYac(profiles: readonly UsableProfile[], changes: Partial<PluginDependencies> = {}) {
  const httpyac = await import('httpyac');
  const { io, store, send } = httpyac;
  withoutFiles(io);
  io.userInteractionProvider.isTrusted = () => true;
  const logged: string[] = [];
  io.log.options.logMethod = (_level, ...messages) => void logged.push(httpyac.utils.stringifySafe(messages) ?? '');
  // An enum that is not there when modules are compiled one by one.
  Object.assign(io.log.options, { level: 1 });
  const faults: Fault[] = [];
  const answers: TokenAnswer[] = [];
  const asked: Destination[] = [];
  const got: GetOptions[] = [];
  /** What the user answers to the question about a destination that no profile names. */
  const user = { allows: false };
  const gate = new Gate({
    get: async (profile, options): Promise<TokenSet> => {
      got.push(options);
      const isBound = profile.settings.security?.dpop === true;
      return { accessToken: `SECRET-${profile.id}`, tokenType: isBound ? 'dpop' : 'bearer', obtainedAt: 1 };
    },
    openAgain: () => undefined,
    peek: () => Promise.resolve(undefined),
    involved: (known) => Promise.resolve([known]),
    checkAutomation: () => Promise.reject(new Error('a person sends')),
    checkDestination: async ({ settings: { origins = [] } }, destination) => {
      if ('origin' in destination && fitsOrigins(origins, destination.origin)) return;
      asked.push(destination);
      if (!user.allows) throw cancelled();
    },
    isCurrent: () => Promise.resolve(true),
    used: () => Promise.resolve(),
  });
  const one = (found: readonly UsableProfile[]) => {
    const [profile, ...more] = found;
    if (profile === undefined) throw new Fault('profile-not-found', 'none');
    if (more.length > 0) throw new Fault('profile-ambiguous', found.map(identityOf).join(', '));
    return profile;
  };
  const over = new AbortController();
  const deps: PluginDependencies = {
    byVariable: async (variable) => one(profiles.filter(({ id }) => variableOf(id) === variable)),
    byName: async (name) => one(byName(profiles)(name)),
    issue: (profile, destination, signal) =>
      gate.issue({ door: 'sender', caller: 'person', profile, destination }, { signal }),
    prove: async (_profile, _token, { method, url, nonce }) => `proof ${method} ${url.href} ${nonce}`,
    isOwnProxy: () => false,
    answered: (answer) => answers.push(answer),
    failed: (fault) => faults.push(fault),
    log: () => undefined,
    closed: () => ({ dispose: () => undefined }),
    waits: (_place, over) => over,
    over: over.signal,
    ...changes,
  };
  const plugins = readHttpYac({ httpyac, documentStore: { clear: () => undefined } })?.plugins ?? {};
  plugins['token-deck'] = httpYacPlugin(deps);

  /** Sends the last request of a file, as httpYac's Send does. */
  const sends = async (
    text: string,
    config: object = {},
    progress?: object,
    more = {},
    fileName: unknown = '/a.http',
  ): Promise<Sent> => {
    logged.length = 0;
    const httpFile = await new store.HttpFileStore().parse('/a.http', text, { config });
    Object.assign(httpFile, { fileName });
    const responses: HttpResponse[] = [];
    const context = {
      ...{
        httpFile,
        httpRegion: httpFile.httpRegions.at(-1),
        variables: {},
        config,
        ...more,
        ...(progress && { progress }),
      },
      logResponse: async (response: HttpResponse | undefined) => void (response && responses.push(response)),
    };
    const wasSent = await send(context as never);
    const kept = httpyac.utils.stringifySafe([
      context,
      responses,
      httpFile.httpRegions.map(({ testResults }) => testResults),
    ]);
    return { wasSent, kept: `${kept}${logged.join('\n')}`, responses };
  };
  const close = () => {
    Reflect.deleteProperty(plugins, 'token-deck');
    Object.assign(io.log.options, { level: 100, logMethod: undefined });
  };
  return { httpyac, sends, faults, answers, asked, got, user, over, close };
}
