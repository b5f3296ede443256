/**
 * What httpYac's extension exports, as far as it is needed here. Nothing of it is documented, so it is read as what a
 * stranger sent: without one of these parts, there is no plugin.
 */

/** The name under which httpYac keeps the plugin, and that of its hooks. */
export const pluginName = 'token-deck';

/** Where httpYac looks for plugins, each a function that is called with the hooks of every file that it parses. */
export interface HttpYac {
  plugins: Record<string, unknown>;
  /** Has files that are open parsed again, with the plugins that there are now. Never throws: a failure is logged. */
  parseAgain(log: (line: string) => void): void;
}

/** Called by httpYac for each text of a request or a variable. @param type the header's name, `Url`, `Body`, `Variable`, … */
type ReplaceVariable = (text: unknown, type: unknown, context: YacContext) => unknown;

/** The hooks of a file that are used here. */
export interface YacHooks {
  replaceVariable: { addHook(id: string, replace: ReplaceVariable, order: { before: string[] }): void };
  /** An interceptor is called after all hooks of the file and of the request; `false` ends the request without a word. */
  onRequest: {
    addInterceptor(interceptor: {
      id: string;
      afterLoop(called: { args: [request: YacRequest, context: YacContext] }): Promise<boolean>;
    }): void;
  };
}

/** A request that httpYac is about to send, with all variables replaced. */
export interface YacRequest {
  /** `HTTP` where it is sent by got, whose hooks `options` may have. */
  protocol?: unknown;
  url: string;
  method?: string;
  headers?: Record<string, unknown>;
  body?: unknown;
  noRedirect?: unknown;
  noRejectUnauthorized?: unknown;
  proxy?: unknown;
  options?: { hooks?: Partial<GotHooks>; https?: unknown };
}

/** What httpYac knows while it sends a request. */
export interface YacContext {
  request?: YacRequest;
  config?: { request?: { https?: unknown } };
  progress?: { register?(cancelled: () => void): (() => void) | undefined };
  httpFile?: { fileName?: unknown };
  httpRegion?: { symbol?: { startLine?: unknown } };
}

/** The hooks of got 11 that are used here: before each request and redirect, and after an answer. */
export interface GotHooks {
  beforeRequest: ((options: GotOptions) => Promise<void>)[];
  beforeRedirect: ((options: GotOptions) => void)[];
  afterResponse: ((response: GotResponse, again: (changed: object) => Promise<GotResponse>) => Promise<GotResponse>)[];
}

/** A request as got sends it. */
export interface GotOptions {
  url: URL;
  method: string;
  /** By their names in lower case. */
  headers: Record<string, string | string[] | undefined>;
}

export interface GotResponse {
  statusCode: number;
  headers: Record<string, string | string[] | undefined>;
  request: { options: GotOptions };
}

/** Reads what httpYac's extension exports; undefined where it is something else. */
export function readHttpYac(exported: unknown): HttpYac | undefined {
  const { httpyac, documentStore } = fields(exported);
  const { pluginStore } = fields(fields(httpyac).store);
  const { clear } = fields(documentStore);
  if (typeof fields(pluginStore).core !== 'function' || typeof clear !== 'function') return undefined;
  return {
    plugins: pluginStore as Record<string, unknown>,
    parseAgain: (log) => {
      const cleared = (async () => (clear as (this: unknown) => unknown).call(documentStore))();
      cleared.catch(() => log('httpYac could not parse its files again'));
    },
  };
}

/** Reads what httpYac calls a plugin with; undefined where it is something else. */
export function readHooks(api: unknown): YacHooks | undefined {
  const { hooks } = fields(api);
  const { replaceVariable, onRequest } = fields(hooks);
  const has = (hook: unknown, name: string) => typeof fields(hook)[name] === 'function';
  return has(replaceVariable, 'addHook') && has(onRequest, 'addInterceptor') ? (hooks as YacHooks) : undefined;
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
