import { MandatoryQueries } from '@app/courses';
import { CountingRuleQueries } from '@app/coverage';
import { inForce } from '@app/organization';
import type { LocalDate } from '@app/platform';
import { PlanReminders } from '@app/reminders';
import { rowsOf as databaseRows, rewriteHistory } from '@app/testing';
import {
  cellOf,
  chipOf,
  expectLines,
  isOpenNow,
  isPutOff,
  type Lines,
  monthAndDay,
  type Obligations,
  type Obliged,
  rowsOf,
  textOf,
} from './obligation-sets';
import type { Visitor, WebParts } from './web';

const CLOSED_YEAR = 2026;
/** 「12 / 30(40.0%)」 */
const RATE = /(\d+) \/ (\d+)/;

/** What the pages for those who look after others say, compared with the source. */
export class CityObligations {
  constructor(
    private readonly web: WebParts,
    private readonly visitors: { readonly office: Visitor; readonly head: Visitor },
    private readonly truth: Obligations,
    private readonly today: LocalDate,
  ) {}

  /**
   * Everybody stands in the list of the assignment that asks; where another one asks the same of them, they are told
   * by the same state and due date. Returns how many such rows there are.
   */
  async expectAssignments(): Promise<number> {
    const expected = this.truth.ever.map((row) => {
      const due = isOpenNow(row) ? monthAndDay(row.dueOn) : '';
      return [row.staffNumber, row.editionTitle, row.fiscalYear, chipOf(row), due].join('｜');
    });
    const shown = await this.assignmentLines();
    expectLines(shown.asking, expected);
    const known = new Set(expected.map(withoutYear));
    expect(shown.elsewhere.filter((line) => !known.has(withoutYear(line)))).toEqual([]);
    return shown.elsewhere.length;
  }

  /** Everybody of the unit by the register, and of them what is open. */
  async expectTeam(): Promise<void> {
    const { unit, rows } = await this.teamPages('all');
    const members = await this.membersOf(unit);
    expect(members.length).toBeGreaterThan(0);
    expectLines(rows.map(numberOf), members);
    // Also those whom the figures leave out for their employment type: they are asked like everybody.
    const theirs = this.truth.asked.filter(
      (row) => row.isMandatory && isOpenNow(row) && members.includes(row.staffNumber),
    );
    expectLines(rows.flatMap(teamLines), theirs.map(titleLineOf));
    const unfinished = await this.teamPages('open');
    expectLines(unfinished.rows.map(numberOf), [...new Set(theirs.map((row) => row.staffNumber))]);
    expectLines(
      unfinished.rows.flatMap((row) => courseLines(row, unfinished.dueDates)),
      theirs.map(titleLineOf),
    );
  }

  /** All pages of one of the tabs; `dueDates` stand in the heading of a course where everybody has the same. */
  private async teamPages(tab: 'all' | 'open') {
    const rows: string[] = [];
    const dueDates = new Map<string, string>();
    let unit = '';
    for (let page = 1; ; page++) {
      const answer = await this.visitors.head.get(`/team?tab=${tab}&page=${String(page)}`);
      // A page behind the last one leads back to it.
      if (answer.status === 303) return { unit, rows, dueDates };
      expect(answer.status).toBe(200);
      unit = headingOf(answer.text);
      const table = listIn(answer.text);
      for (const [title, due] of headingNotes(table)) dueDates.set(title, due);
      rows.push(...rowsOf(table).filter((row) => row.includes('<th scope="row"')));
    }
  }

  private async membersOf(unit: string): Promise<readonly string[]> {
    const rows = await databaseRows<{ number: string }>(
      this.web.database,
      `WITH RECURSIVE below AS (
         SELECT u.org_unit_id FROM org_unit_periods u WHERE u.name = $1 AND ${inForce('u', '$2')}
         UNION
         SELECT u.org_unit_id FROM below JOIN org_unit_periods u ON u.parent_org_unit_id = below.org_unit_id
         WHERE ${inForce('u', '$2')}
       )
       SELECT n.staff_number AS number FROM below
       JOIN postings po ON po.org_unit_id = below.org_unit_id AND po.kind = 'primary' AND ${inForce('po', '$2')}
       JOIN employments w ON w.person_id = po.person_id AND ${inForce('w', '$2')}
       JOIN staff_numbers n ON n.person_id = po.person_id AND ${inForce('n', '$2')}`,
      [unit, this.today],
    );
    return rows.map((row) => row.number);
  }

  async expectCoverage(): Promise<void> {
    expectLines(await this.coverageLines(), linesPerPerson(await this.countedAndOpen()));
  }

  async expectClosing(): Promise<void> {
    const left = this.truth.asked.filter(
      (row) => row.fiscalYear === CLOSED_YEAR && (isOpenNow(row) || isPutOff(row)),
    );
    expectLines(await this.closingLines(), left.map(titleLineOf));
  }

