import { createHmac, randomUUID } from 'node:crypto';
import { SessionRows } from '@app/accounts';
import {
  learningStateWord,
  LEARNING_STATES,
  type LearningState,
  lastDueDateOver,
  obligationsSql,
  obligationTitle,
} from '@app/courses';
import { ABSENCES, inForce } from '@app/organization';
import {
  addDays,
  col,
  instantAt,
  type LocalDate,
  OfficeCalendars,
  type RowFrom,
  statement,
} from '@app/platform';
import request from 'supertest';
import type { WebParts } from './web';

const OPEN: readonly LearningState[] = ['not_started', 'in_progress', 'overdue'];

const obligations = (name: string, years: 'open' | 'all') =>
  statement({
    name,
    sql: `WITH RECURSIVE ${obligationsSql({ years })}
      SELECT n.staff_number AS "staffNumber", o.person_id AS "personId", c.key AS "courseKey", o.cycle,
        o.fiscal_year AS "fiscalYear", v.title AS "editionTitle", ${obligationTitle('v.title', 'o')} AS title, o.state, o.due_on AS "dueOn", o.is_mandatory AS "isMandatory",
        o.is_carried_over AS "isCarriedOver",
        o.absence, w.employment_type AS "employmentType",
        EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = o.person_id AND a.suspended_at IS NOT NULL) AS "isSuspended"
      FROM obligation o
      JOIN courses c ON c.id = o.course_id
      JOIN course_versions v ON v.id = o.edition_id
      JOIN staff_numbers n ON n.person_id = o.person_id AND ${inForce('n', ':asOf')}
      JOIN employments w ON w.person_id = o.person_id AND ${inForce('w', ':asOf')}
      WHERE o.state <> 'closed'
      ORDER BY n.staff_number, o.due_on, c.key, o.cycle`,
    parameters: { asOf: 'date', asOfEnd: 'timestamptz', lastOver: 'date' },
    row: {
      staffNumber: col.text,
      personId: col.id<'person'>(),
      courseKey: col.text,
      /** The fiscal year of a yearly course, else 0. */
      cycle: col.int,
      fiscalYear: col.int,
      editionTitle: col.text,
      /** With the year to which it belongs, where that is over. */
      title: col.text,
      state: col.oneOf(LEARNING_STATES),
      dueOn: col.date,
      isMandatory: col.bool,
      isCarriedOver: col.bool,
      absence: col.oneOf(ABSENCES).orNull,
      employmentType: col.text,
      isSuspended: col.bool,
    },
  });

const ASKED = obligations('testing.obligations-asked', 'open');
const EVER = obligations('testing.obligations-ever', 'all');

export type Obliged = RowFrom<typeof ASKED>;

/** A set of lines, in one order: two of them are compared with `toEqual`. */
export type Lines = readonly string[];

/** Fails with what is missing and what is too much; two long lists beside each other say nothing. */
export function expectLines(shown: Lines, expected: Lines): void {
  expect({ missing: without(expected, shown), tooMuch: without(shown, expected) }).toEqual({
    missing: [],
    tooMuch: [],
  });
}

