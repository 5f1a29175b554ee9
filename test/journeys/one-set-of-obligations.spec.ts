import { MandatoryQueries } from '@app/courses';
import { CountingRuleQueries } from '@app/coverage';
import type { LocalDate } from '@app/platform';
import { demoCity } from '../support/demo-city';
import { type DemoParts, type Part, withParts } from '../support/demo';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const PLAYED_FOR = '2026-11-16';
const OPEN = ['未受講', '受講中', '期限超過'];
const CAST: readonly Part[] = ['staff', 'head', 'otherHead', 'hr', 'administrator'];

/** `staff number|course` of everything mandatory that is open, in one order. */
type Obligations = readonly string[];

/** What every page says of the same people on the days around 1 April is the same set. */
describe('What is asked for, around the turn of the fiscal year', () => {
  let web: WebTest;
  let demo: DemoParts;
  let office: Visitor;

  beforeAll(async () => {
    web = await startWebTest({ template: demoCity(PLAYED_FOR) });
    demo = withParts(web, PLAYED_FOR);
    office = await demo.signInAs('programOffice');
  }, 120_000);

  afterAll(() => web.close());

  const truth = async (
    asOf: LocalDate,
  ): Promise<{ readonly all: Obligations; readonly present: ReadonlySet<string> }> => {
    const numbers = new Map(
      (
        await web.database.query<{ personId: string; staffNumber: string }>(
          `SELECT person_id AS "personId", staff_number AS "staffNumber" FROM staff_numbers WHERE is_current`,
        )
      ).map((row) => [row.personId, row.staffNumber]),
    );
    const mandatory = web.app.get(MandatoryQueries);
    const filter = { asOf, states: ['not_started', 'in_progress', 'overdue'] as const };
    const rows = await mandatory.listStates(filter);
    const rule = await web.app.get(CountingRuleQueries).getRuleOn(asOf);
    const counted = await mandatory.listStates({
      ...filter,
      counted: { employmentTypes: rule.mandatoryEmploymentTypes, leavesOutAbsent: true },
    });
    const numberOf = (row: { personId: string }) => numbers.get(row.personId) ?? '';
    return {
      all: rows.map((row) => `${numberOf(row)}|${row.courseTitle}`).toSorted(),
      present: new Set(counted.filter((row) => row.absence === null).map(numberOf)),
    };
  };

  const of = (obligations: Obligations, staffNumber: string): Obligations =>
    obligations.filter((line) => line.startsWith(`${staffNumber}|`));

  const onHome = async (visitor: Visitor, staffNumber: string): Promise<Obligations> => {
    const page = (await visitor.get('/')).text;
    const cards = page.match(/<p class="chips">.*?<\/h[23]>/gs) ?? [];
    return cards
      .filter((card) => card.includes('必修'))
      .map((card) => `${staffNumber}|${textOf(/<a [^>]*>(.*?)<\/a>/s.exec(card)?.[1])}`)
      .toSorted();
  };

  const inTheApi = async (visitor: Visitor, staffNumber: string): Promise<Obligations> => {
    const { open } = JSON.parse((await visitor.get('/api/v1/me/learning')).text) as {
      open: readonly { title: string; mandatory: boolean }[];
    };
    return open
      .filter((row) => row.mandatory)
      .map((row) => `${staffNumber}|${row.title}`)
      .toSorted();
  };

  /** Every page of every assignment's list; the title is that of the assignment's page. */
  const inAssignments = async (): Promise<ReadonlySet<string>> => {
    const list = (await office.get('/assignments')).text;
    const found = new Set<string>();
    for (const [, href = ''] of list.matchAll(/href="(\/assignments\/[0-9a-f-]{36})"/g)) {
      for (let page = 1; ; page++) {
        const text = (await office.get(`${href}?page=${String(page)}`)).text;
        const open = (text.match(/<tr>.*?<\/tr>/gs) ?? []).filter((row) =>
          OPEN.some((state) => cell(row, '状態').includes(state)),
        );
        for (const row of open) found.add(cell(row, '職員番号'));
        if (!/<tr>\s*<td data-label="職員番号"/.test(text)) break;
      }
    }
    return found;
  };

  const inTeam = async (): Promise<Obligations> => {
    const head = await demo.signInAs('head');
    const page = (await head.get('/team')).text;
    return (page.match(/<tr><th scope="row">.*?<\/tr>/gs) ?? [])
      .flatMap((row) => {
        const staffNumber = textOf(/<span class="muted nowrap">(.*?)<\/span>/.exec(row)?.[1]);
        const open = cell(row, '終わっていない講座', '\n');
        return open === '' || open === '―'
          ? []
          : open.split('\n').map((line) => `${staffNumber}|${line}`);
      })
      .toSorted();
  };

  const inCoverage = async (asOf: LocalDate): Promise<readonly string[]> => {
    const found: string[] = [];
    for (let page = 1; ; page++) {
      const text = (
        await office.get(`/coverage/people?figure=mandatory_open&asOf=${asOf}&page=${String(page)}`)
      ).text;
      const [counted = ''] = text.split('数えなかった人と理由');
      const rows = (counted.match(/<tr>.*?<\/tr>/gs) ?? []).filter((row) =>
        row.includes('data-label="職員番号"'),
      );
      if (rows.length === 0) return found.toSorted();
      found.push(...rows.map((row) => cell(row, '職員番号')));
    }
  };

  it.each(['2027-03-31', '2027-04-01', '2027-04-02', '2027-06-01'] as const)(
    'is one set on %s',
    async (day) => {
      web.clock.set(`${day}T10:00:00+09:00`);
      const { all: obligations, present } = await truth(day);
      expect(obligations.length).toBeGreaterThan(100);
      for (const part of CAST) {
        const staffNumber = demo.staffNumberOf(part);
        const visitor = await demo.signInAs(part);
        expect([part, await onHome(visitor, staffNumber)]).toEqual([
          part,
          of(obligations, staffNumber),
        ]);
        expect([part, await inTheApi(visitor, staffNumber)]).toEqual([
          part,
          of(obligations, staffNumber),
        ]);
      }
      const numbers = new Set(obligations.map((line) => line.split('|')[0] ?? ''));
      expect([...(await inAssignments())].toSorted()).toEqual([...numbers].toSorted());
      const team = await inTeam();
      const mine = new Set(team.map((line) => line.split('|')[0] ?? ''));
      expect(team.length).toBeGreaterThan(0);
      for (const staffNumber of mine) {
        expect(of(team, staffNumber).length).toBe(of(obligations, staffNumber).length);
      }
      expect(await inCoverage(day)).toEqual([...present].toSorted());
    },
    120_000,
  );
});

function cell(row: string, label: string, lineBreak = ' '): string {
  const [, html = ''] = new RegExp(`data-label="${label}"[^>]*>(.*?)</td>`, 's').exec(row) ?? [];
  return textOf(html.replaceAll('<br>', lineBreak));
}

function textOf(html = ''): string {
  return html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
    .trim();
}
