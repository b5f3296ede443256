import * as vscode from 'vscode';
import { t } from '@vscode/l10n';
import { urlOf } from '../../base/url';
import { plain } from '../../faults/plain';
import { nameOf, type KnownProfile, type UsableProfile } from '../../profile/known';
import { isPasted } from '../../profile/pasted';
import { usable } from '../../profile/usable';
import type { ProviderRequests } from '../../tokens/provider-requests';
import type { Inquiry } from '../../webview/protocol';
import type { Gate } from '../access/gate';
import type { Target } from '../profiles/target';
import { isOutsideAudience } from '../../tokens/outside-audience';
import { isLogin } from '../tokens/context-value';
import { cancellable } from '../tokens/progress';
import { fromSidebar, ProfileItem } from '../ui/argument';
import { offer, runUi, type UiHandlers } from '../ui/notify';
import type { ProviderAnswer } from './provider-answers';

export interface AnswerUiParts {
  target: Target;
  gate: Gate;
  requests: () => Promise<ProviderRequests>;
  showAnswer: (answer: ProviderAnswer) => Promise<void>;
  now: () => number;
}

/** The commands with which people ask a provider about a token and its user. */
export function answerUi({ target, gate, requests, showAnswer, now }: AnswerUiParts) {
  const ask = async (argument: unknown, inquiry: Inquiry): Promise<void> => {
    const profile = usable(await target.profile(fromSidebar(argument), true, canBeAsked[inquiry]));
    const { set } = await gate.issue({ door: inquiry, caller: 'person', profile });
    const made = await requests();
    const claims = await cancellable<Readonly<Record<string, unknown>>>(titles[inquiry](profile), (signal) =>
      made[inquiry](profile, set, { signal }),
    );
    const outsideAudience = isOutsideAudience(set, profile.settings);
    await showAnswer({ known: profile, inquiry, host: hostOf(profile, inquiry), at: now(), claims, outsideAudience });
    if (claims.active === false) await offerAnother(profile, outsideAudience);
  };
  return {
    'tokenDeck.ui.introspectToken': (argument) => ask(argument, 'introspection'),
    'tokenDeck.ui.showUserInfo': (argument) => ask(argument, 'userinfo'),
  } satisfies UiHandlers;
}

/** The profiles that the user picks from: a pasted token has no client that could ask, and a machine's has no user. */
const canBeAsked: Readonly<Record<Inquiry, (known: KnownProfile) => boolean>> = {
  introspection: (known) => !isPasted(known),
  userinfo: isLogin,
};

const titles: Readonly<Record<Inquiry, (profile: UsableProfile) => string>> = {
  introspection: (profile) => t('Asking about the token of {profile}', { profile: plain(nameOf(profile)) }),
  userinfo: (profile) => t('Asking about the user of {profile}', { profile: plain(nameOf(profile)) }),
};

/** The provider ended the token before its time, so renewing by its refresh token may not help either. */
async function offerAnother(known: UsableProfile, outsideAudience: boolean): Promise<void> {
  const profile = plain(nameOf(known));
  const message = outsideAudience
    ? t(
        '{profile}: The provider calls this token inactive. It may be valid all the same: some providers say so to every client that is not in the token’s audience.',
        { profile },
      )
    : t('{profile}: The provider no longer accepts this token.', { profile });
  await offer(vscode.window.showWarningMessage, message, [
    {
      title: t('Discard Token and Start Over'),
      run: () => runUi('tokenDeck.ui.discardToken', new ProfileItem(known)),
    },
  ]);
}

/** Who answers: the endpoint's host, or the issuer's, which names the endpoint. */
function hostOf({ settings }: UsableProfile, inquiry: Inquiry): string {
  return urlOf(settings.endpoints[inquiry] ?? settings.issuer ?? '')?.host ?? '';
}