  /** `until`: what is due by this day is near enough to be reminded of today. */
  async expectPreview(until: LocalDate): Promise<void> {
    expectLines(await this.reminderLines('/reminders/upcoming'), this.remindedOf(until));
  }

  async expectPlanned(until: LocalDate): Promise<void> {
    await rewriteHistory(this.web.database, 'TRUNCATE reminder_ledger, reminder_digests CASCADE');
    await this.web.app.get(PlanReminders).run();
    expectLines(await this.reminderLines('/reminders'), this.remindedOf(until));
  }

  async expectCounts(): Promise<void> {
    const queries = this.web.app.get(MandatoryQueries);
    const asked = this.truth.asked.filter((row) => row.isMandatory);
    const filter = { asOf: this.today };
    expectLines((await queries.listStates(filter)).map(stateLineOf), asked.map(stateLineOf));
    expect((await queries.count(filter)).total).toBe(asked.length);
    const units = await queries.countByUnit(filter);
    expect(units.reduce((sum, unit) => sum + unit.total, 0)).toBe(asked.length);
  }

  /** The units of every assignment add up to what the assignment itself says. */
  async expectUnits(): Promise<void> {
    const list = (await this.visitors.office.get('/assignments')).text;
    const hrefs = new Set(list.match(/\/assignments\/[0-9a-f-]{36}(?=")/g));
    expect(hrefs.size).toBeGreaterThan(0);
    for (const href of hrefs) {
      const { said, sums } = await this.unitsOf(href);
      expect([href, ...sums]).toEqual([href, ...partAndWhole(said)]);
    }
  }

  /** What an assignment says of itself, and what its units add up to. */
  private async unitsOf(href: string): Promise<{ said: string; sums: readonly number[] }> {
    const rates: (readonly number[])[] = [];
    let said = '';
    for (let page = 1; ; page++) {
      const { text } = await this.visitors.office.get(`${href}?page=${String(page)}`);
      said = textOf(/<dt>修了<\/dt><dd>(.*?)<\/dd>/s.exec(text)?.[1] ?? said);
      const rows = rowsOf(text).filter((row) => row.includes('data-label="修了"'));
      if (rows.length === 0) break;
      rates.push(...rows.map((row) => partAndWhole(cellOf(row, '修了'))));
    }
    const sumOf = (at: number) => rates.reduce((sum, rate) => sum + (rate[at] ?? 0), 0);
    return { said, sums: [sumOf(0), sumOf(1)] };
  }

  /** Every page of every assignment's list, with state and due date. */
  private async assignmentLines(): Promise<{ readonly asking: Lines; readonly elsewhere: Lines }> {
    const list = (await this.visitors.office.get('/assignments')).text;
    const found = { asking: [] as string[], elsewhere: [] as string[] };
    for (const [, href = '', title = ''] of list.matchAll(
      /href="(\/assignments\/[0-9a-f-]{36})"[^>]*>(.*?)<\/a>/g,
    )) {
      for (let page = 1; ; page++) {
        const text = (await this.visitors.office.get(`${href}?view=people&page=${String(page)}`))
          .text;
        const rows = rowsOf(text).filter((row) => row.includes('data-label="職員番号"'));
        if (rows.length === 0) break;
        const year = /<dt>年度<\/dt><dd>令和(\d+)年度/.exec(text)?.[1] ?? '';
        for (const row of rows) {
          const lines = isAskedElsewhere(row) ? found.elsewhere : found.asking;
          lines.push(assignmentLine(row, title, Number(year) + 2018));
        }
      }
    }
    return found;
  }

  /** 充足状況: the people who are behind, each with the number of courses that are still open. */
  private async coverageLines(): Promise<Lines> {
    const found: string[] = [];
    for (let page = 1; ; page++) {
      const text = (
        await this.visitors.office.get(
          `/coverage/people?figure=mandatory_open&asOf=${this.today}&page=${String(page)}`,
        )
      ).text;
      const [counted = ''] = text.split('数えなかった人と理由');
      const rows = rowsOf(counted).filter((row) => row.includes('data-label="職員番号"'));
      if (rows.length === 0) return found;
      found.push(
        ...rows.map((row) => {
          const [, done, due] = /必修 (\d+) \/ (\d+)/.exec(cellOf(row, '根拠')) ?? [];
          return `${cellOf(row, '職員番号')}｜${String(Number(due) - Number(done))}`;
        }),
      );
    }
  }

  /** 年度締め: what of the year that is over is still open. */
  private async closingLines(): Promise<Lines> {
    const found: string[] = [];
    for (let page = 1; ; page++) {
      const text = (await this.visitors.office.get(`/year-end?year=2026&page=${String(page)}`))
        .text;
      const rows = rowsOf(text).filter((row) => row.includes('data-label="残っている理由"'));
      if (rows.length === 0) return found;
      found.push(
        ...rows.map((row) =>
          [cellOf(row, '職員番号'), cellOf(row, '講座'), monthAndDay(cellOf(row, '期限'))].join(
            '｜',
          ),
        ),
      );
    }
  }

  /** Open, mandatory, of somebody whom the city's figures count. */
  private async countedAndOpen(): Promise<readonly Obliged[]> {
    const rule = await this.web.app.get(CountingRuleQueries).getRuleOn(this.today);
    return this.truth.asked.filter(
      (row) =>
        row.isMandatory &&
        isOpenNow(row) &&
        rule.mandatoryEmploymentTypes.includes(row.employmentType),
    );
  }

  private async reminderLines(path: string): Promise<Lines> {
    const found: string[] = [];
    for (let page = 1; ; page++) {
      const range = `from=${this.today}&to=${this.today}&page=${String(page)}`;
      const rows = rowsOf((await this.visitors.office.get(`${path}?${range}`)).text).filter((row) =>
        cellOf(row, '種類').endsWith('学習'),
      );
      if (rows.length === 0) return found;
      found.push(...rows.map(reminderLine));
    }
  }

  /** Everything that is over, and what is due within a fortnight of office days, of everybody who is present. */
  private remindedOf(until: LocalDate): Lines {
    const isNear = ({ dueOn, state }: Obliged) => state === 'overdue' || dueOn <= until;
    return this.truth.asked
      .filter((row) => isOpenNow(row) && isNear(row) && !row.isSuspended)
      .map(titleLineOf);
  }
}

function numberOf(row: string): string {
  return textOf(/<span class="muted nowrap">(.*?)<\/span>/.exec(row)?.[1]);
}

function headingOf(page: string): string {
  return textOf(/<h1>(.*?)<\/h1>/.exec(page)?.[1]);
}

/** The list of people, not the tables around it. */
function listIn(page: string): string {
  const [, list = ''] = page.split('id="people"');
  return /<table.*?<\/table>/s.exec(list.split('<h2>')[0] ?? '')?.[0] ?? '';
}

function headingNotes(table: string): readonly (readonly [string, string])[] {
  const found = table.matchAll(
    /<th scope="col"[^>]*>([^<]*)<br><span class="heading-note">(.*?)<\/span>/g,
  );
  return [...found].map(([, title, note]) => [textOf(title), textOf(note)]);
}

function teamLines(row: string): Lines {
  return dueLines(row, cellOf(row, '終わっていない講座', '\n'));
}

function dueLines(row: string, open: string): Lines {
  if (open === '' || open === '―') return [];
  return open.split('\n').map((line) => {
    const [title = '', due = ''] = line.split('(期限 ');
    return [numberOf(row), title, monthAndDay(due)].join('｜');
  });
}

/** One column for each course: those that are still open, and what the last column has of others. */
function courseLines(row: string, dueDates: ReadonlyMap<string, string>): Lines {
  const cells = [...row.matchAll(/data-label="(.*?)"[^>]*>(.*?)<\/td>/gs)].map(
    ([, label, html]) => ({ label: textOf(label), text: textOf(html) }),
  );
  const open = cells.filter(({ text }) => /未受講|受講中|期限超過/.test(text));
  return [
    ...open.map(({ label, text }) =>
      [numberOf(row), label, monthAndDay(dueDates.get(label) ?? text)].join('｜'),
    ),
    ...dueLines(row, cellOf(row, 'ほかの講座', '\n')),
  ];
}

function titleLineOf(row: Obliged): string {
  return [row.staffNumber, row.title, monthAndDay(row.dueOn)].join('｜');
}

function stateLineOf(row: Pick<Obliged, 'personId' | 'courseKey' | 'state' | 'dueOn'>): string {
  return [row.personId, row.courseKey, row.state, row.dueOn].join('｜');
}

function partAndWhole(rate: string): readonly number[] {
  const [, part, whole] = RATE.exec(rate) ?? [];
  return [Number(part ?? 0), Number(whole ?? 0)];
}

function isAskedElsewhere(row: string): boolean {
  return /(先|別)の指定\(/.test(cellOf(row, '備考'));
}

/** Another assignment may ask for another year. */
function withoutYear(line: string): string {
  return line.split('｜').toSpliced(2, 1).join('｜');
}

function assignmentLine(row: string, title: string, year: number): string {
  return [
    cellOf(row, '職員番号'),
    textOf(title),
    year,
    cellOf(row, '状態').replace(/^\S+ /, ''),
    monthAndDay(cellOf(row, '期限')),
  ].join('｜');
}

function linesPerPerson(rows: readonly Obliged[]): Lines {
  const counts = new Map<string, number>();
  for (const { staffNumber } of rows) counts.set(staffNumber, (counts.get(staffNumber) ?? 0) + 1);
  return [...counts].map(([staffNumber, open]) => `${staffNumber}｜${String(open)}`).toSorted();
}

function reminderLine(row: string): string {
  const [, staffNumber = ''] = /<span class="muted nowrap">(\S+)<\/span>/.exec(row) ?? [];
  return [staffNumber, cellOf(row, '内容'), monthAndDay(cellOf(row, '期限・任期'))].join('｜');
}