function without(lines: Lines, others: Lines): Lines {
  const left = [...others];
  return lines.filter((line) => {
    const index = left.indexOf(line);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

/** What is asked of everybody on a day, straight from the source, and the lines in which the pages say it. */
export class Obligations {
  constructor(
    readonly asked: readonly Obliged[],
    readonly ever: readonly Obliged[],
  ) {}

  /** Everybody of whom something is asked, by staff number. */
  people(): ReadonlyMap<string, Obliged> {
    return new Map(this.asked.map((row) => [row.staffNumber, row]));
  }

  of(staffNumber: string): readonly Obliged[] {
    return this.asked.filter((row) => row.staffNumber === staffNumber);
  }

  find(staffNumber: string, course: CourseOfPage): Obliged | undefined {
    return this.ever.find(
      (row) =>
        row.staffNumber === staffNumber &&
        row.courseKey === course.key &&
        row.cycle === course.cycle,
    );
  }
}

export async function obligationsOn(web: WebParts, asOf: LocalDate): Promise<Obligations> {
  const parameters = {
    asOf,
    asOfEnd: instantAt(addDays(asOf, 1)),
    lastOver: lastDueDateOver(await web.app.get(OfficeCalendars).current(), asOf),
  };
  return new Obligations(
    await web.database.all(ASKED, parameters),
    await web.database.all(EVER, parameters),
  );
}

export function isOpenNow({ state }: Obliged): boolean {
  return OPEN.includes(state);
}

/** Not finished, and not asked of whoever is on leave or seconded. */
export function isPutOff({ state }: Obliged): boolean {
  return state === 'absent';
}

/** What a card or a row says: the course by its address, title, state in words, the day it is due. */
export function lineOf(row: Obliged): string {
  const isOver = row.state === 'overdue';
  const due = isOpenNow(row) ? monthAndDay(row.dueOn) : '';
  return [row.courseKey, row.cycle, row.title, isOver ? '期限超過' : '', due].join('｜');
}

/** The state as a chip says it. */
export function chipOf({ state, absence }: Obliged): string {
  return learningStateWord(state, absence);
}

export interface CourseOfPage {
  readonly key: string;
  readonly cycle: number;
}

/** 「/courses/key?year=2026」 as it stands in an attribute; without a year it is the one cycle of its course. */
export function courseOf(html: string): CourseOfPage {
  const [, key = '', , year = '0'] =
    /\/courses\/([a-z0-9-]+)(\?year(?:=|&#x3D;)(\d+))?/.exec(html) ?? [];
  return { key, cycle: Number(year) };
}

/** 「12月18日」 of a date, and the first one in a text: era years differ in length from page to page. */
export function monthAndDay(text: string): string {
  const [, month, day] = /^\d{4}-(\d\d)-(\d\d)$/.exec(text) ?? /(\d+)月(\d+)日/.exec(text) ?? [];
  return month === undefined ? '' : `${String(Number(month))}月${String(Number(day))}日`;
}

export function textOf(html = ''): string {
  return html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('&#x3D;', '=')
    .trim();
}

/** The rows of all tables of a page, each with what its table says of all of them in the caption. */
export function rowsOf(html: string): readonly string[] {
  return (html.match(/<table.*?<\/table>/gs) ?? []).flatMap((table) => {
    const said = [...table.matchAll(/data-constant="(.*?)">\1: (.*?)<\/span>/g)]
      .map(([, label = '', text = '']) => `<td data-label="${label}">${text}</td>`)
      .join('');
    const rows = table.match(/<tr>.*?<\/tr>/gs) ?? [];
    return rows.map((row) =>
      row.includes('scope="col"') ? row : row.replace('</tr>', `${said}</tr>`),
    );
  });
}

export function cellOf(row: string, label: string, lineBreak = ' '): string {
  const [, html = ''] = new RegExp(`data-label="${label}"[^>]*>(.*?)</td>`, 's').exec(row) ?? [];
  return textOf(html.replaceAll('<br>', lineBreak));
}

/** Sees pages as anybody: with a session of that account written into the table, as a sign-in would. */
export class AnybodysPages {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly web: WebParts) {}

  /** Of the people named, those who have an account that may sign in. */
  async whoCanSignIn(): Promise<ReadonlySet<string>> {
    const accounts = await this.web.database.all(ACCOUNTS, {});
    for (const { personId, accountId, sessionEpoch } of accounts) {
      this.cookies.set(personId, await this.session({ accountId, sessionEpoch }));
    }
    return new Set(this.cookies.keys());
  }

  async get(personId: string, path: string): Promise<string> {
    const cookie = this.cookies.get(personId) ?? '';
    const answer = await request(this.web.server).get(path).set('Cookie', cookie);
    if (answer.status !== 200) throw new Error(`${path} answered ${String(answer.status)}`);
    return answer.text;
  }

  private async session(user: { accountId: string; sessionEpoch: number }): Promise<string> {
    const sid = randomUUID();
    const cookie = { path: '/', httpOnly: true };
    const client = { address: '127.0.0.1', device: 'Windows の Edge' };
    const { accountId } = user;
    const rows = this.web.app.get(SessionRows);
    await rows.add(sid, { cookie, client, passport: { user } }, { accountId, ...client });
    const signature = createHmac('sha256', this.web.config.SESSION_SECRET)
      .update(sid)
      .digest('base64')
      .replace(/=+$/, '');
    return `sid=${encodeURIComponent(`s:${sid}.${signature}`)}`;
  }
}

const ACCOUNTS = statement({
  name: 'testing.accounts-that-sign-in',
  sql: `SELECT id AS "accountId", person_id AS "personId", session_epoch AS "sessionEpoch" FROM accounts
    WHERE suspended_at IS NULL ORDER BY id`,
  parameters: {},
  row: { accountId: col.id<'account'>(), personId: col.id<'person'>(), sessionEpoch: col.int },
});
