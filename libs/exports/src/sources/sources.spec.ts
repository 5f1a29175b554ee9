import { type Actor, auditActorOf, hasPermission } from '@app/access';
import { OrganizationImports } from '@app/organization';
import { AuditLog } from '@app/platform';
import {
  addNomination,
  anActor,
  type LibTest,
  rowsOf,
  startLibTest,
  TEST_DAY,
  TestFigures,
} from '@app/testing';
import { ExportsModule } from '../exports.module';
import { type AnyListSource, type ListQuery, type OpenList, slicesOf } from '../list/list-source';
import { cellText } from '../list/file-list';
import { LIST_SOURCES } from '../list/list-sources';

const BY = { accountId: null, label: '試験' };

const QUERIES: Readonly<Record<string, ListQuery>> = {
  figure_people: { figure: 'holders' },
  certification_reviews: { state: 'all' },
  cohort_people: { year: '2024' },
  team_people: { unit: '0110', tab: 'all' },
  unit_staff: { unit: '0110' },
};
/** Of these there is nothing to read where nothing was planned, issued or promised. */
const EMPTY = ['letter_register', 'one_short', 'paper_notices', 'reminders'];

describe('Every list that files are made of', () => {
  let lib: LibTest;
  let reader: Actor;
  let assignment = '';
  let sources: readonly AnyListSource[];
  let batch = '';

  beforeAll(async () => {
    lib = await startLibTest(ExportsModule);
    sources = lib.app.get<readonly AnyListSource[]>(LIST_SOURCES);
    reader = await lib.city.addActor({
      roles: ['staff', 'auditor', 'hr', 'program_office', 'administrator'],
    });
    const figures = new TestFigures(lib.database);
    const unitId = await lib.city.addUnit({ code: '0110', name: '税務課' });
    const courseId = await figures.addCourse('情報セキュリティ');
    for (let at = 0; at < 7; at += 1) {
      const personId = await lib.city.addPerson({ unitId });
      await lib.city.addAccount(personId);
      const by = reader.accountId;
      const days = { nominatedOn: '2026-11-01', consentBy: '2026-11-30' } as const;
      await addNomination(lib.database, { personId, unitId, by, state: 'nominated', ...days });
      await figures.addEnrollment({ personId, courseId, cycle: 2025, dueOn: '2026-03-20' });
      await figures.addAppointment({ personId, unitId, role: at === 0 ? 'leader' : 'supporter' });
      if (at < 5)
        await figures.addCertificate({ personId, state: at < 3 ? 'verified' : 'reported' });
    }
    assignment = await oneForAll();
    await lib.database.execute(
      `INSERT INTO access_log (at, kind, address, path, detail) SELECT now(), 'not_found', '10.0.0.1', '/' || n, '{}' FROM generate_series(1, 5) n`,
    );
    const lines = ['10,甲課', '20,乙課', '30,丙課'].map((unit) => `${unit},,課,2026/11/16,`);
    batch = await lib.get(OrganizationImports).preview(auditActorOf(reader), {
      effectiveOn: TEST_DAY,
      units: {
        fileName: 'soshiki.csv',
        bytes: Buffer.from(
          ['所属コード,所属名,上位所属コード,種別,有効開始日,有効終了日', ...lines].join('\n'),
        ),
      },
    });
    for (const subjectId of ['1', '2', '3'])
      await lib.get(AuditLog).record(BY, { action: 'spec.done', subjectType: 'spec', subjectId });
  });

  afterAll(() => lib.close());

  /** An assignment of everybody who has one. */
  async function oneForAll(): Promise<string> {
    const [found] = await rowsOf<{ id: string }>(
      lib.database,
      'SELECT assignment_id AS id FROM assignment_persons ORDER BY 1 LIMIT 1',
    );
    const id = found?.id ?? '';
    await lib.database.execute(
      'INSERT INTO assignment_persons (assignment_id, person_id) SELECT $1, person_id FROM assignment_persons ON CONFLICT DO NOTHING',
      [id],
    );
    return id;
  }

  const queryOf = (key: string): ListQuery => {
    if (key === 'assignment_people') return { assignment };
    return key === 'import_rows' ? { batch, show: 'create' } : (QUERIES[key] ?? {});
  };

  const asked = (source: AnyListSource, actor = reader) => ({
    ...{ actor, today: TEST_DAY },
    query: queryOf(source.key),
  });

  it('gives the same rows in slices of any size, none twice and as many as it says', async () => {
    for (const source of sources) {
      const found = await source.use(asked(source), async <Row>(open: OpenList<Row>) => {
        const read = async (size: number) => {
          const rows: Row[] = [];
          for await (const slice of slicesOf(open, size)) rows.push(...slice);
          return rows.map((row) =>
            JSON.stringify(open.list.columns.map(({ value }) => value(row))),
          );
        };
        return {
          total: open.total,
          title: open.title,
          small: await read(2),
          whole: await read(500),
        };
      });
      expect([source.key, found.small]).toEqual([source.key, found.whole]);
      expect([source.key, found.whole.length]).toEqual([source.key, found.total]);
      expect([source.key, found.total > 2]).toEqual([source.key, !EMPTY.includes(source.key)]);
      expect(found.title).toContain('令和8年11月16日');
    }
  });

  it('tells who is counted in a figure before who is not', async () => {
    const source = sources.find(({ key }) => key === 'figure_people');
    const kinds = await source?.use(
      { ...asked(source), query: { figure: 'holders' } },
      async (open) => {
        const all: string[] = [];
        const column = open.list.columns.find(({ key }) => key === 'isCounted');
        for await (const slice of slicesOf(open, 2))
          all.push(...slice.map((row) => cellText(column?.value(row) ?? null)));
        return all;
      },
    );
    expect(kinds?.slice(0, 3)).toEqual(['数えた人', '数えた人', '数えた人']);
    expect(kinds?.lastIndexOf('数えた人')).toBe(2);
  });

  it('has a key of its own, and a right that staff do not have', () => {
    const keys = sources.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    // What a head may order would stay when they head another unit.
    const staff = anActor({ roles: ['staff', 'unit_head'] });
    expect(sources.filter(({ permission }) => hasPermission(staff, permission))).toEqual([]);
  });
});
