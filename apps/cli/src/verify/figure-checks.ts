import {
  CoverageQueries,
  FigurePeopleQueries,
  type PeopleFigure,
  type CityCoverage,
} from '@app/coverage';
import { Clock, col, Database, type LocalDate, statement } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import type { Check } from './check';

/** The simplest count of holders, written without the statements that the screens use. */
const HOLDERS = statement({
  name: 'cli.verify-holders',
  sql: `SELECT count(DISTINCT r.person_id)::int AS count
    FROM certification_records r
    JOIN certifications_counting_as(:asOf) k ON k.held_id = r.certification_id AND k.asked_code = ANY (:codes) AND (k.is_same OR :equivalents)
    JOIN employments e ON e.person_id = r.person_id AND daterange(e.valid_from, e.valid_to) @> :asOf
    WHERE r.state = 'verified' AND (r.valid_until IS NULL OR r.valid_until >= :asOf)`,
  parameters: { asOf: 'date', codes: 'text[]', equivalents: 'boolean' },
  row: { count: col.int },
});

const EMPLOYED = statement({
  name: 'cli.verify-employed',
  sql: `SELECT count(DISTINCT person_id)::int AS count FROM employments
    WHERE daterange(valid_from, valid_to) @> :asOf`,
  parameters: { asOf: 'date' },
  row: { count: col.int },
});

/**
 * What is on the coverage page today: against counts made from the base rows (I8), against the lists of people that
 * each figure opens, and nobody twice in such a list (I9); the rows of the units add up to the city.
 */
export const figuresCheck: Check = {
  name: 'I8・I9 充足状況の数字が元の記録と一致し、1人を2度数えない',
  run: async (app) => {
    const on = app.get(Clock).today();
    const database = app.get(Database);
    const city = await app.get(CoverageQueries).coverageAsOf(on);
    const { holderCertificationCodes: codes, holderEquivalents: equivalents } = city.rule;
    const holders = await database.only(HOLDERS, { asOf: on, codes, equivalents });
    const employed = await database.only(EMPLOYED, { asOf: on });
    const figures = Object.entries(city.counts) as [keyof CityCoverage['counts'], number][];
    const problems = [
      ...differing('資格取得者の数', city.holder.now, holders.count),
      ...differing('職員の数', city.counts.staff, employed.count),
    ];
    for (const [figure, shown] of figures) {
      const people = await peopleBehind(app, figure, on);
      problems.push(...differing(`数字 ${figure} の一覧`, shown, people.length));
      problems.push(...differing(`数字 ${figure} の人数`, people.length, new Set(people).size));
    }
    // What a unit inside another one counts is in that row already.
    const rows = [...city.units.filter((unit) => unit.insideCode === null), ...city.outside];
    for (const [figure, shown] of figures) {
      const sum = rows.reduce((all, row) => all + row.counts[figure], 0);
      problems.push(...differing(`所属ごとの ${figure} の合計`, shown, sum));
    }
    return { checked: `${String(figures.length)}種類の数字`, problems };
  },
};

async function peopleBehind(
  app: INestApplicationContext,
  figure: PeopleFigure,
  on: LocalDate,
): Promise<string[]> {
  const people: string[] = [];
  for (let page = 1; ; page++) {
    const answer = await app.get(FigurePeopleQueries).peopleBehind({ figure, on, page });
    people.push(...answer.people.map((it) => it.personId));
    if (answer.people.length === 0 || people.length >= answer.total) return people;
  }
}

function differing(name: string, shown: number, counted: number): string[] {
  if (shown === counted) return [];
  return [`${name}: 画面では${String(shown)}、元の記録では${String(counted)}です`];
}
