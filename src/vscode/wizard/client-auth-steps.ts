import { t } from '@vscode/l10n';
import { clientAuthNames, clientAuths } from '../../profile/client-auth/table';
import type { Draft } from './draft';
import { clientAuthText } from './question-texts';
import { back, chooseStep, type Step } from './wizard-steps';

/** How the client authenticates. What that needs is asked for next. */
export async function chooseClientAuth(draft: Draft, shown: Step): Promise<typeof back | undefined> {
  const ways = clientAuthNames.filter((name) => clientAuths[name].secret !== undefined);
  const all = [undefined, ...ways];
  const items = all.map((clientAuth) => ({ label: clientAuthText(clientAuth), value: { clientAuth } }));
  const active = items[all.indexOf(draft.clientAuth)]?.value;
  const chosen = await chooseStep({ ...shown, items, active });
  if (chosen === back) return back;
  if (chosen.clientAuth === undefined) delete draft.clientAuth;
  else draft.clientAuth = chosen.clientAuth;
  return undefined;
}

/** Asks for the certificate that the client shows. Without one, it authenticates as before. */
export async function certificateStep(draft: Draft, { title }: Step): Promise<typeof back | undefined> {
  const { askCertificate } = await import('../profiles/ask-certificate');
  const prompt = t('It is kept in VS Code’s SecretStorage, never in a file');
  const text = await askCertificate({ title, prompt, signal: undefined });
  if (text !== undefined) draft.secrets.clientCertificate = text;
  else if (draft.secrets.clientCertificate === undefined) delete draft.clientAuth;
  return text === undefined ? back : undefined;
}
