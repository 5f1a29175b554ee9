import { learningStateWord } from '@app/courses';
import {
  type AnybodysPages,
  type CourseOfPage,
  cellOf,
  courseOf,
  chipOf,
  isOpenNow,
  isPutOff,
  lineOf,
  monthAndDay,
  type Obligations,
  type Obliged,
  rowsOf,
  textOf,
} from './obligation-sets';

const CARRIED_OVER = '前の年度から';

/** What is done first stands in a card, the rest in rows; rows of what else waits are no learning. */
function learningOf(home: string): readonly string[] {
  const parts =
    home.match(
      /<section class="card card--first today".*?<\/section>|<li class="rows__row"><div class="rows__text">\s*<h3 class="rows__title"><a href="\/courses\/.*?<\/li>/gs,
    ) ?? [];
  expect(parts).toHaveLength(
    home.split('card--first').length + home.split('rows__title"><a href="/courses/').length - 2,
  );
  return parts;
}

type ApiObligation = Pick<Obliged, 'title' | 'fiscalYear' | 'state'> & {
  readonly course: string;
  readonly dueOn: string | null;
};

/** What somebody's own pages and the API say is asked of them, compared with the source. */
export class OwnObligations {
  constructor(
    private readonly pages: AnybodysPages,
    private readonly truth: Obligations,
  ) {}

  /** With what waits until the person is back: it is shown, and may be learnt. */
  private unfinishedOf(staffNumber: string): readonly Obliged[] {
    return this.truth.of(staffNumber).filter((row) => isOpenNow(row) || isPutOff(row));
  }

  /** The card and every row of learning on home; a chip says 期限超過 or 対象外, the text when it is due. */
  async expectHome({ personId, staffNumber }: Obliged): Promise<void> {
    const page = await this.pages.get(personId, '/');
    const shown = learningOf(page)
      .filter((card) => !card.includes('任意'))
      .map((card) => {
        const title = textOf(/<a [^>]*>(.*?)<\/a>/s.exec(card)?.[1]);
        const { key, cycle } = courseOf(card);
        const isOver = card.includes('期限超過') ? '期限超過' : '';
        const carried = card.includes(CARRIED_OVER) ? CARRIED_OVER : '';
        const due = monthAndDay(textOf(card.split('</a>')[1]));
        const putOff = /対象外\([^)]+\)/.exec(card)?.[0] ?? '';
        return [key, cycle, title, isOver, due, carried, putOff].join('｜');
      });
    const asked = this.unfinishedOf(staffNumber).map((row) =>
      [
        ...[lineOf(row), row.isCarriedOver ? CARRIED_OVER : ''],
        isPutOff(row) ? chipOf(row) : '',
      ].join('｜'),
    );
    expect([staffNumber, shown.toSorted()]).toEqual([staffNumber, asked.toSorted()]);
  }

  async expectApi({ personId, staffNumber }: Obliged): Promise<void> {
    const { open } = JSON.parse(await this.pages.get(personId, '/api/v1/me/learning')) as {
      open: readonly ApiObligation[];
    };
    const line = (row: ApiObligation) =>
      [row.course, row.title, row.fiscalYear, row.state, row.dueOn].join('｜');
    const asked = this.unfinishedOf(staffNumber).map((row) =>
      line({ ...row, course: row.courseKey }),
    );
    expect([
      staffNumber,
      open
        .filter((row) => row.dueOn !== null)
        .map(line)
        .toSorted(),
    ]).toEqual([staffNumber, asked.toSorted()]);
  }

  /** 学ぶ: each card says what the source says, and no open cycle of a mandatory course is missing or there twice. */
  async expectCatalogue({ personId, staffNumber }: Obliged): Promise<void> {
    const page = await this.pages.get(personId, '/courses');
    const [, mandatory = ''] = /<h2>必修<\/h2>(.*?)(?:<h2>|<\/main>)/s.exec(page) ?? [];
    const cards = mandatory.match(/<li class="card[^"]*">.*?<\/li>/gs) ?? [];
    for (const card of cards) {
      const row = this.truth.find(staffNumber, courseOf(card));
      expect([staffNumber, card, row && chipOf(row)]).toEqual([
        staffNumber,
        signOf(row),
        expect.anything(),
      ]);
      if (row && isOpenNow(row)) expect(textOf(card)).toContain(monthAndDay(row.dueOn));
    }
    const name = (course: CourseOfPage) => [course.key, course.cycle].join('｜');
    const open = cards.map(courseOf).filter((course) => {
      const row = this.truth.find(staffNumber, course);
      return row !== undefined && (isOpenNow(row) || isPutOff(row));
    });
    const asked = this.unfinishedOf(staffNumber)
      .filter((row) => row.isMandatory)
      .map((row) => name({ key: row.courseKey, cycle: row.cycle }));
    expect([staffNumber, open.map(name).toSorted()]).toEqual([staffNumber, asked.toSorted()]);
  }

  async expectCoursePages({ personId, staffNumber }: Obliged): Promise<void> {
    for (const row of this.truth.of(staffNumber)) {
      const year = row.cycle === 0 ? '' : `?year=${String(row.cycle)}`;
      const page = await this.pages.get(personId, `/courses/${row.courseKey}${year}`);
      const [head = ''] = page.split('<h2>');
      const [chips, line, due] = ['chips', 'sentence', 'course__due'].map((name) =>
        paragraphOf(head, name),
      ) as [string, string, string];
      expect([staffNumber, row.courseKey, textOf(chips)]).toEqual([
        staffNumber,
        row.courseKey,
        expect.stringContaining(chipOf(row)),
      ]);
      expect(textOf(chips).includes('必修')).toBe(row.isMandatory);
      if (isOpenNow(row)) expect(textOf(due)).toContain(monthAndDay(row.dueOn));
      if (isPutOff(row)) expect(textOf(line)).toContain('対象外です。学ぶこともできます。');
    }
  }

  /** 受講記録 has what ended: completed and exempted obligations of every year. */
  async expectRecord({ personId, staffNumber }: Obliged): Promise<void> {
    const page = await this.pages.get(personId, '/learning');
    const shown = rowsOf(page)
      .filter((row) => cellOf(row, '区分') === '必修')
      .map((row) => {
        const { key, cycle } = courseOf(row);
        const state = cellOf(row, '状態').replace(/^\S+ /, '');
        return [key, cycle, state].join('｜');
      });
    const ended = this.truth.ever
      .filter(
        (row) =>
          row.staffNumber === staffNumber && row.isMandatory && !isOpenNow(row) && !isPutOff(row),
      )
      .map((row) => [row.courseKey, row.cycle, chipOf(row)].join('｜'));
    expect([staffNumber, shown.toSorted()]).toEqual([staffNumber, ended.toSorted()]);
  }
}

/** That nothing has begun is how everything begins: it has no sign, and nothing else is without one. */
function signOf(row: Obliged | null | undefined): unknown {
  if (!row) return expect.stringContaining('no such obligation');
  return chipOf(row) === learningStateWord('not_started')
    ? expect.not.stringContaining('class="chip')
    : expect.stringContaining(chipOf(row));
}

function paragraphOf(html: string, className: string): string {
  return new RegExp(`<p class="${className}">(.*?)</p>`, 's').exec(html)?.[1] ?? '';
}
