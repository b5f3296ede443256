import { t } from '@vscode/l10n';
import { timeText } from '../base/dates';
import { answerLine } from './answer-line';
import { button, element } from './element';
import { Fields } from './fields';
import type { AnswerReference, FromAnswerPage, Inquiry, ShownAnswer, ToAnswerPage } from './protocol';

/** What VS Code gives to the script of an answer's page. */
export interface AnswerEditor {
  postMessage(message: FromAnswerPage): void;
  /** VS Code writes it to disk in clear text, so it is only ever a reference, never the answer. */
  setState(state: AnswerReference): void;
}

type Handlers = { [K in ToAnswerPage['type']]: (message: Extract<ToAnswerPage, { type: K }>) => void };

const titles: Readonly<Record<Inquiry, (profile: string) => string>> = {
  introspection: (profile) => t('Introspection of the token of {profile}', { profile }),
  userinfo: (profile) => t('User info of {profile}', { profile }),
};

/** The page of what a provider answered: its claims, each explained, and as JSON. */
export class AnswerPage {
  private readonly title = element('h1');
  private readonly state = element('p', { className: 'state', set: { role: 'status' } });
  private readonly asked = element('p', { className: 'hint' });
  private readonly announced = element('p', { className: 'hidden', set: { role: 'status' } });
  private readonly claims = new Fields('claims', (text, what) => this.editor.postMessage({ type: 'copy', text, what }));
  private answer: ShownAnswer | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly editor: AnswerEditor) {
    const again = button(t('Ask Again'), () => this.editor.postMessage({ type: 'again' }));
    const bar = element('div', { className: 'bar' }, this.title, element('div', { className: 'tools' }, again));
    document.body.append(
      element('main', { className: 'one' }, bar, this.state, this.asked, this.announced, this.claims.root),
    );
    window.addEventListener('message', ({ data }: MessageEvent<ToAnswerPage>) => {
      if (Object.hasOwn(this.handlers, data.type)) this.handlers[data.type](data as never);
    });
    // A hidden page's timers are slow: once it is seen again, the times are written at once.
    document.addEventListener('visibilitychange', () => this.tick());
    editor.postMessage({ type: 'ready' });
  }

  private readonly handlers: Handlers = {
    answer: ({ reference, profile, answer }) => {
      this.editor.setState(reference);
      this.title.textContent = titles[reference.inquiry](profile);
      this.answer = answer;
      this.claims.set(answer?.claims);
      this.tick();
    },
    copied: ({ what }) => {
      this.announced.textContent = '';
      // A screen reader announces the same words again only after they were gone.
      requestAnimationFrame(() => (this.announced.textContent = t('Copied: {what}', { what })));
    },
  };

  /** Writes what depends on the time, and comes back when it changes. */
  private tick(): void {
    clearTimeout(this.timer);
    const now = Date.now();
    const { answer } = this;
    const gone = { text: t('The answer was not kept when the window reloaded.'), kind: '', next: Infinity } as const;
    const { text, kind, next } = answer === undefined ? gone : answerLine(answer, now);
    // Only a change is announced.
    if (this.state.textContent !== text) this.state.textContent = text;
    this.state.className = `state ${kind}`;
    this.asked.textContent = answer === undefined ? '' : t('Asked: {time}', { time: timeText(answer.at, now) });
    this.claims.tick(now);
    if (answer === undefined) return;
    // The time since it was asked counts minutes.
    this.timer = setTimeout(() => this.tick(), Math.min(next, 60_000));
  }
}
