import assert from 'node:assert/strict';
import { destinationFor, type Destination } from '../../../../src/profile/origins';
import {
  automationText,
  changedText,
  destinationText,
  hostsText,
  keysText,
  sessionText,
  shownName,
  unclearText,
  useText,
} from '../../../../src/vscode/access/question-texts';
import { personal, team, usableProfile } from '../../storage/profiles-of';

const issuer = 'https://sso.example.com';
const login = { id: 'p', name: 'Orders', grant: 'authorization_code', clientId: 'c', clientAuth: 'none', issuer };
const machine = { id: 'm', name: 'Sync', grant: 'client_credentials', clientId: 'c', issuer };
const origins = ['https://api.example.com', 'https://*.example.com'];
const inFolder = (profile: object) => usableProfile({ ...profile }, team('app'));
const lines = ({ detail }: { detail: string }) => detail.split('\n');
type NotClear = Extract<Destination, { address: string }>;

describe('the questions of trust', () => {
  it('about a folder’s profile show its hosts and where its token may go before all else', () => {
    const text = useText(inFolder({ ...login, issuer: `${issuer}/realms/a`, scope: 'openid', origins }), []);
    assert.equal(text.message, 'Use the profile “Orders” of the folder “app”?');
    assert.deepEqual(lines(text), [
      'The folder’s files decide where your sign-in goes:',
      `    ${issuer} (issuer)`,
      'Its token may be sent to: https://api.example.com, any host under example.com',
      'Allow it only if you trust every one of these addresses.',
      '',
      `Issuer: ${issuer}/realms/a`,
      'Client: c',
      'Scope: openid',
      'Client authentication: none',
    ]);
  });

  const leads: [what: string, profile: object, lead: string][] = [
    ['a machine', machine, 'The folder’s files decide where your stored secret goes:'],
    ['a login', login, 'The folder’s files decide where your sign-in goes:'],
    [
      'a login whose client may have a secret',
      { ...login, clientAuth: undefined },
      'The folder’s files decide where your sign-in and a stored secret go:',
    ],
    ['a pasted token', { id: 's', grant: 'static' }, 'The folder’s files define it. It provides its stored token.'],
  ];
  for (const [what, profile, lead] of leads)
    it(`about the profile of ${what} say what goes where the folder says`, () =>
      assert.equal(lines(useText(inFolder(profile), []))[0], lead));

  it('about a pasted token show where it may go', () => {
    assert.deepEqual(lines(useText(inFolder({ id: 's', grant: 'static', origins }), [])), [
      'The folder’s files define it. It provides its stored token.',
      'Its token may be sent to: https://api.example.com, any host under example.com',
      'Allow it only if you trust every one of these addresses.',
    ]);
  });

  for (const [profile, also] of [
    [login, 'Your sign-in also goes to:'],
    [{ ...login, clientAuth: undefined }, 'Your sign-in and a stored secret may also go to:'],
    [machine, 'Your stored secret may also go to:'],
  ] as const)
    it(`about further hosts say what goes there: ${also}`, () => {
      const text = hostsText(inFolder(profile), ['https://a.example', 'https://b.example:8443']);
      assert.match(text.message, /^Let the profile “.*” of the folder “app” contact other hosts\?$/);
      assert.deepEqual(lines(text), [
        `The issuer ${issuer} has endpoints on other hosts.`,
        also,
        '    https://a.example',
        '    https://b.example:8443',
        'Allow it only if you trust every one of these addresses.',
      ]);
    });

  it('about a destination name it in the question, and tell it from where the token may go unasked', () => {
    const evil = 'https://api.example.com.evil.example';
    const asked = destinationText(usableProfile({ ...machine, origins }), evil);
    assert.equal(asked.message, `Send the token of “Sync” to ${evil}?`);
    assert.deepEqual(lines(asked), [
      'The profile’s “origins” do not include this address. Anyone who receives the token can use it.',
      'Without asking, it is sent only to: https://api.example.com, any host under example.com',
    ]);
    assert.deepEqual(lines(destinationText(usableProfile(machine), evil)), [
      'The profile has no “origins”. Anyone who receives the token can use it.',
    ]);
  });

  const written = 'GET {{base}}/orders';
  const unclear: [
    what: string,
    address: string | undefined,
    by: string | undefined,
    message: string,
    detail: string[],
  ][] = [
    [
      'an address that only its sender can tell',
      undefined,
      undefined,
      'Send the token of “Sync” to an unknown address?',
      ['Variables, scripts or headers decide where this request goes when it is sent:', `    ${written}`],
    ],
    [
      'a file that may lead it elsewhere',
      'https://api.example.com/x',
      'sub/.env',
      'Send the token of “Sync”? “sub/.env” may change the destination',
      [
        '“sub/.env” may add a proxy, headers or variables when this request is sent:',
        `    ${written}`,
        'Without that, it goes to https://api.example.com.',
      ],
    ],
    [
      'an address that is not encrypted, behind a variable',
      'http://evil.example:80',
      undefined,
      'Send the token of “Sync” to http://evil.example without encryption?',
      ['Anyone on the network path can read the token:', `    ${written}`],
    ],
    [
      'an address that is not encrypted, and a file',
      'ws://evil.example',
      '.env',
      'Send the token of “Sync” to http://evil.example without encryption?',
      [
        'Anyone on the network path can read the token:',
        `    ${written}`,
        '“.env” may also change the destination when it is sent.',
      ],
    ],
  ];
  for (const [what, address, by, message, detail] of unclear)
    it(`about a request say what is not clear: ${what}`, () => {
      const destination = destinationFor(address, written, by) as NotClear;
      const text = unclearText(usableProfile(machine), destination);
      assert.deepEqual([text.message, lines(text)], [message, detail]);
      const bound = unclearText(usableProfile({ ...machine, origins }), destination);
      assert.match(lines(bound).at(-1) ?? '', /^Without asking, it is sent only to: /);
    });

  it('about a request that changed show it as it is now', () => {
    assert.deepEqual(changedText('GET https://api.example.com/x'), {
      message: 'Send the request as it is now?',
      detail: 'It changed while its token was requested. It is now:\n    GET https://api.example.com/x',
    });
  });

  it('about programs and keys name what they are about', () => {
    assert.match(automationText(usableProfile(machine)).message, /use tokens of “Sync”\?$/);
    assert.equal(keysText('https://evil.example').message, 'Get keys from https://evil.example?');
  });

  it('about a session names the profile and where it lives', () => {
    const { message, detail } = sessionText(usableProfile(machine, team('app')));
    assert.match(message, /“Sync”\?$/);
    assert.match(detail, /sign in as team:app:m, /);
  });

  it('are not answered by a name: it is cut in its middle, and has no line of its own', () => {
    const name = `Orders”?\nToken Deck checked that it sends nothing. ${'x'.repeat(100)} Allow it.`;
    const { message } = useText(usableProfile({ ...login, name }, team(name)), []);
    assert.equal(message, `Use the profile “${shownName(name)}” of the folder “${shownName(name)}”?`);
    assert.ok(shownName(name).length <= 60 && !shownName(name).includes('\n'));
  });

  it('never cut the end of a host, which says whose it is', () => {
    const host = `https://api.example.com.${'sub.'.repeat(50)}evil.example`;
    const known = inFolder({ ...machine, issuer: host });
    assert.ok(useText(known, []).detail.includes(`${host} (issuer)`));
    assert.ok(hostsText(known, [host]).detail.includes(`\n    ${host}\n`));
    assert.ok(destinationText(usableProfile(machine, personal), host).message.endsWith(`to ${host}?`));
    const http = host.replace('https', 'http');
    const text = unclearText(known, destinationFor(http, `GET {{base}}/${'x'.repeat(400)}`) as NotClear);
    assert.ok(text.message.includes(`to ${http} without`), text.message);
  });
});
