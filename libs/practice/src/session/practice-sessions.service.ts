import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  Clock,
  col,
  Conflict,
  Database,
  idOf,
  InvalidInput,
  type LocalDate,
  NotFound,
  Random,
  type RowFrom,
  statement,
} from '@app/platform';
import {
  type Answer,
  asWritten,
  choiceOrder,
  faultOf,
  isCorrect,
  type QuestionBody,
  questionBodySchema,
} from '@app/quizzes';
import { CardRows } from '../card/card-rows';
import { reviewCard } from '../card/card.rules';
import { LOCK_PERSON } from '../lock-person';
import { EstimatesService } from '../estimate/estimates.service';
import { CandidateQueries } from './candidates.queries';
import { type Candidate, drawNext, SESSION_KINDS, type SessionKind } from './draw.rules';
import { type SessionScope, sessionScopeSchema } from './session-scope';

const LOCKED = statement({
  name: 'practice.session-locked',
  sql: `SELECT s.id, s.person_id AS "personId", s.syllabus_key AS "syllabusKey", s.kind, s.scope, s.size, s.ended_at AS "endedAt"
    FROM practice_sessions s WHERE s.id = :sessionId AND s.person_id = :personId FOR UPDATE`,
  parameters: { sessionId: 'uuid', personId: 'uuid' },
  row: {
    id: col.id<'practice_session'>(),
    personId: col.id<'person'>(),
    syllabusKey: col.text,
    kind: col.oneOf(SESSION_KINDS),
    scope: col.json(sessionScopeSchema),
    size: col.int.orNull,
    endedAt: col.instant.orNull,
  },
});
type SessionRow = RowFrom<typeof LOCKED>;

const SHOWN = statement({
  name: 'practice.session-questions',
  sql: `SELECT a.position, a.answered_at AS "answeredAt", q.key AS "questionKey"
    FROM practice_answers a JOIN questions q ON q.id = a.question_id WHERE a.session_id = :sessionId ORDER BY a.position`,
  parameters: { sessionId: 'uuid' },
  row: { position: col.int, answeredAt: col.instant.orNull, questionKey: col.text },
});

const ASKED = statement({
  name: 'practice.asked-question',
  sql: `SELECT a.id, a.question_id AS "questionId", a.choice_order AS "choiceOrder", a.is_first AS "isFirst",
      a.answered_at AS "answeredAt", q.key AS "questionKey", q.body
    FROM practice_answers a JOIN questions q ON q.id = a.question_id
    WHERE a.session_id = :sessionId AND a.position = :position`,
  parameters: { sessionId: 'uuid', position: 'integer' },
  row: {
    id: col.id<'practice_answer'>(),
    questionId: col.id<'question'>(),
    choiceOrder: col.ints,
    isFirst: col.bool,
    answeredAt: col.instant.orNull,
    questionKey: col.text,
    body: col.json(questionBodySchema),
  },
});

const BODY = statement({
  name: 'practice.question-to-ask',
  sql: 'SELECT q.body FROM questions q WHERE q.id = :questionId',
  parameters: { questionId: 'uuid' },
  row: { body: col.json(questionBodySchema) },
});

/** The same again while something of it is left: a press too many, or a way back in. */
const OPEN_ALIKE = statement({
  name: 'practice.open-session-alike',
  sql: `SELECT s.id FROM practice_sessions s
    WHERE s.person_id = :personId AND s.ended_at IS NULL AND s.syllabus_key = :syllabusKey AND s.kind = :kind AND s.scope = :scope
      AND (s.size IS NULL OR (SELECT count(a.answered_at) FROM practice_answers a WHERE a.session_id = s.id) < s.size)`,
  parameters: { personId: 'uuid', syllabusKey: 'text', kind: 'text', scope: 'jsonb' },
  row: { id: col.id<'practice_session'>() },
});

const END_OPEN = `
  UPDATE practice_sessions SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL`;
const OPEN = `
  INSERT INTO practice_sessions (id, person_id, syllabus_key, kind, scope, size, started_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;
const ASK = `
  INSERT INTO practice_answers (id, session_id, position, person_id, question_id, choice_order, shown_at, is_first)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;
