import { customFetch, type Configuration } from 'openid-client';

/**
 * Has a parameter signed again when the library repeats a request by itself, as with the nonce for a proof (RFC 9449
 * section 8): the server may have noted the `jti` of the first, and take none twice (RFC 7523 section 3).
 * @param configuration of one call, whose first request with a body has the parameter already
 */
export function signAgain(configuration: Configuration, parameter: string, sign: () => Promise<string>): void {
  const { [customFetch]: send = unsent } = configuration;
  let isRepeated = false;
  configuration[customFetch] = async (url, init) => {
    const { body } = init;
    if (body instanceof URLSearchParams) {
      if (isRepeated) body.set(parameter, await sign());
      isRepeated = true;
    }
    return send(url, init);
  };
}

function unsent(): never {
  throw new Error('a configuration that sends nothing');
}
