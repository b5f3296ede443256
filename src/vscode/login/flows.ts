/**
 * The ways in which a login ends: the browser comes back, or (device) nothing does, since the user enters a code there
 * (RFC 8628) and the provider is asked.
 */
export const flowNames = ['uri-handler', 'external-uri', 'loopback', 'device', 'paste'] as const;

export type FlowName = (typeof flowNames)[number];

/** The ways in which the browser comes back. */
export type RedirectFlow = Exclude<FlowName, 'device'>;

/** What a window is like, as far as it decides which ways work; no types of VS Code, so that a unit test can list cases. */
export interface WindowKind {
  ui: 'desktop' | 'web';
  /** The window shows a remote (SSH, WSL, a container, a server); the extension runs there. */
  remote: boolean;
}

/** Where a login takes place. */
export interface Situation extends WindowKind {
  /** Whether the provider lets the profile's login be done with a code; see src/oauth/by-code.ts. */
  offersCode: boolean;
  /** Whether the browser comes back with a token in the address; see `GrantFacts`. */
  inFragment: boolean;
}

interface Flow {
  name: FlowName;
  /** Whether it works there by default. */
  serves: (situation: Situation) => boolean;
  /** Whether it works where the profile names it. */
  servesIfNamed: (situation: Situation) => boolean;
  /** Whether an address with a token in it may come by that way. */
  keepsFragment?: true;
}

const always = () => true;
const never = () => false;
const desktop = ({ ui }: WindowKind) => ui === 'desktop';
const web = ({ ui }: WindowKind) => ui === 'web';
const isOneMachine = ({ ui, remote }: WindowKind) => ui === 'desktop' && !remote;

/** The best first. */
const flows: readonly Flow[] = [
  // On the desktop the address reaches an extension in a remote host too.
  { name: 'uri-handler', serves: desktop, servesIfNamed: desktop },
  // On the web the raw scheme would open another program; VS Code makes an address of its own.
  { name: 'external-uri', serves: web, servesIfNamed: web },
  // Only where browser and extension share a machine. Where the profile names it, the port may have been forwarded; a
  // token does not go by other machines.
  {
    ...{ name: 'loopback', keepsFragment: true, serves: isOneMachine },
    servesIfNamed: (situation) => !situation.inFragment || isOneMachine(situation),
  },
  // No profile names it: one that wants nothing else has the grant of its own.
  { name: 'device', serves: ({ offersCode }) => offersCode, servesIfNamed: never },
  { name: 'paste', keepsFragment: true, serves: always, servesIfNamed: always },
];

/**
 * The ways to try, the best first.
 * @param redirect the profile's `redirect`: `auto` or the name of one way; on the web `uri-handler` means VS Code's own address
 * @param not ways that have failed
 */
export function orderFlows(situation: Situation, redirect: string, not: readonly string[] = []): FlowName[] {
  const named = redirect.split(':', 1)[0];
  const wanted = (flow: Flow) => {
    if (situation.inFragment && flow.keepsFragment !== true) return false;
    if (named === 'auto' || not.length > 0)
      return flow.serves(situation) || (flow.name === named && flow.servesIfNamed(situation));
    if (named === 'uri-handler')
      return (flow.name === 'uri-handler' || flow.name === 'external-uri') && flow.servesIfNamed(situation);
    return flow.name === named && flow.servesIfNamed(situation);
  };
  const fitting = flows.filter((flow) => wanted(flow) && !not.includes(flow.name)).map((flow) => flow.name);
  // Where the browser cannot reach a loopback address that the profile names, the address can still be pasted.
  return situation.inFragment && fitting.length === 0 && not.length === 0 ? ['paste'] : fitting;
}

/** The ways of coming back to a profile's `redirect`, the best first. */
export function redirectFlows(situation: Omit<Situation, 'offersCode'>, redirect: string): RedirectFlow[] {
  return orderFlows({ ...situation, offersCode: false }, redirect).filter((flow) => flow !== 'device');
}

/** Where the loopback server listens, from a profile's `loopback` or `loopback:PORT/path`. Port 0 is any free port. */
export function loopbackAddress(redirect: string): { port: number; path: string } {
  const match = /^loopback(?::(\d+)(\/.*)?)?$/.exec(redirect);
  return { port: Number(match?.[1] ?? 0), path: match?.[2] ?? '/callback' };
}
