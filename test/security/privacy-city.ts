import { randomUUID } from 'node:crypto';
import type { LocalDate } from '@app/platform';
import {
  addCorrection,
  addEntryBatch,
  addRecorder,
  rewriteHistory,
  rowsOf,
  type TestCourse,
  TestCourses,
  TestFigures,
} from '@app/testing';
import { PROOF } from '../support/proof';
import type { WebTest } from '../support/web';

/** A unit's code. */
type Place = 'A' | 'B';

interface Post {
  readonly unit: Place;
  readonly from: LocalDate;
  /** The first day not in it any more. */
  readonly to?: LocalDate;
  readonly kind?: 'primary' | 'concurrent' | 'acting';
  readonly isHead?: true;
}

interface Marked {
  readonly number: string;
  readonly name: string;
  readonly posts: readonly Post[];
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  readonly absence?: { readonly from: LocalDate; readonly to: LocalDate };
  readonly hasMail?: false;
}

const LONG_AGO: LocalDate = '2020-04-01';
const TURN: LocalDate = '2026-04-01';
const NEXT: LocalDate = '2027-04-01';
const ACTING = { from: '2026-10-01', to: '2027-01-01' } as const;

/** Everybody of two units over two fiscal years and a day: names and numbers stand for nobody else anywhere. */
const PEOPLE: readonly Marked[] = [
  // Heads: of A until the turn, then of B's staff; of A after it, from B and back; of B throughout, away in November.
  {
    ...{ number: '910101', name: '印前課長' },
    posts: [
      { unit: 'A', from: LONG_AGO, to: TURN, isHead: true },
      { unit: 'B', from: TURN },
    ],
  },
  {
    ...{ number: '910102', name: '印新課長' },
    posts: [
      { unit: 'B', from: LONG_AGO, to: TURN },
      { unit: 'A', from: TURN, to: NEXT, isHead: true },
      { unit: 'B', from: NEXT },
    ],
  },
  {
    ...{ number: '910103', name: '印水課長' },
    posts: [{ unit: 'B', from: LONG_AGO, isHead: true }],
    absence: { from: '2026-11-01', to: '2026-12-01' },
  },
  // 事務取扱 of B for three months, from A.
  {
    ...{ number: '910104', name: '印取扱者' },
    posts: [
      { unit: 'A', from: LONG_AGO },
      { unit: 'B', ...ACTING, kind: 'acting', isHead: true },
    ],
  },
  // 兼務 as a head of B for the fiscal year.
  {
    ...{ number: '910105', name: '印兼課長' },
    posts: [
      { unit: 'A', from: LONG_AGO },
      { unit: 'B', from: TURN, to: NEXT, kind: 'concurrent', isHead: true },
    ],
  },
  { number: '910201', name: '印税員甲', posts: [{ unit: 'A', from: LONG_AGO }] },
  {
    ...{ number: '910202', name: '印異動乙' },
    posts: [
      { unit: 'A', from: LONG_AGO, to: TURN },
      { unit: 'B', from: TURN },
    ],
  },
  { number: '910203', name: '印水員丙', posts: [{ unit: 'B', from: LONG_AGO }] },
  {
    ...{ number: '910204', name: '印往復丁' },
    posts: [
      { unit: 'B', from: LONG_AGO, to: TURN },
      { unit: 'A', from: TURN, to: NEXT },
      { unit: 'B', from: NEXT },
    ],
  },
  {
    ...{ number: '910205', name: '印兼務戊' },
    posts: [
      { unit: 'A', from: LONG_AGO },
      { unit: 'B', ...ACTING, kind: 'concurrent' },
    ],
  },
  // Left at the turn; came at the turn; is announced for next year.
  {
    ...{ number: '910206', name: '印退職己', to: TURN },
    posts: [{ unit: 'A', from: LONG_AGO, to: TURN }],
  },
  {
    ...{ number: '910207', name: '印新人庚', from: TURN },
    posts: [{ unit: 'A', from: TURN }],
  },
  {
    ...{ number: '910208', name: '印内示辛' },
    posts: [
      { unit: 'B', from: LONG_AGO, to: NEXT },
      { unit: 'A', from: NEXT },
    ],
  },
  { number: '910209', name: '印紙面壬', hasMail: false, posts: [{ unit: 'A', from: LONG_AGO }] },
];

