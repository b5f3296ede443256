import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  destinationFor,
  fitsOrigins,
  originProblem,
  shownOrigin,
  type Destination,
  type OriginProblem,
} from '../../../src/profile/origins';
import { assertProperty } from '../../support/property';

describe('profile: origins', () => {
  const spelled: [origin: string, problem: OriginProblem | undefined][] = [
    ['https://api.example.com', undefined],
    ['https://api.example.com:8443', undefined],
    ['HTTPS://API.EXAMPLE.COM', undefined],
    ['wss://api.example.com', undefined],
    ['https://*.example.com', undefined],
    ['https://*.example.co.uk:8443', undefined],
    ['https://xn--bcher-kva.example', undefined],
    ['https://[2001:db8::1]', undefined],
    ['http://localhost', undefined],
    ['http://127.0.0.1:8080', undefined],
    ['http://[::1]', undefined],
    ['ws://localhost:3000', undefined],
    ['https://api.example.com:443', undefined],
    ['https://api.example.com.', undefined],
    ['https://[2001:db8::1]:8443', undefined],
    ['https://1.2.3.4.', 'spelling'],
    ['https://api.example.com:', 'spelling'],
    ['https://api.example.com:0443', 'spelling'],
    ['https://*.example.com:', 'spelling'],
    ['https://.', 'not-an-origin'],
    ['https://a..b', 'not-an-origin'],
    ['https://api.example.com/', 'more-than-origin'],
    ['https://api.example.com/v1', 'more-than-origin'],
    ['https://api.example.com?a', 'more-than-origin'],
    ['https://api.example.com#a', 'more-than-origin'],
    ['https://api.example.com\\@evil.example', 'more-than-origin'],
    ['https://user@api.example.com', 'credentials'],
    ['https://api.example.com@evil.example', 'credentials'],
    ['api.example.com', 'not-an-origin'],
    ['ftp://api.example.com', 'not-an-origin'],
    ['https://', 'not-an-origin'],
    ['https://:443', 'not-an-origin'],
    ['https://api.example.com:99999', 'not-an-origin'],
    ['', 'not-an-origin'],
    ['*', 'not-an-origin'],
    ['null', 'not-an-origin'],
    ['https://*', 'wildcard'],
    ['https://*.com', 'wildcard'],
    ['https://*.', 'wildcard'],
    ['https://*..com', 'wildcard'],
    ['https://api.*.example.com', 'wildcard'],
    ['https://a*.example.com', 'wildcard'],
    ['https://*.*.example.com', 'wildcard'],
    ['https://*.10.0.0.1', 'not-an-origin'],
    ['http://*.localhost.example', 'insecure'],
    ['http://api.example.com', 'insecure'],
    ['ws://api.example.com', 'insecure'],
    ['https://bücher.example', 'spelling'],
    ['https://еxample.com', 'spelling'],
    ['https://2130706433', 'spelling'],
    ['https://0x7f.1', 'spelling'],
    ['https://exa mple.com', 'spelling'],
    ['https://ex%61mple.com', 'spelling'],
    ['https://a\u202ecom.example', 'spelling'],
    ['https://\ud800.example', 'spelling'],
  ];
  for (const [origin, problem] of spelled) {
    it(`${JSON.stringify(origin)} is ${problem === undefined ? 'fine' : `refused: ${problem}`}`, () => {
      assert.equal(originProblem(origin), problem);
    });
  }

  const destinations: [origin: string, address: string, fits: boolean][] = [
    ['https://api.example.com', 'https://api.example.com/v1?x=1#y', true],
    ['https://api.example.com', 'https://api.example.com:443/', true],
    ['https://api.example.com:443', 'https://api.example.com/', true],
    ['https://api.example.com', 'HTTPS://API.Example.Com/', true],
    ['https://api.example.com', 'wss://api.example.com/socket', true],
    ['wss://api.example.com', 'https://api.example.com/', true],
    ['https://xn--bcher-kva.example', 'https://bücher.example/', true],
    ['https://api.example.com', 'https://api.example.com:8443/', false],
    ['https://api.example.com', 'http://api.example.com/', false],
    ['https://api.example.com', 'https://api.example.com.evil.example/', false],
    ['https://api.example.com', 'https://api.example.com./', false],
    ['https://api.example.com', 'https://evil.example/https://api.example.com', false],
    ['https://api.example.com', 'https://api.example.com@evil.example/', false],
    ['https://api.example.com', 'https://v1.api.example.com/', false],
    ['https://*.example.com', 'https://api.example.com/', true],
    ['https://*.example.com', 'https://example.com/', false],
    ['https://*.example.com', 'https://a.b.example.com/', false],
    ['https://*.example.com', 'https://.example.com/', false],
    ['https://*.example.com', 'https://evilexample.com/', false],
    ['https://*.example.com:8443', 'https://api.example.com/', false],
    ['https://*.0.1', 'https://10.0.0.1/', false],
    ['http://localhost', 'http://localhost:3000/', true],
    ['http://localhost', 'http://127.0.0.1:3000/', false],
    ['http://localhost', 'https://localhost:3000/', false],
    ['http://localhost:3000', 'http://localhost:3001/', false],
    ['http://127.0.0.1', 'http://127.0.0.1:1/', true],
    ['http://[::1]', 'http://[::1]:1/', true],
    ['https://[2001:db8::1]', 'https://[2001:0db8:0::1]/', true],
    ['http://api.example.com', 'http://api.example.com/', false],
    ['nonsense', 'nonsense', false],
    ['https://api.example.com', '/v1', false],
    ['https://api.example.com', 'javascript:alert(1)', false],
  ];
  for (const [origin, address, fits] of destinations) {
    it(`${origin} ${fits ? 'covers' : 'does not cover'} ${address}`, () => {
      assert.equal(fitsOrigins([origin], address), fits);
    });
  }

  it('cover nothing where there are none', () => {
    assert.equal(fitsOrigins([], 'https://api.example.com/'), false);
  });

  const places: [address: string | undefined, destination: Destination][] = [
    ['WSS://API.example.com:443/x', { origin: 'https://api.example.com' }],
    ['http://localhost:80/', { origin: 'http://localhost' }],
    ['ws://API.example.com/', { address: 'GET x', why: 'insecure', to: 'http://api.example.com' }],
    ['file:///etc/passwd', { address: 'GET x', why: 'insecure', to: 'null' }],
    [undefined, { address: 'GET x', why: 'unclear' }],
  ];
  for (const [address, destination] of places)
    it(`of the destination ${address}: ${JSON.stringify(destination)}`, () =>
      assert.deepEqual(destinationFor(address, 'GET x'), destination));

  it('of a destination that a file may change: changeable, with the file’s name and where it goes without', () => {
    const [origin, insecure] = ['https://api.example.com', 'http://api.example.com'];
    const changeable = { address: 'GET x', why: 'changeable', to: origin, by: '.env' };
    assert.deepEqual(destinationFor(`${origin}/`, 'GET x', '.env'), changeable);
    const unencrypted = { ...changeable, why: 'insecure', to: insecure };
    assert.deepEqual(destinationFor(`${insecure}/`, 'GET x', '.env'), unencrypted);
    assert.deepEqual(destinationFor(undefined, 'GET x', '.env'), { address: 'GET x', why: 'unclear' });
  });

  it('with a wildcard say what they cover', () => {
    assert.deepEqual(shownOrigin('https://*.example.com:8443'), { host: 'example.com:8443', anyUnder: true });
    assert.deepEqual(shownOrigin('https://api.example.com'), { host: 'https://api.example.com', anyUnder: false });
  });

  it('without a wildcard cover only what URL gives the very same origin', () => {
    assertProperty(
      fc.property(fc.webUrl(), fc.webUrl(), (one, other) => {
        const { origin } = new URL(one);
        if (originProblem(origin) !== undefined) return;
        const expected = new URL(other).origin === origin;
        assert.equal(fitsOrigins([origin], other), expected);
      }),
    );
  });

  it('never throw, whatever is in them', () => {
    assertProperty(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (origin, address) => {
        originProblem(origin);
        fitsOrigins([origin, `https://${origin}`], address);
        shownOrigin(origin);
      }),
    );
  });

  it('fit only a host that is theirs to the letter, or one label under their wildcard', () => {
    const names = ['real.example', 'evil.example', 'a.real.example', 'b.a.real.example', 'real.example.evil.example'];
    const host = fc.constantFrom(
      ...[
        ...names,
        'REAL.example',
        'example',
        'real.example.',
        '.real.example',
        'xreal.example',
        'xn--bcher-kva.example',
      ],
      ...['bücher.example', 'ｒeal.example', 'rea1.example', 'real%2eexample', 'real。example', 're\u00adal.example'],
      ...[
        'localhost',
        'localhost.',
        'a.localhost',
        '127.0.0.1',
        '127.1',
        '0x7f000001',
        '2130706433',
        '127.0.0.1.nip.io',
      ],
      ...[
        '[::1]',
        '[0:0:0:0:0:0:0:1]',
        '[::ffff:127.0.0.1]',
        '[2001:db8::1]',
        '10.0.0.1',
        '',
        'xwildcardx.real.example',
      ],
    );
    const scheme = fc.constantFrom(
      'https://',
      'http://',
      'wss://',
      'ws://',
      'HTTPS://',
      'https:',
      'https:\\\\',
      'ftp://',
      '//',
    );
    const user = fc.constantFrom('', '', '', '', 'real.example@', 'a:b@', 'real.example\\@', '@');
    const port = fc.constantFrom('', '', '', ':443', ':80', ':8443', ':', ':0443', ':65536', ':+1');
    const end = fc.constantFrom('', '', '', '/', '/a', '?x', '#x', '\\', '/@evil.example', ' ', '\n', '\u202e');
    const star = fc.constantFrom('', '', '*.', '*', '*.*.', 'a*.', '%2a.');
    const join = (parts: readonly string[]) => parts.join('');
    const any = fc.tuple(
      fc.oneof(fc.tuple(scheme, star, host, port), fc.tuple(scheme, user, star, host, port, end)).map(join),
      fc.oneof(fc.tuple(scheme, host, port), fc.tuple(scheme, user, host, port, end)).map(join),
    );
    // Two that are alike, so that some fit.
    const alike = fc
      .tuple(
        host,
        star,
        fc.constantFrom('', 'a.', 'a.b.', '.'),
        fc.constantFrom('https://', 'wss://', 'http://'),
        port,
        end,
      )
      .map(([name, wildcard, label, secure, number, after]): [string, string] => [
        `${secure}${wildcard}${name}${number}`,
        `${secure}${label}${name}${number}${after}`,
      ]);
    let fitting = 0;
    let wild = 0;
    assertProperty(
      fc.property(fc.oneof(any, alike), ([one, other]) => {
        if (!fitsOrigins([one], other)) return;
        fitting++;
        const to = new URL(other.trim().replace(/^ws/i, 'http'));
        // What the origin says, read without any of its code.
        const said = /^(http|ws)(s?):\/\/(\*\.)?([a-z0-9.-]+|\[[0-9a-f:]+\])(?::(\d*))?$/i.exec(one);
        assert.ok(said, `${one} is not read as it is written`);
        const [, , tls = '', wildcard, name = '', number = ''] = said;
        assert.equal(to.protocol, `http${tls.toLowerCase()}:`);
        if (wildcard !== undefined) {
          wild++;
          assert.ok(name.includes('.') && to.hostname.endsWith(`.${name.toLowerCase()}`), `${one} ${other}`);
          assert.match(to.hostname.slice(0, -name.length - 1), /^[^.]+$/);
          assert.doesNotMatch(to.hostname, /^[\d.]+$|^\[/, 'no wildcard has an address of numbers');
        } else assert.equal(to.hostname, name.toLowerCase());
        const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(to.hostname);
        assert.ok(to.protocol === 'https:' || loopback);
        const usual = tls === '' ? 80 : 443;
        if (!(loopback && number === ''))
          assert.equal(Number(to.port || usual), number === '' ? usual : Number(number), `${one} ${other}`);
      }),
      { numRuns: 5000 },
    );
    assert.ok(fitting > 20 && wild > 3, `${fitting} fitted, ${wild} of them a wildcard`);
  });
});
