import { formatLeft, untilTextChanges } from '../base/duration';
import type { InspectedToken } from '../jwt/inspect/inspect';
import { ahead, isAhead, validityOf } from '../jwt/inspect/validity';
import { DecryptForm } from './decrypt-form';
import { button, element } from './element';
import { Fields, shownText } from './fields';
import type { FromPage, Reference, ToPage } from './protocol';
import { SignForm } from './sign-form';
import { colourOf, TokenBox } from './token-box';
import { VerifyForm } from './verify-form';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  /** It lies on disk in clear text: a reference alone is kept there, never a token. */
  setState(state: Reference | undefined): void;
};

const api = acquireVsCodeApi();
const copy = (text: string, what: string): void => api.postMessage({ type: 'copy', text, what });
const inspect = (token: string): void => api.postMessage({ type: 'inspect', token });

let edition = 0;
let shown: InspectedToken | undefined;

const box = new TokenBox((text) => api.postMessage({ type: 'edited', text, edition: ++edition }));
const state = element('p', { className: 'state' });
const announced = element('p', { className: 'hidden', set: { role: 'status' } });
const note = element('p', { className: 'note' });
const legend = element('p', { className: 'legend', set: { role: 'group', 'aria-label': 'Parts of the token' } });
const warnings = element('ul', { className: 'warnings', set: { 'aria-label': 'Deserves a second look' } });
const header = new Fields('Header', 'header', copy);
const claims = new Fields('Claims', 'payload', copy);
const payload = element('section');
const disclosures = element('section');
const nested = element('section');
const verify = new VerifyForm((request) => api.postMessage({ type: 'verify', request }));
const sign = new SignForm(
  (request) => api.postMessage({ type: 'sign', ...request }),
  (form) => api.postMessage({ type: 'copyKey', form }),
);
const decrypt = new DecryptForm((key) => api.postMessage({ type: 'decrypt', key }), inspect, copy);

const tokenBar = element(
  'div',
  { className: 'bar' },
  element('h1', {}, 'Token'),
  element(
    'div',
    { className: 'tools' },
    button('Copy', () => copy(box.text, 'Token'), { className: 'quiet', set: { 'aria-label': 'Copy token' } }),
  ),
);
document.body.append(
  element(
    'main',
    {},
    element(
      'div',
      { className: 'side' },
      tokenBar,
      box.root,
      legend,
      note,
      announced,
      verify.root,
      decrypt.root,
      sign.root,
    ),
    element(
      'div',
      { className: 'side' },
      state,
      verify.result,
      warnings,
      header.root,
      claims.root,
      payload,
      disclosures,
      nested,
    ),
  ),
);

const handlers: { [K in ToPage['type']]: (message: Extract<ToPage, { type: K }>) => void } = {
  show: ({ token, edition: of, replace, reference, note: why }) => {
    // The user has typed on: what the host is about to hear of goes before what it says.
    if (of < edition) return;
    edition = of;
    if (replace) box.text = token.token;
    api.setState(reference);
    note.textContent = why ?? '';
    draw(token);
  },
  choices: ({ profiles, suggested, algorithms, templates }) => {
    verify.offer(profiles, suggested);
    sign.offer(algorithms, templates);
  },
  open: ({ section }) => {
    const { root } = { verify, sign, decrypt }[section];
    root.open = true;
    root.scrollIntoView({ block: 'nearest' });
    root.querySelector<HTMLElement>('select, textarea')?.focus();
  },
  answer: ({ section, edition: of, answer }) => {
    // Of another token than the one that stands here, nothing is shown.
    if (of !== edition) ({ verify, sign, decrypt })[section].fail('');
    else if (answer.of === 'failure') ({ verify, sign, decrypt })[section].fail(answer.message);
    else if (answer.of === 'verify') verify.show(answer.result);
    else if (answer.of === 'decrypt') decrypt.show(answer.payload);
    else {
      sign.show(answer.made, answer.published);
      verify.offerSigned();
    }
  },
  copied: ({ what }) => {
    announced.textContent = '';
    // The same words are announced again only where they were gone.
    requestAnimationFrame(() => (announced.textContent = `${what} copied`));
  },
};