const ANSWER = `
  UPDATE practice_answers SET answer = $2, answered_at = $3, is_correct = $4 WHERE id = $1 AND answered_at IS NULL`;

const MARK = `
  INSERT INTO practice_marks (person_id, question_key, marked_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`;
const UNMARK = 'DELETE FROM practice_marks WHERE person_id = $1 AND question_key = $2';

export interface NewSession {
  readonly personId: string;
  readonly syllabusKey: string;
  readonly kind: SessionKind;
  readonly scope: SessionScope;
  readonly size: number | null;
  /** Of the exam that the person has booked. */
  readonly examOn: LocalDate | null;
}

/** A session of a person; somebody else's does not exist. */
export interface SessionKey {
  readonly sessionId: string;
  readonly personId: string;
  readonly examOn: LocalDate | null;
}

/** Practice: a question, an answer, right or wrong at once. An answer is given once and kept for good. */
@Injectable()
export class PracticeSessionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly candidates: CandidateQueries,
    private readonly cards: CardRows,
    private readonly estimates: EstimatesService,
  ) {}

  /**
   * The session that was open ends, unless it is the same: that one goes on. InvalidInput where there is nothing to practise.
   */
  async start(input: NewSession): Promise<string> {
    return this.database.transaction(async () => {
      const { personId, syllabusKey, kind, scope, size } = input;
      await this.database.only(LOCK_PERSON, { personId });
      const same = await this.database.first(OPEN_ALIKE, {
        ...{ personId, syllabusKey, kind, scope },
      });
      if (same !== null) return same.id;
      const now = this.clock.now();
      const ended = await this.database.execute(END_OPEN, [personId, now]);
      if (ended > 0) await this.estimates.renew(personId);
      const id = randomUUID();
      const row = [id, personId, syllabusKey, kind, JSON.stringify(scope), size, now];
      await this.database.execute(OPEN, row);
      const isAsked = await this.ask({ ...input, id }, input.examOn);
      if (!isAsked) throw new InvalidInput({ [narrowest(scope) ?? 'kind']: NOTHING[kind] });
      return id;
    });
  }

  /** Right or wrong. A second answer to the same question changes nothing, and is told so: the first one counts. */
  async answer(key: SessionKey, position: number, answer: Answer): Promise<boolean> {
    return this.database.transaction(async () => {
      const session = await this.lock(key);
      const asked = await this.database.first(ASKED, { sessionId: session.id, position });
      if (asked === null) throw new NotFound();
      if (asked.answeredAt !== null) return false;
      if (session.endedAt !== null) throw sessionOver();
      if (answer.kind !== asked.body.kind)
        throw new InvalidInput({ answer: '画面を開き直して、もう一度解答してください。' });
      const fault = faultOf(asked.body, asked.choiceOrder, answer);
      if (fault !== null) throw new InvalidInput({ answer: fault });
      const at = this.clock.now();
      const written = asWritten(asked.body, asked.choiceOrder, answer);
      const verdict = isCorrect(asked.body, written);
      await this.database.execute(ANSWER, [asked.id, JSON.stringify(answer), at, verdict]);
      const { questionKey } = asked;
      const card = await this.cards.find(session.personId, questionKey);
      const review = { isCorrect: verdict, at, examOn: key.examOn };
      await this.cards.keep(session.personId, questionKey, reviewCard(card, review));
      if (asked.isFirst) await this.estimates.renewSoon(session.personId);
      return true;
    });
  }

  /** Asks the next question, or ends the session where there is none or all are done; says whether it is over. */
  async goOn(key: SessionKey): Promise<boolean> {
    return this.database.transaction(async () => {
      const session = await this.lock(key);
      if (session.endedAt !== null) return true;
      const shown = await this.database.all(SHOWN, { sessionId: session.id });
      if (shown.some(({ answeredAt }) => answeredAt === null)) return false;
      const isDone = session.size !== null && shown.length >= session.size;
      if (!isDone && (await this.ask(session, key.examOn, shown))) return false;
      await this.close(session);
      return true;
    });
  }

  /** あとで見直す, also after the session is over. */
  async mark(key: SessionKey, position: number, isMarked: boolean): Promise<void> {
    await this.database.transaction(async () => {
      const { id, personId } = await this.lock(key);
      const asked = await this.database.first(ASKED, { sessionId: id, position });
      if (asked === null) throw new NotFound();
      const { questionKey } = asked;
      if (isMarked) await this.database.execute(MARK, [personId, questionKey, this.clock.now()]);
      else await this.database.execute(UNMARK, [personId, questionKey]);
    });
  }

  /** What was answered stays; a question that was shown and not answered stays unanswered. */
  async stop(key: SessionKey): Promise<void> {
    await this.database.transaction(async () => {
      const session = await this.lock(key);
      if (session.endedAt === null) await this.close(session);
    });
  }

  private async close({ id, personId }: Pick<SessionRow, 'id' | 'personId'>): Promise<void> {
    const sql = 'UPDATE practice_sessions SET ended_at = $2 WHERE id = $1';
    await this.database.execute(sql, [id, this.clock.now()]);
    await this.estimates.renew(personId);
  }

  private async lock({ sessionId, personId }: SessionKey): Promise<SessionRow> {
    const row = await this.database.first(LOCKED, { sessionId: idOf(sessionId), personId });
    if (row === null) throw new NotFound();
    return row;
  }

  /** False: there is nothing left to ask. */
  private async ask(
    session: Pick<SessionRow, 'syllabusKey' | 'kind' | 'scope'> & { id: string; personId: string },
    examOn: LocalDate | null,
    shown: readonly RowFrom<typeof SHOWN>[] = [],
  ): Promise<boolean> {
    const drawn = await this.draw(session, examOn, new Set(shown.map((row) => row.questionKey)));
    if (drawn === null) return false;
    const { questionId, card } = drawn;
    const { body } = await this.database.only(BODY, { questionId });
    await this.database.execute(ASK, [
      ...[randomUUID(), session.id, shown.length + 1, session.personId, questionId],
      ...[this.order(body), this.clock.now(), card === null],
    ]);
    return true;
  }

  private async draw(
    session: Pick<SessionRow, 'syllabusKey' | 'kind' | 'scope'> & { personId: string },
    examOn: LocalDate | null,
    shown: ReadonlySet<string>,
  ): Promise<Candidate | null> {
    const { personId, syllabusKey, kind, scope } = session;
    const all = await this.candidates.list({ personId, syllabusKey }, scope);
    const blueprint = await this.candidates.blueprint(syllabusKey);
    const rates = await this.candidates.rates({ personId, syllabusKey });
    const chance = { now: this.clock.now(), seed: this.random.seed() };
    return drawNext(all, {
      kind,
      examOn,
      shown,
      blueprint,
      answered: byField(all),
      rates,
      ...chance,
    });
  }

  private order(body: QuestionBody): readonly number[] {
    return choiceOrder(body, this.random.seed());
  }
}

/** What was chosen last, where it says so: the message stands beside it. */
function narrowest(scope: SessionScope): keyof SessionScope | undefined {
  return (['difficulty', 'item', 'middle', 'field'] as const).find((it) => scope[it] !== undefined);
}

const NOTHING: Readonly<Record<SessionKind, string>> = {
  today: '練習できる問題がありません。',
  chosen: 'この条件の問題はありません。条件を変えてください。',
  wrong: '間違えたままの問題はありません。',
  marked: '「あとで見直す」を付けた問題はありません。',
  mixed: '練習できる問題がありません。',
};

function sessionOver(): Conflict {
  return new Conflict(
    'practice.session_over',
    'この練習は終わっています。もう一度、ITパスポートの画面から始めてください。',
  );
}

function byField(all: readonly Candidate[]): ReadonlyMap<string, number> {
  const answered = new Map<string, number>();
  for (const { field, card } of all)
    if (card !== null) answered.set(field, (answered.get(field) ?? 0) + 1);
  return answered;
}
