/** What was asked: see the questions in `consent-questions.ts`. */
export type Question = 'automation' | 'use' | 'hosts' | 'destination' | 'keys';

export type Answer = 'allow' | 'deny';

/** An answer that the user gave, as it is kept. Times are milliseconds since 1970. */
export interface GivenAnswer {
  answer: Answer;
  /** What was allowed or denied, in words. */
  about: string;
  /** The origins that it is about. */
  addresses?: readonly string[];
  /** The identity of the profile that it is about. */
  profile?: string;
  /** The folder that the profile is of, as people call it. */
  folder?: string;
  since?: number;
  used?: number;
}

/** An answer with what it answers, for a list. */
export interface ListedAnswer extends GivenAnswer {
  key: string;
  question: Question;
}

/** The part of VS Code's Memento that is used. */
export interface Memory {
  keys(): readonly string[];
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const prefix = 'answer.';
const questions: readonly string[] = ['automation', 'use', 'hosts', 'destination', 'keys'] satisfies Question[];

/** How often a use is written down, in milliseconds: the list says when something was used last, not how often. */
const usedEvery = 60 * 60_000;

/** The answers to the questions of trust, kept on this machine. Their keys are hashes; none holds a secret. */
export class Answers {
  constructor(
    private readonly memory: Memory,
    private readonly now: () => number,
  ) {}

  /** The answer that was given, or undefined. An allowed use is noted. */
  given(question: Question, key: string): Answer | undefined {
    const stored = this.read(keyOf(question, key));
    if (stored?.answer === 'allow' && this.now() - (stored.used ?? 0) >= usedEvery)
      void this.memory.update(keyOf(question, key), { ...stored, used: this.now() });
    return stored?.answer;
  }

  /** Keeps an answer. */
  async remember(question: Question, key: string, answer: Omit<GivenAnswer, 'since' | 'used'>): Promise<void> {
    const now = this.now();
    const used = answer.answer === 'allow' ? { used: now } : {};
    await this.memory.update(keyOf(question, key), { ...answer, since: now, ...used });
  }

  /** Every answer that is kept. */
  list(): ListedAnswer[] {
    return this.memory.keys().flatMap((key) => {
      const question = questionOf(key);
      const stored = question === undefined ? undefined : this.read(key);
      return question === undefined || stored === undefined ? [] : [{ key, question, ...stored }];
    });
  }

  /** Changes an answer, or takes it back: the next use asks again. */
  async change({ key }: Pick<ListedAnswer, 'key'>, answer: Answer | undefined): Promise<void> {
    const stored = this.read(key);
    if (stored !== undefined) await this.memory.update(key, answer && { ...stored, answer, since: this.now() });
  }

  /** The keys of all answers to a question. */
  keysOf(question: Question): string[] {
    const start = keyOf(question, '');
    return this.memory.keys().flatMap((key) => (key.startsWith(start) ? [key.slice(start.length)] : []));
  }

  /**
   * Files an answer under another key, unless there is one already. The old one goes last, so that a crash in between
   * loses nothing.
   * @param of whose it is from now on
   */
  async move(question: Question, from: string, to: string, of: Pick<GivenAnswer, 'profile' | 'folder'>): Promise<void> {
    const [before, after] = [keyOf(question, from), keyOf(question, to)];
    const stored = this.read(before);
    if (stored === undefined) return;
    if (this.read(after) === undefined) await this.memory.update(after, { ...stored, ...of });
    await this.memory.update(before, undefined);
  }

  /** Forgets what was answered about a profile. @param profile its identity */
  async forget(profile: string): Promise<void> {
    // Version 0.1 kept the identity in the key only.
    const old = keyOf('automation', `${profile} `);
    for (const each of this.list())
      if (each.profile === profile || each.key.startsWith(old)) await this.change(each, undefined);
  }

  /**
   * Drops the answers of versions before 0.2 that allowed a folder to use a stored secret: they could be planted, and
   * did not say which hosts take part.
   */
  async dropOld(): Promise<void> {
    for (const key of this.memory.keys())
      if (key.startsWith('answer.consent.')) await this.memory.update(key, undefined);
  }

  private read(key: string): GivenAnswer | undefined {
    const stored = this.memory.get(key) as Partial<GivenAnswer> | null | undefined;
    return stored?.answer === 'allow' || stored?.answer === 'deny' ? (stored as GivenAnswer) : undefined;
  }
}

function keyOf(question: Question, key: string): string {
  return `${prefix}${question}.${key}`;
}

function questionOf(key: string): Question | undefined {
  const [, question = ''] = /^answer\.([a-z]+)\./.exec(key) ?? [];
  return questions.includes(question) ? (question as Question) : undefined;
}
