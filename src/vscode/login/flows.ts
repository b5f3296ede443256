/** The ways in which the browser comes back after a login. */
export const flowNames = ['uri-handler', 'external-uri', 'loopback', 'paste'] as const;

export type FlowName = (typeof flowNames)[number];

/** What of a window decides about the ways: nothing of it is VS Code's own type, so that a table of cases can say it. */
export interface WindowKind {
  ui: 'desktop' | 'web';
  /** The window shows a remote (SSH, WSL, a container, a server); the extension runs there. */
  remote: boolean;
}

interface Flow {
  name: FlowName;
  /** Whether it can serve in such a window unasked. */
  serves: (window: WindowKind) => boolean;
  /** Whether it can serve where the profile names it. */
  servesIfNamed: (window: WindowKind) => boolean;
}

const always = () => true;
const desktop = ({ ui }: WindowKind) => ui === 'desktop';
const web = ({ ui }: WindowKind) => ui === 'web';

/** In the order in which they are preferred. */
const flows: readonly Flow[] = [
  // On the desktop the address reaches an extension in a remote host too.
  { name: 'uri-handler', serves: desktop, servesIfNamed: desktop },
  // On the web the raw scheme opens the wrong program; VS Code makes an address of its own.
  { name: 'external-uri', serves: web, servesIfNamed: web },
  // Only where browser and extension share a machine; who names it may have forwarded the port.
  { name: 'loopback', serves: (window) => desktop(window) && !window.remote, servesIfNamed: always },
  { name: 'paste', serves: always, servesIfNamed: always },
];

/**
 * The ways to try, the best first.
 * @param redirect the profile's `redirect`: `auto` or one way by name; on the web `uri-handler` means VS Code's own address
 * @param not ways that were tried without success
 */
export function orderFlows(window: WindowKind, redirect: string, not: readonly string[] = []): FlowName[] {
  const named = redirect.split(':', 1)[0];
  const wanted = (flow: Flow) => {
    if (named === 'auto' || not.length > 0)
      return flow.serves(window) || (flow.name === named && flow.servesIfNamed(window));
    if (named === 'uri-handler')
      return (flow.name === 'uri-handler' || flow.name === 'external-uri') && flow.servesIfNamed(window);
    return flow.name === named && flow.servesIfNamed(window);
  };
  return flows.filter((flow) => wanted(flow) && !not.includes(flow.name)).map((flow) => flow.name);
}

/** Where the loopback server listens: `loopback`, or `loopback:PORT/path` of a profile. Port 0 is any that is free. */
export function loopbackAddress(redirect: string): { port: number; path: string } {
  const match = /^loopback(?::(\d+)(\/.*)?)?$/.exec(redirect);
  return { port: Number(match?.[1] ?? 0), path: match?.[2] ?? '/callback' };
}