export interface Person extends Marked {
  readonly personId: string;
  /** What names them: nothing of it stands anywhere else. */
  readonly markers: readonly string[];
}

export const HEADS = ['910101', '910102', '910103', '910104', '910105'] as const;

/** The days on which everything is fetched; `npm run proof` tries those between as well. */
const EVERY_DAY: readonly LocalDate[] = [
  '2026-03-19',
  '2026-04-02',
  '2026-11-16',
  '2026-12-15',
  '2027-01-05',
  '2027-04-02',
];

const BETWEEN: readonly LocalDate[] = ['2026-03-19', '2026-12-15', '2027-01-05'];
export const DAYS = EVERY_DAY.filter((day) => PROOF || !BETWEEN.includes(day));

/** Two units, their people and what is known of them. */
export class PrivacyCity {
  people: readonly Person[] = [];
  /** What everybody is asked to learn, and what somebody learns freely. */
  mandatory!: TestCourse;
  course!: TestCourse;

  constructor(readonly web: WebTest) {}

  async build(): Promise<void> {
    const { city, database } = this.web;
    const courses = new TestCourses(database);
    const quiz = [await courses.addQuestion()];
    const lessons = [{ checkQuestionIds: [await courses.addQuestion()] }];
    this.mandatory = await courses.addCourse({ key: 'security' });
    this.course = await courses.addCourse({ key: 'ai', lessons, quizQuestionIds: quiz });
    await this.prepareExam(quiz[0] ?? '');
    const department = await city.addUnit({ code: 'D', name: '総務部', countsForLeaderKpi: false });
    const units = {
      A: await city.addUnit({ code: 'A', name: '税務課', parentId: department, validTo: TURN }),
      B: await city.addUnit({ code: 'B', name: '水道課', parentId: department }),
    };
    const renamed = { name: '税務管理課', parentId: department, validFrom: TURN };
    await city.addUnitPeriod(units.A, renamed);
    const people: Person[] = [];
    for (const facts of PEOPLE) {
      const personId = await this.add(facts, units);
      const markers = [facts.name, facts.number, `s${facts.number}@example.jp`, kanaOf(facts)];
      people.push({ ...facts, personId, markers });
    }
    this.people = people;
    for (const person of people) await this.tell(person, units);
  }

  /** Everybody that this head may see by name on the day; themselves as well. */
  inView(head: Person, day: LocalDate): readonly Person[] {
    const isAway = head.absence && head.absence.from <= day && day < head.absence.to;
    const headed = isAway ? [] : head.posts.filter((post) => post.isHead && holds(post, day));
    const isThere = ({ unit, ...post }: Post) =>
      holds(post, day) && headed.some((of) => of.unit === unit);
    return this.people.filter(
      (person) => person === head || (isEmployed(person, day) && person.posts.some(isThere)),
    );
  }

  private async add(facts: Marked, units: Readonly<Record<Place, string>>): Promise<string> {
    const { city } = this.web;
    const personId = await city.addPerson({
      ...{ staffNumber: facts.number, name: facts.name, kana: kanaOf(facts) },
      ...(facts.hasMail === false && { email: null }),
      employedFrom: facts.from ?? LONG_AGO,
      employedTo: facts.to ?? null,
    });
    await city.addAccount(personId);
    for (const { unit, from, to = null, kind = 'primary', isHead = false } of facts.posts) {
      const post = { personId, unitId: units[unit], kind, isManagerial: isHead };
      await city.addPosting({ ...post, validFrom: from, validTo: to });
    }
    if (facts.absence) await city.addAbsence(personId, 'sick_leave', facts.absence);
    return personId;
  }

