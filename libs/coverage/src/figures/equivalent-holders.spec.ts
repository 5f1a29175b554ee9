import type { LocalDate } from '@app/platform';
import { lazyCity, type LibTest, startLibTest, TestFigures } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { CoverageQueries } from './coverage.queries';
import { FigurePeopleQueries } from './figure-people.queries';
import { HoldersOverTimeQueries } from './holders-over-time.queries';

/** From October on the city counts higher exams, too; from November on 応用情報 counts as nothing any more. */
const RULE = `
  INSERT INTO counting_rules_history (version, valid_from, definition, note, recorded_at)
  SELECT 2, '2026-10-01', definition || '{"holderEquivalents": true}', '上位も数える', '2026-01-01' FROM counting_rules WHERE version = 1`;
const NO_LONGER = `
  INSERT INTO certification_versions_history
  SELECT (jsonb_populate_record(h, jsonb_build_object('id', gen_random_uuid(), 'version', 2, 'valid_from', '2026-11-01'))).*
  FROM certification_versions_history h JOIN certifications c ON c.id = h.certification_id AND c.code = 'ap'`;

describe('Holders of what counts as ITパスポート', () => {
  let lib: LibTest;
  let facts: TestFigures;

  beforeEach(async () => {
    lib = await startLibTest(CoverageModule);
    facts = new TestFigures(lib.database);
  });

  afterEach(() => lib.close());

  const city = lazyCity(() => lib);

  it('are counted as the rule and the list of the day say, and told apart on every day', async () => {
    const unit = await city.unit('A');
    const person = () => city.staff(unit, { employedFrom: '2026-04-01', postedFrom: '2026-04-01' });
    const hold = async (personId: string, code: string) =>
      facts.addCertificate({ personId, code, decidedAt: '2026-06-11' });
    const higher = await person();
    await hold(higher, 'ap');
    const both = await person();
    await hold(both, 'ap');
    await hold(both, 'ip');
    await hold(await person(), 'g-kentei');
    await facts.addCertificate({ personId: await person(), code: 'fe', state: 'reported' });
    await lib.database.execute(RULE);
    await lib.database.execute(NO_LONGER);

    const on = (day: LocalDate) => lib.get(CoverageQueries).coverageAsOf(day);
    const seen = [];
    for (const day of ['2026-09-30', '2026-10-01', '2026-11-01'] as const) {
      const { holder } = await on(day);
      const { now, higherOnly, reported } = holder;
      seen.push({ day, now, higherOnly, reported });
    }
    expect(seen).toEqual([
      { day: '2026-09-30', now: 1, higherOnly: 1, reported: 0 },
      { day: '2026-10-01', now: 2, higherOnly: 1, reported: 1 },
      { day: '2026-11-01', now: 1, higherOnly: 0, reported: 1 },
    ]);

    const asked = { figure: 'holders', on: '2026-10-01', page: 1 } as const;
    const { people } = await lib.get(FigurePeopleQueries).peopleBehind(asked);
    const counted = people.map(({ personId }) => personId);
    expect(counted.toSorted()).toEqual([higher, both].toSorted());

    const { rule } = await on('2026-11-16');
    const line = await lib.get(HoldersOverTimeQueries).holdersUntil('2026-11-16', rule);
    const counts = new Map(line.map(({ day, count }) => [day, count]));
    expect(['2026-10-01', '2026-11-01'].map((day) => counts.get(day as LocalDate))).toEqual([2, 1]);
  });
});
