import { referenceTo } from '../src/http/reference';

/** A request file: each request has a name, a query, headers and a body; every second one has a reference. */
export function requestFileOf(requests: number): string {
  const one = (index: number): string =>
    [
      `### Request ${index}`,
      `# @name request${index}`,
      `POST {{host}}/things/${index}?page=${index % 7}`,
      'Content-Type: application/json',
      ...(index % 2 === 0 ? [`Authorization: Bearer ${referenceTo('prod')}`] : []),
      'X-Trace: {{$guid}}',
      '',
      '{',
      `  "name": "thing ${index}",`,
      `  "count": ${index}`,
      '}',
      '',
    ].join('\n');
  return `@host = https://api.example.com\n\n${Array.from({ length: requests }, (_, index) => one(index)).join('\n')}`;
}