  /** An exam of one question, to be practised. */
  private async prepareExam(questionId: string): Promise<void> {
    const { database } = this.web;
    for (const sql of [
      `INSERT INTO syllabi (key, title, source, valid_from, minutes, pass_total, pass_field)
       VALUES ('ip', '試し', '見本', '2020-01-01', 120, 600, 300)`,
      `INSERT INTO syllabus_fields (syllabus_key, key, number, name, questions, scored)
       SELECT 'ip', key, number, key, 1, 1 FROM unnest('{strategy,management,technology}'::text[]) WITH ORDINALITY f (key, number)`,
      `INSERT INTO syllabus_middles (syllabus_key, number, field_key, major_number, major_name, name, questions)
       SELECT 'ip', number, key, number, '大', '中', 1 FROM syllabus_fields`,
      `INSERT INTO syllabus_items (syllabus_key, number, middle_number, name)
       SELECT 'ip', number, number, '項目' FROM syllabus_middles`,
    ])
      await database.execute(sql);
    await database.execute(
      `INSERT INTO exam_questions (question_id, question_key, syllabus_key, item_number, difficulty, course_key, course_version_id, added_at)
       SELECT q.id, q.key, 'ip', 1, 1, 'ai', $2, '2025-01-01' FROM questions q WHERE q.id = $1`,
      [questionId, this.course.versionId],
    );
  }

  private async practise(personId: string): Promise<void> {
    const { database } = this.web;
    const sessionId = randomUUID();
    await database.execute(
      `INSERT INTO practice_sessions (id, person_id, syllabus_key, kind, scope, started_at, ended_at)
       VALUES ($1, $2, 'ip', 'today', '{}', '2026-04-01', '2026-04-01')`,
      [sessionId, personId],
    );
    await database.execute(
      `INSERT INTO practice_answers (id, session_id, position, person_id, question_id, choice_order, shown_at, is_first)
       SELECT $1, $2, 1, $3, question_id, '{0,1}', '2026-04-01', true FROM exam_questions`,
      [randomUUID(), sessionId, personId],
    );
  }

  /** Certificates, an exam, roles that run out, learning that is late, for two fiscal years. */
  private async tell(person: Person, units: Readonly<Record<Place, string>>): Promise<void> {
    const { personId, number } = person;
    const { database } = this.web;
    await this.practise(personId);
    const figures = new TestFigures(database);
    const id = await figures.addCertificate({ personId, passedOn: '2025-06-01' });
    await rewriteHistory(
      database,
      `UPDATE certification_records_history SET certificate_number = $2 WHERE id = $1`,
      [id, `証${number}`],
    );
    const by = await addRecorder(database, 1);
    await addCorrection(database, { recordId: id, by: by.personId });
    await addEntryBatch(database, { staffNumber: number, by: by.accountId });
    await figures.addCertificate({ personId, code: 'fe', state: 'reported' }).catch(() => null);
    await figures.addAttempt({ personId, state: 'booked', examOn: '2027-02-01' });
    const documentNumber = `文${number}`;
    for (const [termStart, termEnd] of [
      ['2025-04-01', '2026-05-31'],
      ['2026-06-01', '2027-05-31'],
    ] as const)
      await figures.addAppointment({
        ...{ personId, unitId: units[person.posts[0]?.unit ?? 'A'], documentNumber },
        ...{ termStart, termEnd },
      });
    for (const [cycle, dueOn] of [
      [2025, '2026-03-10'],
      [2026, '2026-11-10'],
    ] as const)
      await figures.addEnrollment({
        ...{ personId, courseId: this.mandatory.courseId, cycle, dueOn },
        enrolledAt: `${String(cycle)}-04-15`,
      });
  }

  /** Ids of rows, those of marked people first, for the parts of addresses. */
  async ids(sql: string): Promise<readonly string[]> {
    const rows = await rowsOf<{ id: string }>(this.web.database, sql);
    return rows.map((row) => row.id);
  }
}

function kanaOf({ number }: Marked): string {
  const letters = 'アイウエオカキクケコ';
  return `シルシ${Array.from(number, (digit) => letters[Number(digit)]).join('')}`;
}

function holds({ from, to }: Pick<Post, 'from' | 'to'>, day: LocalDate): boolean {
  return from <= day && (to === undefined || day < to);
}

function isEmployed({ from = LONG_AGO, to }: Marked, day: LocalDate): boolean {
  return holds({ from, ...(to !== undefined && { to }) }, day);
}
