import type { Disposable } from '../../base/event';
import { placeholdersIn, withPlaceholders } from '../../http/placeholders';
import { isFault, toFault, type Fault } from '../../faults/fault';
import type { FaultPlace } from '../../faults/reason';
import { fileClosed } from './file-closed';
import { pluginName, readHooks, type YacContext, type YacRequest } from './httpyac-api';
import { putTokens, type TokenSource } from './httpyac-request';

export interface PluginDependencies extends TokenSource {
  /** Told why a request was not sent; not of a cancelled one. */
  failed(fault: Fault): void;
  log(line: string): void;
  /** Calls back when the document with this address is closed. */
  closed(uri: string, listener: () => void): Disposable;
  /** Remembers that the request at a place waits, until that is over. */
  waits<T>(place: FaultPlace | undefined, over: Promise<T>): Promise<T>;
  /** Fires when the plugin is taken away: files that are still parsed with it are sent as they are. */
  over: AbortSignal;
}

/**
 * A plugin for httpYac, by which a token goes into a request that httpYac sends. Until the request is complete, a
 * placeholder stands for the token, so that neither the file's variables nor its scripts have it; then its destination
 * is known, and the token is put in. A request whose token cannot be put in is not sent.
 */
export function httpYacPlugin(deps: PluginDependencies): (api: unknown) => void {
  return (api) => {
    const hooks = readHooks(api);
    if (hooks === undefined) {
      deps.log('httpYac offers no hooks that are known here');
      return;
    }
    /** The variables whose placeholders a request was given. */
    const given = new WeakMap<YacRequest, Set<string>>();
    hooks.replaceVariable.addHook(
      pluginName,
      (text, type, context) => {
        if (typeof text !== 'string' || deps.over.aborted) return text;
        const replaced = withPlaceholders(text);
        if (context.request !== undefined && isPart(type, context.request)) note(given, context.request, replaced);
        return replaced;
      },
      // Variables that hold a reference come before it.
      { before: ['restClientDynamic'] },
    );
    hooks.onRequest.addInterceptor({
      id: pluginName,
      afterLoop: async ({ args: [request, context] }) => {
        if (deps.over.aborted) return true;
        const abort = new AbortController();
        const unregister = context.progress?.register?.(() => abort.abort());
        let place = placeOf(context);
        let listener: Disposable | undefined;
        const closed = new Promise<never>((_, reject) => {
          listener =
            place &&
            deps.closed(place.uri, () => {
              // One that was never saved is gone.
              if (place?.uri.startsWith('untitled:') === true) place = undefined;
              reject(fileClosed(place));
            });
        });
        closed.catch(() => undefined);
        // Only the waiting ends with the file: a login goes on, since its token is of use later.
        const issue: typeof deps.issue = (...about) => deps.waits(place, Promise.race([closed, deps.issue(...about)]));
        const circumstances = { context, place, given: given.get(request), signal: abort.signal };
        try {
          await putTokens(request, circumstances, { ...deps, issue });
          return true;
        } catch (thrown) {
          const fault = isFault(thrown) ? thrown : toFault(thrown);
          if (fault.code !== 'cancelled') deps.failed(fault.place === undefined ? fault.with({ place }) : fault);
          return false;
        } finally {
          unregister?.();
          listener?.dispose();
        }
      },
    });
  };
}

/** Whether a text of this type is sent with the request. */
function isPart(type: unknown, { headers = {} }: YacRequest): boolean {
  return type === 'Url' || type === 'Body' || (typeof type === 'string' && Object.hasOwn(headers, type));
}

function note(given: WeakMap<YacRequest, Set<string>>, request: YacRequest, text: string): void {
  const variables = placeholdersIn(text);
  if (variables.length > 0) given.set(request, new Set([...(given.get(request) ?? []), ...variables]));
}

/** The request's place in its file, if httpYac has the file's address. */
function placeOf({ httpFile, httpRegion }: YacContext): FaultPlace | undefined {
  const { fileName } = httpFile ?? {};
  const line = httpRegion?.symbol?.startLine;
  const isAddress = typeof fileName === 'object' && fileName !== null && 'scheme' in fileName;
  return isAddress && typeof line === 'number' ? { uri: `${fileName as unknown as URL}`, line } : undefined;
}
