import { withoutFiles } from '../../ui/sender/httpyac-files';

/** The requests of a file as httpYac's own parser reads them. */
export interface YacRegion {
  startLine: number;
  endLine: number;
  request?: {
    method: string;
    url: string;
    /** By their names in lower case. */
    headers: Record<string, string[]>;
    body: string;
  };
}

/** Loads httpYac, which takes a while. Its parser looks for files, but to it none exists. */
export async function loadHttpYac(): Promise<(text: string) => Promise<YacRegion[]>> {
  const { io, store } = await import('httpyac');
  withoutFiles(io);
  const files = new store.HttpFileStore();
  return async (text) => {
    const { httpRegions } = await files.parse('/a.http', text, { config: {} });
    return httpRegions.map(({ symbol: { startLine, endLine }, request }) => ({
      startLine,
      endLine,
      ...(request !== undefined && {
        request: {
          method: request.method ?? '',
          url: request.url ?? '',
          headers: byName(request.headers ?? {}),
          body: JSON.stringify(request.body ?? ''),
        },
      }),
    }));
  };
}

function byName(headers: Record<string, unknown>): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(headers))
    (found[name.toLowerCase()] ??= []).push(...[value].flat().map(String));
  return found;
}
