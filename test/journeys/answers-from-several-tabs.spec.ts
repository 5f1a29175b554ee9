import { randomUUID } from 'node:crypto';
import { Conflict } from '@app/platform';
import {
  type Answer,
  AttemptQueries,
  AttemptsService,
  type PublishedQuestion,
  questionBodySchema,
  QuestionsService,
  QuizzesModule,
} from '@app/quizzes';
import { type LibTest, rowsOf, startLibTest } from '@app/testing';
import { PROOF, TIME_LIMIT_MS } from '../support/proof';

/** Questions of one attempt: each is an interleaving of its own, all under one deadline. */
const QUESTIONS = 100;
const ATTEMPTS = PROOF ? 100 : 3;
const STEPS = 8;
const CHOICES = 4;
const START = '2027-04-02T10:00:00+09:00';
const MINUTES = 120;

interface Chosen {
  readonly choice: number;
  /** When the person chose it, as the number of the step. */
  readonly chosenAt: number;
}

/** What a page sends; kept until the network lets it through, or for good. */
interface Sending extends Chosen {
  readonly page: Page;
  readonly revision: number;
  readonly known: number;
  /** The page hears what becomes of it. */
  readonly isHeard: boolean;
}

/** A tab as apps/web/src/public/quiz.ts behaves: it counts what it sends, and learns from what is acknowledged. */
class Page {
  readonly tab = randomUUID();
  /** What could not be sent, and is tried again until something newer is chosen. */
  unsent: Chosen | null = null;
  private revision: number;

  constructor(private known: number) {
    this.revision = known;
  }

  send(chosen: Chosen, isHeard: boolean): Sending {
    this.revision += 1;
    this.unsent = isHeard ? null : chosen;
    return { page: this, revision: this.revision, known: this.known, ...chosen, isHeard };
  }

  hear(revision: number): void {
    this.known = Math.max(this.known, revision);
    this.revision = Math.max(this.revision, revision);
  }
}

/** One question in the hands of one person with several tabs and a bad network. */
class Interleaving {
  private readonly pages: Page[] = [];
  private waiting: Sending[] = [];
  /** The latest choice that some page was told is saved, and that which the server has. */
  heard: Chosen | null = null;
  stored: Chosen | null = null;
  refusals = 0;

  constructor(
    private readonly at: {
      readonly attemptId: string;
      readonly personId: string;
      readonly position: number;
    },
    private readonly services: {
      readonly attempts: AttemptsService;
      readonly queries: AttemptQueries;
    },
    private readonly chance: () => number,
  ) {}

  async step(step: number): Promise<void> {
    const [page] = [this.pages[Math.floor(this.chance() * this.pages.length)]];
    const what = this.chance();
    if (page === undefined || (what < 0.15 && this.pages.length < 3)) return this.open();
    if (what < 0.3 && this.waiting.length > 0) return this.letThrough();
    const fresh = { choice: Math.floor(this.chance() * CHOICES), chosenAt: step };
    const chosen = what < 0.6 ? (page.unsent ?? fresh) : fresh;
    const network = this.chance();
    const sending = page.send(chosen, network < 0.5);
    // Acknowledged, acknowledged in vain, late, or lost on the way there.
    if (network < 0.65) return this.arrive(sending);
    if (network < 0.8) this.waiting.push(sending);
  }

  /** What was on its way arrives in any order, also after the deadline. */
  async end(): Promise<void> {
    while (this.waiting.length > 0) await this.letThrough();
  }

  private async open(): Promise<void> {
    const { attemptId, personId, position } = this.at;
    const page = await this.services.queries.findPlayerPage(attemptId, personId, position);
    this.pages.push(new Page(page.revision));
  }

  private async letThrough(): Promise<void> {
    const index = Math.floor(this.chance() * this.waiting.length);
    const [sending] = this.waiting.splice(index, 1);
    if (sending) await this.arrive(sending);
  }

