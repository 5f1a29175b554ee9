import { CoverageQueries, FigurePeopleQueries, type PeopleFigure } from '@app/coverage';
import { Clock, Database, type LocalDate } from '@app/platform';
import type { INestApplicationContext } from '@nestjs/common';
import type { Check } from './check';

/** The simplest count of holders, written without the statements that the screens use. */
const HOLDERS = `
  SELECT count(DISTINCT r.person_id)::int AS count
  FROM certification_records r
  JOIN certifications c ON c.id = r.certification_id AND c.code = ANY ($2)
  JOIN employments e ON e.person_id = r.person_id AND e.valid_from <= $1 AND (e.valid_to IS NULL OR e.valid_to > $1)
  WHERE r.state = 'verified'`;

const EMPLOYED = `
  SELECT count(DISTINCT person_id)::int AS count FROM employments
  WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)`;

/**
 * What is on the coverage page today: against counts made from the base rows (I8), against the lists of people that
 * each figure opens, and nobody twice in such a list (I9).
 */
export const figuresCheck: Check = {
  name: 'I8・I9 充足状況の数字が元の記録と一致し、1人を2度数えない',
  run: async (app) => {
    const on = app.get(Clock).today();
    const city = await app.get(CoverageQueries).coverageAsOf(on);
    const { holderCertificationCodes } = city.rule;
    const holders = await count(app, HOLDERS, [on, holderCertificationCodes]);
    const employed = await count(app, EMPLOYED, [on]);
    const figures = Object.entries(city.counts) as [PeopleFigure, number][];
    const problems = [
      ...differing('資格取得者の数', city.holder.now, holders),
      ...differing('職員の数', city.counts.staff, employed),
    ];
    for (const [figure, shown] of figures) {
      const people = await peopleBehind(app, figure, on);
      problems.push(...differing(`数字 ${figure} の一覧`, shown, people.length));
      problems.push(...differing(`数字 ${figure} の人数`, people.length, new Set(people).size));
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

async function count(
  app: INestApplicationContext,
  sql: string,
  parameters: readonly unknown[],
): Promise<number> {
  return (await app.get(Database).queryOne<{ count: number }>(sql, parameters))?.count ?? 0;
}

function differing(name: string, shown: number, counted: number): string[] {
  if (shown === counted) return [];
  return [`${name}: 画面では${String(shown)}、元の記録では${String(counted)}です`];
}
