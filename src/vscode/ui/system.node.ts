import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { arch, env, platform } from 'node:process';

/** Variables of this process that change how requests are sent. Their names only: a proxy's address may have a password. */
export interface Environment {
  proxies: string[];
  unchecked: string[];
  authorities: string[];
}

const proxyNames = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];

/** The variables that are set. @param variables those of this process */
export function environment(variables: Readonly<Record<string, string | undefined>> = env): Environment {
  const isSet = (name: string) => (variables[name] ?? '') !== '';
  const proxies = proxyNames.filter(isSet);
  return {
    // Windows has one variable under both names.
    proxies: proxies.filter((name) => name === name.toUpperCase() || !proxies.includes(name.toUpperCase())),
    unchecked: variables.NODE_TLS_REJECT_UNAUTHORIZED === '0' ? ['NODE_TLS_REJECT_UNAUTHORIZED'] : [],
    authorities: ['NODE_EXTRA_CA_CERTS'].filter(isSet),
  };
}

/** The path of the user's home. */
export function homePath(): string {
  return homedir();
}

/** Whether a program listens on a port of this machine, so that a login cannot. */
export function isPortTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(false)));
  });
}

/** The kind of the operating system that the extension runs on, and of the processor: `linux x64`. */
export function systemName(): string {
  return `${platform} ${arch}`;
}