  private async arrive({
    page,
    revision,
    known,
    choice,
    chosenAt,
    isHeard,
  }: Sending): Promise<void> {
    const answer: Answer = { kind: 'single', choices: [choice] };
    try {
      const saved = await this.services.attempts.saveAnswer({
        ...{ ...this.at, revision, known, tab: page.tab, answer },
      });
      this.stored = { choice, chosenAt: Math.max(chosenAt, this.sameAs(choice)) };
      if (!isHeard) return;
      page.hear(saved.revision);
      if (this.heard === null || this.heard.chosenAt <= chosenAt) this.heard = { choice, chosenAt };
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      this.refusals += 1;
    }
  }

  /** What is stored already is taken again from whoever chose the same. */
  private sameAs(choice: number): number {
    return this.stored?.choice === choice ? this.stored.chosenAt : -1;
  }
}

/** Mulberry32: the same seed gives the same run. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function aQuestion(nth: number): PublishedQuestion {
  const choices = Array.from({ length: CHOICES }, (_, at) => ({
    text: `選択肢${String(nth)}-${String(at)}`,
    correct: at === 0,
  }));
  const body = { kind: 'single', stem: `問い${String(nth)}`, explanation: '解説', choices };
  return {
    ...{ key: `q${String(nth)}`, tags: [], usage: 'quiz', difficulty: 1 },
    body: questionBodySchema.parse(body),
  };
}

/** Ten thousand interleavings with `npm run proof`, three hundred with `npm test`. */
describe('Answers from several tabs, over a bad network, up to a deadline', () => {
  let lib: LibTest;
  let attempts: AttemptsService;
  let queries: AttemptQueries;
  let questionIds: string[];

  beforeAll(async () => {
    lib = await startLibTest(QuizzesModule);
    attempts = lib.get(AttemptsService);
    queries = lib.get(AttemptQueries);
    const texts = Array.from({ length: QUESTIONS }, (_, nth) => aQuestion(nth));
    questionIds = [...(await lib.get(QuestionsService).publish(texts)).values()];
  });

  afterAll(() => lib.close());

  it.each(Array.from({ length: ATTEMPTS }, (_, index) => index + 1))(
    'keep the newest that was acknowledged, and nothing from after the end (seed %i)',
    async (seed) => {
      lib.clock.set(START);
      const chance = chanceFrom(seed);
      const personId = await lib.city.addPerson();
      const deadlineAt = new Date(lib.clock.now().getTime() + MINUTES * 60_000);
      const attemptId = await attempts.startAttempt({
        ...{
          personId,
          quizKey: `tabs:${String(seed)}`,
          questionIds,
          draw: 'asGiven',
          passRatio: 0.6,
        },
        ...{ retakes: null, waitMinutes: 0, deadlineAt },
      });
      const all = questionIds.map(
        (_, index) =>
          new Interleaving(
            { attemptId, personId, position: index + 1 },
            { attempts, queries },
            chance,
          ),
      );
      for (let step = 0; step < STEPS; step++) {
        for (const one of all) await one.step(step);
        lib.clock.advance({ minutes: 10 });
      }
      const before = all.map(({ stored, heard }) => ({ stored, heard }));
      lib.clock.set(deadlineAt.toISOString());
      // Half of them arrive while the attempt is being closed, and after.
      await Promise.all([attempts.closeOverdueAttempts(), ...all.map((one) => one.end())]);
      const result = await queries.findResult(attemptId, personId);
      expect(result?.submittedAt).toEqual(deadlineAt);
      const rows = await rowsOf<{ choice: number | null }>(
        lib.database,
        `SELECT (answer #>> '{choices,0}')::int AS choice FROM quiz_attempt_questions WHERE attempt_id = $1 ORDER BY position`,
        [attemptId],
      );
      expect(rows.map(({ choice }) => choice)).toEqual(
        before.map(({ stored }) => stored?.choice ?? null),
      );
      // Whoever was told that an answer is saved finds it, or one that was chosen later.
      const lost = before.filter(
        ({ stored, heard }) =>
          heard !== null && (stored === null || stored.chosenAt < heard.chosenAt),
      );
      expect(lost).toEqual([]);
      expect(all.some(({ refusals }) => refusals > 0)).toBe(true);
    },
    TIME_LIMIT_MS,
  );
});
