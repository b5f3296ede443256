import { t } from '@vscode/l10n';
import * as vscode from 'vscode';
import { plain } from '../../faults/plain';
import { describeAnswer } from '../../jwt/inspect/answer';
import { exactReferenceOf, nameOf, type KnownProfile } from '../../profile/known';
import type { AnswerReference, FromAnswerPage, Inquiry, ShownAnswer, ToAnswerPage } from '../../webview/protocol';
import type { Profiles } from '../profiles/profiles';
import { ProfileItem } from '../ui/argument';
import { copiedMessage, type CopySecret } from '../ui/clipboard';
import { inspectorView, type UiCommand } from '../ui/contributions';
import { runUi } from '../ui/notify';
import { fillInspector } from './inspector-webview';

/** What a provider answered about a profile's token or user. */
export interface ProviderAnswer {
  known: KnownProfile;
  inquiry: Inquiry;
  /** Who answered: the host, with its port. */
  host: string;
  /** When, in milliseconds since 1970. */
  at: number;
  claims: Readonly<Record<string, unknown>>;
  /** See `isOutsideAudience`. */
  outsideAudience: boolean;
}

const asking: Readonly<Record<Inquiry, UiCommand>> = {
  introspection: 'tokenDeck.ui.introspectToken',
  userinfo: 'tokenDeck.ui.showUserInfo',
};

/** Shows what providers answer, each profile's in a tab of its own. Answers are kept in memory only. */
export class ProviderAnswers {
  private readonly tabs = new Map<string, AnswerTab>();

  constructor(
    private readonly profiles: Profiles,
    private readonly extensionUri: vscode.Uri,
    private readonly copySecret: CopySecret,
  ) {}

  /** Shows an answer: in the tab that has the one before, else in a new one. */
  show(answer: ProviderAnswer): void {
    const { known, inquiry, host, at, claims, outsideAudience } = answer;
    const reference = { profile: exactReferenceOf(known), inquiry };
    const tab = this.tabs.get(keyOf(reference)) ?? this.add(newPanel(), reference);
    const { active, exp } = claims;
    tab.show(plain(nameOf(known)), {
      ...{ inquiry, host, at, claims: describeAnswer(claims), outsideAudience },
      ...(typeof active === 'boolean' && { active }),
      ...(typeof exp === 'number' && Math.abs(exp) < 8.64e12 && { expiresAt: exp * 1000 }),
    });
  }

  /** Fills a tab after a reload. Its answer was not kept, and the provider is asked again only where the user wants that. */
  async restore(panel: vscode.WebviewPanel, reference: AnswerReference): Promise<void> {
    const known = await this.profiles.find(reference.profile);
    this.add(panel, reference).show(plain(known === undefined ? reference.profile : nameOf(known)), undefined);
  }

  private add(panel: vscode.WebviewPanel, reference: AnswerReference): AnswerTab {
    const key = keyOf(reference);
    const again = async () => {
      const known = await this.profiles.find(reference.profile);
      // Without the profile, the command asks for one.
      await runUi(asking[reference.inquiry], known && new ProfileItem(known));
    };
    const tab = new AnswerTab(panel, reference, again, this.copySecret);
    this.tabs.set(key, tab);
    panel.onDidDispose(() => {
      if (this.tabs.get(key) === tab) this.tabs.delete(key);
    });
    fillInspector(panel.webview, this.extensionUri, 'answer');
    return tab;
  }
}

/** One tab: the answer that it shows, and what its page asks for. */
class AnswerTab {
  private isReady = false;
  private profile = '';
  private answer: ShownAnswer | undefined;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly reference: AnswerReference,
    again: () => unknown,
    copySecret: CopySecret,
  ) {
    // The webview's subscriptions end with its panel.
    panel.webview.onDidReceiveMessage((message: FromAnswerPage) => {
      if (message.type === 'ready') {
        this.isReady = true;
        this.draw();
      } else if (message.type === 'copy') {
        void copySecret(message.text).then(() => this.post({ type: 'copied', what: copiedMessage(message.what) }));
      } else void again();
    });
  }

  show(profile: string, answer: ShownAnswer | undefined): void {
    this.profile = profile;
    this.answer = answer;
    this.panel.title = plain(titles[this.reference.inquiry](profile), 60);
    if (answer !== undefined) this.panel.reveal();
    if (this.isReady) this.draw();
  }

  private draw(): void {
    const { reference, profile, answer } = this;
    this.post({ type: 'answer', reference, profile, answer });
  }

  private post(message: ToAnswerPage): void {
    void this.panel.webview.postMessage(message);
  }
}

/** What a tab is called. */
const titles: Readonly<Record<Inquiry, (profile: string) => string>> = {
  introspection: (profile) => t('{profile}: introspection', { profile }),
  userinfo: (profile) => t('{profile}: user info', { profile }),
};

function newPanel(): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(inspectorView, 'Token Deck', vscode.ViewColumn.Active, {
    enableFindWidget: true,
    // A webview's state is written to disk, where no answer may be: so a hidden page is kept alive instead.
    retainContextWhenHidden: true,
  });
}

function keyOf({ profile, inquiry }: AnswerReference): string {
  return `${inquiry} ${profile}`;
}
