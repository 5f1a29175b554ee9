import { MandatoryQueries } from '@app/courses';
import { CountingRuleQueries } from '@app/coverage';
import type { LocalDate } from '@app/platform';
import { PlanReminders } from '@app/reminders';
import {
  cellOf,
  chipOf,
  expectLines,
  isOpenNow,
  type Lines,
  monthAndDay,
  type Obligations,
  type Obliged,
  rowsOf,
  textOf,
} from './obligation-sets';
import type { Visitor, WebParts } from './web';

const CLOSED_YEAR = 2026;

/** What the pages for those who look after others say, compared with the source. */
export class CityObligations {
  constructor(
    private readonly web: WebParts,
    private readonly visitors: { readonly office: Visitor; readonly head: Visitor },
    private readonly truth: Obligations,
    private readonly today: LocalDate,
  ) {}

  async expectAssignments(): Promise<void> {
    const expected = this.truth.ever.map((row) => {
      const due = isOpenNow(row) ? monthAndDay(row.dueOn) : '';
      return [row.staffNumber, row.editionTitle, row.fiscalYear, chipOf(row), due].join('｜');
    });
    expectLines(await this.assignmentLines(), expected);
  }

  async expectTeam(): Promise<void> {
    const team = await this.teamLines();
    const members = new Set(team.map((line) => line.split('｜')[0] ?? ''));
    expect(members.size).toBeGreaterThan(0);
    const counted = await this.countedAndOpen();
    expectLines(team, counted.filter((row) => members.has(row.staffNumber)).map(titleLineOf));
  }

  async expectCoverage(): Promise<void> {
    expectLines(await this.coverageLines(), linesPerPerson(await this.countedAndOpen()));
  }

  async expectClosing(): Promise<void> {
    const left = this.truth.asked.filter((row) => row.fiscalYear === CLOSED_YEAR && isOpenNow(row));
    expectLines(await this.closingLines(), left.map(titleLineOf));
  }

  /** `until`: what is due by this day is near enough to be reminded of today. */
  async expectPreview(until: LocalDate): Promise<void> {
    expectLines(await this.reminderLines('/reminders/upcoming'), this.remindedOf(until));
  }

  async expectPlanned(until: LocalDate): Promise<void> {
    await this.web.database.execute('TRUNCATE reminder_ledger, reminder_digests CASCADE');
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

  /** Every page of every assignment's list, with state and due date. */
  private async assignmentLines(): Promise<Lines> {
    const list = (await this.visitors.office.get('/assignments')).text;
    const found: string[] = [];
    for (const [, href = '', title = ''] of list.matchAll(
      /href="(\/assignments\/[0-9a-f-]{36})"[^>]*>(.*?)<\/a>/g,
    )) {
      for (let page = 1; ; page++) {
        const text = (await this.visitors.office.get(`${href}?page=${String(page)}`)).text;
        const rows = rowsOf(text).filter((row) => row.includes('data-label="職員番号"'));
        if (rows.length === 0) break;
        const year = /<dt>年度<\/dt><dd>令和(\d+)年度/.exec(text)?.[1] ?? '';
        found.push(...rows.map((row) => assignmentLine(row, title, Number(year) + 2018)));
      }
    }
    return found;
  }

  private async teamLines(): Promise<Lines> {
    const page = (await this.visitors.head.get('/team')).text;
    return rowsOf(page)
      .filter((row) => row.includes('終わっていない'))
      .flatMap((row) => {
        const [, staffNumber = ''] = /<span class="muted nowrap">(.*?)<\/span>/.exec(row) ?? [];
        const open = cellOf(row, '終わっていない講座', '\n');
        if (open === '' || open === '―') return [];
        return open.split('\n').map((line) => {
          const [title = '', due = ''] = line.split('(期限 ');
          return [textOf(staffNumber), title, monthAndDay(due)].join('｜');
        });
      });
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
        !row.isAbsent &&
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
      .filter((row) => isOpenNow(row) && isNear(row) && !row.isAbsent && !row.isSuspended)
      .map(titleLineOf);
  }
}

function titleLineOf(row: Obliged): string {
  return [row.staffNumber, row.title, monthAndDay(row.dueOn)].join('｜');
}

function stateLineOf(row: Pick<Obliged, 'personId' | 'courseKey' | 'state' | 'dueOn'>): string {
  return [row.personId, row.courseKey, row.state, row.dueOn].join('｜');
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