function draw(token: InspectedToken): void {
  shown = token;
  box.colour(token.token, token.parts);
  legend.replaceChildren(
    ...[...new Set(token.parts.map(({ role }) => role))].map((role) =>
      element('span', { className: `part ${colourOf(role)}` }, role.replace('-', ' ')),
    ),
  );
  const deserve = [...token.warnings, ...(isAhead(token.issuedAt, Date.now()) ? [ahead()] : [])];
  warnings.replaceChildren(...deserve.map((text) => element('li', {}, text)));
  warnings.hidden = deserve.length === 0;
  header.set(token.header);
  claims.set(token.claims);
  section(
    payload,
    'Payload',
    token.payload === undefined
      ? []
      : [element('pre', { tabIndex: 0, set: { 'aria-label': 'Payload' } }, shownText(token.payload))],
  );
  section(disclosures, 'Disclosures', token.disclosures.length === 0 ? [] : [disclosureList(token)]);
  section(
    nested,
    'Tokens within',
    token.nested.map(({ where, token: inner }) => nestedRow(where, inner)),
  );
  verify.clear();
  decrypt.clear();
  verify.root.hidden = token.kind === 'jwe';
  decrypt.root.hidden = token.kind !== 'jwe';
  if (token.kind === 'jwe') decrypt.root.open = true;
  if (token.header !== undefined && token.claims !== undefined) sign.fill(token.header.json, token.claims.json);
  tick();
}

function section(root: HTMLElement, title: string, content: HTMLElement[]): void {
  root.replaceChildren(...(content.length === 0 ? [] : [element('h2', {}, title), ...content]));
}

function disclosureList(token: InspectedToken): HTMLElement {
  const items = token.disclosures.map(({ name, value, state: found }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, shownText(name)),
      element('td', {}, shownText(value)),
      element('td', { className: 'meaning' }, found),
    ),
  );
  return element('table', {}, element('tbody', {}, ...items));
}

function nestedRow(where: string, token: string): HTMLElement {
  return element(
    'p',
    { className: 'nested' },
    element('code', {}, shownText(where)),
    button('Inspect', () => inspect(token), { set: { 'aria-label': `Inspect the token in ${where}` } }),
  );
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Writes what depends on the time, and comes back when it changes. */
function tick(): void {
  clearTimeout(timer);
  if (shown === undefined) return;
  const now = Date.now();
  const { text, kind, next } = stateOf(shown, now);
  state.textContent = text;
  state.className = `state ${kind}`;
  header.tick(now);
  claims.tick(now);
  if (next < Infinity) timer = setTimeout(tick, Math.min(next, 2 ** 31 - 1));
}

function stateOf(token: InspectedToken, now: number): { text: string; kind: string; next: number } {
  const { problem, kind } = token;
  const lasting = (text: string, colour: string) => ({ text, kind: colour, next: Infinity });
  if (problem !== undefined) return lasting(problem, 'bad');
  if (kind === 'none') return lasting('', '');
  if (kind === 'jwe') return lasting('Encrypted (JWE): only who has its key can read it.', '');
  const validity = validityOf(token, now);
  if (validity.kind === 'unlimited') return lasting(`Without an end (no exp) · ${unproven}`, 'warn');
  const { distance } = validity;
  const span = formatLeft(distance);
  switch (validity.kind) {
    case 'expired':
      return { text: `Expired ${span} ago · ${unproven}`, kind: 'bad', next: 60_000 };
    case 'not-yet':
      return { text: `Not valid yet: in ${span} · ${unproven}`, kind: 'warn', next: untilTextChanges(distance) };
    case 'valid':
      return {
        text: `Valid for another ${span} · ${unproven}`,
        kind: distance < 300_000 ? 'warn' : 'good',
        next: untilTextChanges(distance),
      };
  }
}

const unproven = 'decoded, not verified';

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (Object.hasOwn(handlers, data.type)) handlers[data.type](data as never);
});
// Timers of a hidden page are slow; what is seen again is written anew.
document.addEventListener('visibilitychange', tick);
api.postMessage({ type: 'ready' });
