import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { fromUtf8 } from '../../base/base64url';
import { plain } from '../../faults/plain';
import { freeId } from '../../profile/new-id';
import {
  isOfGoogle,
  largestKeyFile,
  notAKey,
  profileOfServiceAccount,
  readServiceAccount,
  usualGoogleScope,
  type ServiceAccount,
} from '../../profile/service-account';
import type { NewProfile } from '../profiles/new-profile';
import { textProblem } from './answer-problems';
import { promptOf, titles } from './question-texts';
import { step, type Asked } from './wizard-questions';
import { back, chooseStep, heading, inputStep } from './wizard-steps';

/**
 * Makes a profile of a Google service account: its key's file, which the user chooses, the scope, and a review. The file
 * is only read.
 * @returns `back` where no file was chosen
 * @throws `cancelled`, `key-unusable` for any other file
 */
export async function importServiceAccount(asked: Asked): Promise<typeof back | NewProfile> {
  const [file] =
    (await vscode.window.showOpenDialog({ title: t('Service Account Key'), filters: { JSON: ['json'] } })) ?? [];
  if (file === undefined) return back;
  const account = await read(file);
  const names = { name: nameOf(account), scope: usualGoogleScope };
  let isAsked = false;
  for (;;) {
    if (!isAsked && (await askFor('scope', names, asked)) === back) return back;
    isAsked = true;
    const id = freeId(names.name, asked.taken);
    const chosen = await review(account, { ...names, id }, asked);
    if (chosen === back || chosen === 'scope') isAsked = false;
    else if (chosen === 'name') await askFor('name', names, asked);
    else {
      tellOfFile();
      const profile = profileOfServiceAccount(account, { ...names, id });
      return { profile, secrets: { privateKey: account.privateKey }, folder: undefined };
    }
  }
}

interface Names {
  name: string;
  scope: string;
}

async function read(file: vscode.Uri): Promise<ServiceAccount> {
  // Before it is read: anything can be chosen.
  if ((await vscode.workspace.fs.stat(file)).size > largestKeyFile) throw notAKey(t('It is too large.'));
  const account = readServiceAccount(fromUtf8(await vscode.workspace.fs.readFile(file)) ?? '');
  const { signingKeyOf } = await import('../../oauth/signing-key');
  await signingKeyOf(account.privateKey, 'RS256');
  return account;
}

function nameOf({ email, project }: ServiceAccount): string {
  return plain([email.split('@')[0], project].filter((part) => part !== undefined).join(' · '), 100);
}

async function askFor(question: keyof Names, names: Names, { draft, taken }: Asked): Promise<typeof back | undefined> {
  const answer = await inputStep({
    ...step(titles[question](), { draft, at: undefined }),
    prompt: question === 'name' ? promptOf(question, draft) : t('The scopes to request, separated by spaces'),
    value: names[question],
    check: (value) => (value === '' ? t('Enter a value') : textProblem(question, value, draft, taken)),
  });
  if (answer === back) return back;
  names[question] = answer;
  return undefined;
}

/** Shows whose key it is, and where it signs in: a file may name any server. */
function review(
  { email, tokenEndpoint }: ServiceAccount,
  { name, id, scope }: Names & { id: string },
  { draft }: Asked,
): Promise<typeof back | 'done' | 'name' | 'scope'> {
  return chooseStep<'done' | 'name' | 'scope'>({
    ...step(t('Review'), { draft, at: undefined }),
    placeholder: t('Press Enter to add the profile, or select a field to change'),
    items: [
      {
        label: `$(check) ${t('Add Profile')}`,
        description: name,
        detail: t('The private key is kept in VS Code’s SecretStorage. The file stays as it is.'),
        value: 'done',
      },
      heading(t('From the File')),
      { label: t('Service Account'), description: plain(email, 200) },
      {
        label: `${isOfGoogle(tokenEndpoint) ? '' : '$(warning) '}${t('Token Endpoint')}`,
        description: plain(tokenEndpoint, 200),
        ...(!isOfGoogle(tokenEndpoint) && {
          detail: t('This server isn’t Google’s. Add the profile only if you trust who gave you the file.'),
        }),
      },
      heading(t('Change')),
      { label: titles.name(), description: name, detail: `${titles.id()}: ${id}`, value: 'name' },
      { label: titles.scope(), description: scope, value: 'scope' },
    ],
    active: 'done',
  });
}

function tellOfFile(): void {
  void vscode.window.showInformationMessage(
    t('The key’s file was not changed, and still has the private key. Delete it if nothing else needs it.'),
  );
}
