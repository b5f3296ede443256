import { t } from '@vscode/l10n';
import { cancelled, isCancelled } from '../../faults/fault';
import { grants } from '../../profile/grants/table';
import type { Settings } from '../../profile/settings';
import { redirectUris } from '../login/window-uris';
import { recommendedRedirect } from '../login/redirect-uris';
import type { NewProfile } from '../profiles/new-profile';
import { finish, isAnswered, nameIn, questionsOf, reviewOf, settingsOf, type Draft, type Question } from './draft';
import { hintOf, titleOf, valueOf } from './question-texts';
import { ask, step, type Asked, type WizardDependencies } from './wizard-questions';
import { back, chooseStep, heading } from './wizard-steps';

/**
 * Leads through a new profile: what cannot be left out, each step with a way back, then a review of everything, in which
 * each row can be changed.
 * @throws `cancelled`
 */
export async function runWizard(deps: WizardDependencies): Promise<NewProfile> {
  const draft: Draft = { fields: {}, secrets: {} };
  // Only the review needs them; VS Code may take a while.
  const asked = new Map<string, ReturnType<typeof redirectUris>>();
  const redirectsOf = (settings: Settings) => {
    const key = `${settings.redirect} ${grants[settings.grant].inFragment}`;
    const known = asked.get(key) ?? redirectUris(settings);
    asked.set(key, known);
    return known;
  };
  void redirectsOf(settingsOf(draft));
  const taken = await deps.takenIds();
  const all = { draft, deps, taken, redirects: [] };
  let index = 0;
  let isReviewed = false;
  /** The question to ask after one: once all were answered, only those that a change has opened. */
  const after = (asked: number): number => {
    const open = questionsOf(draft).findIndex((each, at) => at > asked && !(isReviewed && isAnswered(draft, each)));
    return open === -1 ? questionsOf(draft).length : open;
  };
  for (;;) {
    const questions = questionsOf(draft);
    const question = questions[index];
    const total = questions.length + 1;
    if (question !== undefined) {
      const outcome = await ask(question, { ...all, at: { step: index + 1, total } });
      const made = await imported(all);
      if (made === back) continue;
      if (made !== undefined) return made;
      index = outcome === back ? index - 1 : after(index);
      if (index < 0) throw cancelled();
      continue;
    }
    isReviewed = true;
    const reviewed = { ...all, redirects: await redirectsOf(settingsOf(draft)) };
    draft.redirect ??= recommendedRedirect(reviewed.redirects);
    const chosen = await review({ ...reviewed, at: { step: total, total } });
    if (chosen === 'done') {
      if (draft.folder === undefined || (await deps.mayAdd(draft.folder))) return finish(draft, taken);
      continue;
    }
    if (chosen === back) {
      index = questions.length - 1;
      continue;
    }
    // Escape leaves the field, not the review.
    const changed = await ask(chosen, { ...reviewed, at: undefined }).catch((thrown: unknown) => {
      if (isCancelled(thrown)) return back;
      throw thrown;
    });
    if (changed === back) continue;
    const made = await imported(all);
    if (made === back) continue;
    if (made !== undefined) return made;
    // Another provider or grant may need what was not asked for yet; at another provider, the client is another one too.
    index = after(-1);
    isReviewed = chosen.ask !== 'preset';
  }
}

/** The profile of a service account, where a question was answered with that; `back` where no file was chosen. */
async function imported(asked: Omit<Asked, 'at'>): Promise<typeof back | NewProfile | undefined> {
  if (asked.draft.importsKey !== true) return undefined;
  delete asked.draft.importsKey;
  const { importServiceAccount } = await import('./service-account-steps');
  return importServiceAccount({ ...asked, at: undefined });
}

/** Shows everything that the profile will have. @returns what to change, or that it is done */
async function review(asked: Asked): Promise<typeof back | 'done' | Question> {
  const { draft, deps, taken, redirects } = asked;
  const rows = reviewOf(draft, deps.folders.length > 0).map((question) => ({
    label: titleOf(question),
    description: valueOf(question, draft, taken, redirects),
    detail: hintOf(question, draft),
    value: question,
  }));
  const done = { label: `$(check) ${t('Add Profile')}`, description: nameIn(draft), value: 'done' as const };
  return chooseStep<'done' | Question>({
    ...step(t('Review'), asked),
    placeholder: t('Press Enter to add the profile, or select a field to change'),
    items: [done, heading(t('Change')), ...rows],
    active: 'done',
  });
}
