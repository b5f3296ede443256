import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { errorBody, escapeHtml, page } from './pages';

type Features = NonNullable<Configuration['features']>;

function show(ctx: KoaContextWithOIDC, title: string, body: string): void {
  const { html, headers } = page(title, body);
  ctx.set(headers);
  ctx.body = html;
}

/** oidc-provider's form with a button in it. */
const withButton = (form: string, id: string, text: string): string =>
  form.replace('</form>', `<button type="submit" id="${id}">${text}</button></form>`);

/** Our own pages: those of oidc-provider load a font from another host. */
export const renderError: NonNullable<Configuration['renderError']> = (
  ctx,
  { error, error_description: description },
) => show(ctx, 'This did not work', errorBody(error, description));

/** The pages on which a code from a device is entered (RFC 8628, section 3.3). */
export const deviceFlow: Features['deviceFlow'] = {
  enabled: true,
  userCodeInputSource: (ctx, form, _out, error) => {
    const problem = error ? '<p role="alert">This code is not right, or no longer. Try again.</p>' : '';
    show(ctx, 'Enter the code', `${problem}<p>Your device shows it.</p>${withButton(form, 'continue', 'Continue')}`);
  },
  userCodeConfirmSource: (ctx, form, client, _device, userCode) => {
    const name = escapeHtml(client.clientName ?? client.clientId);
    const question = `<p>Does the device of ${name} show <strong>${escapeHtml(userCode)}</strong>?</p>`;
    show(ctx, 'Compare the code', question + withButton(form, 'confirm', 'It does'));
  },
  successSource: (ctx) => show(ctx, 'Signed in', '<p>You are signed in on the device. This page can be closed.</p>'),
};

/** The pages of a logout that the application began. */
export const logout: Features['rpInitiatedLogout'] = {
  enabled: true,
  logoutSource: (ctx, form) => {
    const yes = '<input type="hidden" name="logout" value="yes">';
    show(ctx, 'Log out?', withButton(form.replace('</form>', `${yes}</form>`), 'logout', 'Log out'));
  },
  postLogoutSuccessSource: (ctx) => show(ctx, 'Logged out', '<p>This page can be closed.</p>'),
};
