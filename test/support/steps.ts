import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from '../server/listener';

/** What an extension under the test's command answered. */
export interface Answer<T> {
  result?: T;
  message?: string;
  code?: string;
}

/** Has an extension do steps one after the other: it asks for the next one here, and sends its answer. */
export interface Steps {
  readonly address: string;
  do<T = unknown>(step: string, argument?: object): Promise<Answer<T>>;
  close(): void;
}

export async function startSteps(): Promise<Steps> {
  const waiting: ServerResponse[] = [];
  const asked: object[] = [];
  const answers = new Map<number, (answer: Answer<never>) => void>();
  let count = 0;
  const next = (): void => {
    while (waiting.length > 0 && asked.length > 0) waiting.shift()?.end(JSON.stringify(asked.shift()));
  };
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      waiting.push(response);
      return next();
    }
    void readBody(request).then((body) => {
      response.end();
      const { id, ...answer } = JSON.parse(body) as Answer<never> & { id: number };
      answers.get(id)?.(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    do: <T>(step: string, argument: object = {}) =>
      new Promise<Answer<T>>((resolve) => {
        const id = ++count;
        answers.set(id, resolve);
        asked.push({ id, step, argument });
        next();
      }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
