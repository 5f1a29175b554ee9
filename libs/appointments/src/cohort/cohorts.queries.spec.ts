import { type LocalDate, NotAllowed } from '@app/platform';
import { anActor, type LibTest, startLibTest, TestFigures } from '@app/testing';
import { AppointmentsModule } from '../appointments.module';
import { CohortQueries } from './cohorts.queries';

const ON = '2026-11-16';
const office = anActor({ roles: ['staff', 'program_office'] });

describe('The supporters of a fiscal year', () => {
  let lib: LibTest;
  let unit: string;

  beforeAll(async () => {
    lib = await startLibTest(AppointmentsModule);
    const figures = new TestFigures(lib.database);
    unit = await lib.city.addUnit({ code: 'A', name: '税務課' });
    const add = async (name: string, facts: { readonly employedTo?: LocalDate } = {}) => {
      const personId = await lib.city.addPerson({ unitId: unit, name, kana: name, ...facts });
      return { personId, unitId: unit, role: 'supporter' } as const;
    };
    const stays = await add('ア');
    await figures.addAppointment({ ...stays, termStart: '2025-03-31', termEnd: '2028-03-31' });
    const leads = await add('イ');
    await figures.addAppointment({ ...leads, termStart: '2025-04-01', termEnd: '2026-03-31' });
    await figures.addAppointment({ ...leads, role: 'leader', termStart: '2026-04-01' });
    // Became a leader and left.
    const left = await add('ウ', { employedTo: '2026-07-01' });
    await figures.addAppointment({ ...left, termStart: '2025-06-01', termEnd: '2028-03-31' });
    await figures.addAppointment({ ...left, role: 'leader', termStart: '2026-04-01' });
    const ended = await add('エ');
    await figures.addAppointment({ ...ended, termStart: '2025-06-01', termEnd: '2026-03-31' });
    // Led before: that is nothing the cohort came to.
    const before = await add('オ');
    await figures.addAppointment({
      ...{ ...before, role: 'leader' },
      ...{ termStart: '2024-04-01', termEnd: '2025-03-31' },
    });
    await figures.addAppointment({ ...before, termStart: '2025-10-01', termEnd: '2028-03-31' });
    const again = await add('カ');
    await figures.addAppointment({ ...again, termStart: '2025-10-01', termEnd: '2026-03-31' });
    await figures.addAppointment({ ...again, termStart: '2026-04-01', termEnd: '2028-03-31' });
    await figures.addAppointment({ ...(await add('キ')), termStart: '2027-04-01' });
  });

  afterAll(() => lib.close());

  const years = (on: LocalDate = ON) => lib.get(CohortQueries).listYears(office, on);

  it('are told by what became of them, each of their first year', async () => {
    expect(await years()).toEqual([
      { year: 2025, all: 5, supporters: 2, leaders: 2, left: 1, ended: 1 },
      { year: 2024, all: 1, supporters: 1, leaders: 0, left: 0, ended: 0 },
    ]);
    expect((await years('2025-04-01')).map(({ year, all }) => [year, all])).toEqual([
      ...[
        [2025, 1],
        [2024, 1],
      ],
    ]);
  });

  it('are as many people as the number says', async () => {
    const page = { page: 1, pageSize: 50 };
    for (const row of await years())
      for (const part of ['all', 'supporters', 'leaders', 'left', 'ended'] as const) {
        const asked = { year: row.year, part, on: ON } as const;
        const { rows, total } = await lib.get(CohortQueries).listPeople(office, asked, page);
        expect([part, rows.length, row[part] === 0 ? 0 : total]).toEqual([
          part,
          row[part],
          row[part],
        ]);
      }
    const asked = { year: 2025, part: 'leaders', on: ON } as const;
    const { rows } = await lib.get(CohortQueries).listPeople(office, asked, page);
    expect(rows.map(({ name, ledFrom, hasLeft }) => [name, ledFrom, hasLeft])).toEqual([
      ['イ', '2026-04-01', false],
      ['ウ', '2026-04-01', true],
    ]);
  });

  it('are for whoever reads appointments', async () => {
    const head = anActor({ roles: ['staff', 'unit_head'], headedUnitIds: [unit] });
    await expect(lib.get(CohortQueries).listYears(head, ON)).rejects.toThrow(NotAllowed);
  });
});
