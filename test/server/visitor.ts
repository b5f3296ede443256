interface Cookie {
  name: string;
  value: string;
  path: string;
}

interface Form {
  action: string;
  hidden: Record<string, string>;
}

/** A page that a visitor sees, or the address outside the server that a redirect led to. */
export interface Visit {
  /** Where the visit ended. */
  url: URL;
  /** 303 where it ended in a redirect to somewhere else. */
  status: number;
  html: string;
  /** The page's forms, by the id of each button in them. */
  forms: Record<string, Form>;
}

/** A person in a browser, without the browser: keeps cookies, follows redirects, sends forms. */
export interface Visitor {
  open(address: string | URL): Promise<Visit>;
  /** Presses the button with this id. */
  press(visit: Visit, button: string, fields?: Record<string, string>): Promise<Visit>;
  /** Enters a device's code at the address without it, signs in, and presses a button. */
  enterCode(
    address: string | URL,
    code: string,
    person: { username: string; password: string },
    button: 'allow' | 'deny',
  ): Promise<Visit>;
  /** Opens an authorization request, signs in, allows everything, and returns where that led. */
  signIn(address: string | URL, person: { username: string; password: string }): Promise<URL>;
}

/** A visitor who stays on the origin of the page that was opened: a redirect that leaves it is not followed. */
export function createVisitor(fetch: typeof globalThis.fetch = globalThis.fetch): Visitor {
  const cookies = new Map<string, Cookie>();

  const keep = (response: Response): void => {
    for (const header of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = header.split(/; */);
      const [name = '', ...rest] = pair.split('=');
      const value = rest.join('=');
      const attribute = (key: string): string | undefined =>
        attributes.find((one) => one.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1);
      const path = attribute('path') ?? '/';
      const expired = new Date(attribute('expires') ?? Date.now() + 1000) <= new Date();
      if (expired) cookies.delete(name + path);
      else cookies.set(name + path, { name, value, path });
    }
  };

  const send = async (address: URL, init: RequestInit): Promise<Visit> => {
    let url = address;
    let options = init;
    for (;;) {
      const fitting = [...cookies.values()].filter(({ path }) =>
        `${url.pathname}/`.startsWith(path.replace(/\/?$/, '/')),
      );
      const cookie = fitting.map(({ name, value }) => `${name}=${value}`).join('; ');
      const headers = { accept: 'text/html', ...(options.headers as Record<string, string>), cookie };
      const response = await fetch(url, { ...options, headers, redirect: 'manual' });
      keep(response);
      const location = response.headers.get('location');
      const html = await response.text();
      if (location === null) return { url, status: response.status, html, forms: formsOf(html) };
      url = new URL(location, url);
      options = {};
      if (url.origin !== address.origin) return { url, status: response.status, html, forms: {} };
    }
  };

  const visitor: Visitor = {
    open: (address) => send(new URL(address), {}),
    press: (visit, button, fields = {}) => {
      const form = visit.forms[button];
      if (form === undefined) throw new Error(`There is no button ${button} on: ${visit.html}`);
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const body = new URLSearchParams({ ...form.hidden, ...fields }).toString();
      return send(new URL(form.action, visit.url), { method: 'POST', headers, body });
    },
    enterCode: async (address, code, { username, password }, button) => {
      // The page for an address with the code goes on by a script.
      const { origin, pathname } = new URL(address);
      let visit = await visitor.press(await visitor.open(origin + pathname), 'continue', { user_code: code });
      visit = await visitor.press(visit, 'confirm');
      visit = await visitor.press(visit, 'login', { username, password });
      // Who agreed before is not asked again.
      return button === 'deny' || visit.forms['allow'] ? visitor.press(visit, button) : visit;
    },
    signIn: async (address, { username, password }) => {
      let visit = await visitor.open(address);
      if (visit.forms['login']) visit = await visitor.press(visit, 'login', { username, password });
      if (visit.forms['allow']) visit = await visitor.press(visit, 'allow');
      if (visit.html && visit.status < 300) throw new Error(`The login ended on a page: ${visit.html}`);
      return visit.url;
    },
  };
  return visitor;
}

function formsOf(html: string): Record<string, Form> {
  const forms = html.matchAll(/<form[^>]* action="([^"]*)"[^>]*>(.*?)<\/form>/gs);
  return Object.fromEntries(
    [...forms].flatMap(([, action = '', content = '']) => {
      const inputs = content.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
      const hidden = Object.fromEntries([...inputs].map(([, name, value]) => [name, value]));
      const form = { action: action.replaceAll('&amp;', '&'), hidden };
      const buttons = content.matchAll(/<(?:button|input(?=[^>]* type="submit"))[^>]* id="([^"]*)"/g);
      return [...buttons].map(([, button = '']) => [button, form]);
    }),
  );
}
