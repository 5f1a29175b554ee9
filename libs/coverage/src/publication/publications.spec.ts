import { createHash } from 'node:crypto';
import type { Actor } from '@app/access';
import {
  col,
  Conflict,
  InvalidInput,
  NotAllowed,
  parseCsv,
  type PublicationId,
  statement,
} from '@app/platform';
import { type LibTest, rowOf, startLibTest, TEST_DAY, TestFigures } from '@app/testing';
import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import { unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import { CoverageModule } from '../coverage.module';
import { CoverageQueries } from '../figures/coverage.queries';
import { TargetQueries } from '../target/target.queries';
import { TargetsService } from '../target/targets.service';
import { MakePublications } from './make-publications.service';
import { PublicationQueries } from './publications.queries';
import { PublicationsService } from './publications.service';
import { STANDING_FILES } from './publications.sql';
import { publicationState } from './published-content.rules';

const REASON = '12月議会の資料のため';

describe('Published figures', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let office: Actor;
  let security: string;
  const units: Record<string, string> = {};
  const people: { id: string; name: string; number: string }[] = [];

  beforeAll(async () => {
    lib = await startLibTest(CoverageModule);
    figures = new TestFigures(lib.database);
    await build();
    office = await lib.city.addActor({ roles: ['program_office'] });
  });

  afterAll(() => lib.close());

  const service = () => lib.get(PublicationsService);
  const queries = () => lib.get(PublicationQueries);

  /** Two 部 with three 課, one of them without a leader; ten people, some of whom are not counted everywhere. */
  async function build(): Promise<void> {
    const { city } = lib;
    const department = { kind: 'department', countsForLeaderKpi: false };
    const first = await city.addUnit({ code: '0100', name: '総務部', ...department });
    const second = await city.addUnit({ code: '0200', name: '市民部', ...department });
    units['tax'] = await city.addUnit({ code: '0110', name: '税務課', parentId: first });
    units['staff'] = await city.addUnit({ code: '0120', name: '人事課', parentId: first });
    units['civil'] = await city.addUnit({ code: '0210', name: '市民課', parentId: second });
    security = await figures.addCourse('情報セキュリティ', 'security', 'information_security');
    const posts = ['tax', 'tax', 'tax', 'staff', 'staff', 'civil', 'civil', 'civil', 'civil'];
    for (const [at, unit] of posts.entries()) await add(at, units[unit]);
    await add(9, second);
    const [one = '', two = '', three = '', four = ''] = people.map(({ id }) => id);
    const taxes = { unitId: units['tax'] };
    await figures.addAppointment({ personId: one, ...taxes });
    await figures.addAppointment({ personId: three, role: 'supporter', ...taxes });
    await figures.addAppointment({ personId: four, unitId: units['staff'] });
    await city.addAbsence(four, 'parental_leave', { from: '2026-10-01', to: '2027-10-01' });
    for (const id of [one, two, four]) await figures.addCertificate({ personId: id });
    await figures.addCertificate({ personId: three, state: 'reported' });
    await learn();
  }

  async function learn(): Promise<void> {
    for (const [at, { id }] of people.entries())
      await figures.addEnrollment({
        ...{ personId: id, courseId: security },
        completedAt: at % 2 === 0 ? '2026-06-01' : null,
        exemptedAt: at === 9 ? '2026-05-01' : null,
      });
  }

  async function add(at: number, unitId: string | undefined): Promise<void> {
    // The last one has a character that the font of papers lacks.
    const name = at === 2 ? '𪚳田　三子' : `確定　${'甲乙丙丁戊己庚辛壬癸'.charAt(at)}男`;
    const number = `00810${String(at)}`;
    const facts = { staffNumber: number, name, ...(unitId !== undefined && { unitId }) };
    people.push({ id: await lib.city.addPerson(facts), name, number });
  }

  async function publish(asOf = TEST_DAY, reason = REASON): Promise<PublicationId> {
    const { mark } = await service().draft(office, asOf);
    const input = { asOf, documentNumber: 'DX第31号', reason };
    return service().publish(office, input, mark);
  }

  async function opened(id: PublicationId, kind: string, named: boolean): Promise<Buffer> {
    return (await queries().openFile(office, id, { kind, named })).bytes;
  }

  let id: PublicationId;

  it('are what plain queries over the facts say, written for this alone', async () => {
    id = await publish();
    const { figures: frozen, people: counted } = await queries().getContent(office, id);
    const plain = await rowOf<Record<string, number>>(lib.database, PLAIN, [TEST_DAY]);
    expect({
      leaders: frozen.leaders,
      supporters: frozen.supporters,
      holders: frozen.city.counts.holders,
      covered: frozen.covered,
      counting: frozen.counting,
      staff: frozen.city.counts.staff,
      must: frozen.city.counts.security,
      done: frozen.city.counts.security_done,
    }).toEqual(plain);
    expect(plain).toMatchObject({ leaders: 1, covered: 1, counting: 3, holders: 3, must: 8 });
    const holders = counted.filter(({ figure }) => figure === 'holders');
    expect(holders.map(({ unitName }) => unitName).toSorted()).toEqual([
      '人事課',
      '税務課',
      '税務課',
    ]);
    expect(JSON.stringify(await queries().getContent(office, id))).not.toContain('確定　');
  });

  it('keep the very text with its hash, and nobody can write over it', async () => {
    const row = await rowOf<{ text: string; sha256: string }>(
      lib.database,
      'SELECT content::text AS text, sha256 FROM figure_publications',
    );
    expect(hashOf(Buffer.from(row?.text ?? ''))).toBe(row?.sha256);
    for (const sql of [
      `UPDATE figure_publications SET content = '{}'`,
      `UPDATE figure_publications SET reason = 'x'`,
      'DELETE FROM figure_publications',
    ])
      await expect(lib.database.execute(sql)).rejects.toThrow(/./);
  });

  it('become files one by one, once, and a ZIP whose manifest tells the hash of each', async () => {
    expect(await lib.get(MakePublications).run()).toBe(1);
    const before = await queries().listFiles(office, id);
    expect(before).toHaveLength(13);
    expect(await lib.get(MakePublications).run()).toBe(0);
    expect(await queries().listFiles(office, id)).toEqual(before);
    for (const named of [false, true]) {
      const zip = unzipSync(await opened(id, named ? 'package_named' : 'package', named));
      const names = Object.keys(zip);
      expect(names).toHaveLength(named ? 6 : 5);
      const manifest = Buffer.from(zip[names[0] ?? ''] ?? []).toString('utf8');
      const listed = manifest.split('\n').filter((line) => /^[0-9a-f]{64} {2}/.test(line));
      expect(listed).toEqual(
        names.slice(1).map((name) => `${hashOf(zip[name] ?? new Uint8Array())}  ${name}`),
      );
      const { sha256 } = await queries().getOne(office, id);
      expect(manifest).toContain(sha256);
    }
    const frozen = await opened(id, 'frozen', true);
    expect(hashOf(frozen)).toBe((await queries().getOne(office, id)).sha256);
  });

  it('are text that can be selected, and without names hold nobody in any of their files', async () => {
    const sheet = await textOf(await opened(id, 'sheet', false));
    expect(sheet).toContain('令和8年11月16日(月)現在');
    expect(sheet).toContain('DX第31号');
    expect(sheet).toContain('1/1');
    const named = await textOf(await opened(id, 'sheet_named', true));
    expect(named).toContain('確定 甲男');
    expect(named).toContain('〓田');
    const zip = unzipSync(await opened(id, 'package', false));
    const texts = await Promise.all(
      Object.entries(zip).map(async ([name, bytes]) => read(name, bytes)),
    );
    const all = texts.join('\n');
    expect(all.length).toBeGreaterThan(3000);
    for (const { name, number, id: personId } of people) {
      const [family = '', given = ''] = name.split('　');
      for (const text of [given, `${family} ${given}`, number, personId])
        expect(all).not.toContain(text);
    }
    await expect(
      queries().openFile(office, id, { kind: 'sheet_named', named: false }),
    ).rejects.toThrow();
  });

  it('print as tables with real days, staff numbers as text and totals', async () => {
    const book = await readXlsxFile(await opened(id, 'workbook_named', true), {});
    const sheets = book as unknown as { sheet: string; data: unknown[][] }[];
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['市全体', '部ごと', '課ごと', '数えた人']);
    const [, , departments, persons] = [null, ...sheets.map(({ data }) => data)];
    expect(departments?.at(-1)?.slice(1, 5)).toEqual(['市全体', 1, 3, 1]);
    const person = sheets[3]?.data.find((row) => row[2] === '008100');
    expect(person?.[0]).toEqual(new Date('2026-11-16T00:00:00Z'));
    expect(persons).toBeDefined();
  });

  it('show what is counted otherwise by now with names and reasons, and stay as they are', async () => {
    const one = async () => queries().getOne(office, id);
    expect((await queries().differencesOf(office, await one())).count).toBe(0);
    lib.clock.advance({ days: 3 });
    const late = people[5];
    const hr = await lib.city.addActor({ personId: people[6]?.id ?? '', roles: ['hr'] });
    await figures.addAppointment({
      ...{ personId: late?.id ?? '', unitId: units['civil'] ?? '', termStart: '2026-11-01' },
      ...{ appointedAt: '2026-11-18T10:00:00+09:00', note: '登録もれ', recordedBy: hr.accountId },
    });
    const found = await queries().differencesOf(office, await one());
    expect(found.people).toMatchObject([
      {
        ...{ figure: 'leaders', isEntering: true, name: late?.name, unitName: '市民課' },
        later: [{ what: 'role', on: '2026-11-18', reason: '登録もれ', byName: people[6]?.name }],
      },
    ]);
    expect(found.later).toEqual([{ what: 'role', people: 1 }]);
    expect(found.figures.filter(({ unit }) => unit === null)).toEqual([
      { unit: null, figure: 'covered', then: 1, now: 2, why: 'recorded' },
      { unit: null, figure: 'leaders', then: 1, now: 2, why: 'recorded' },
    ]);
    const { rows } = await queries().list(office, '-number', { page: 1, pageSize: 10 });
    expect(rows.map(({ number, differences }) => [number, differences])).toEqual([[1, 4]]);
  });

  it('are corrected by a new one that names the one before, and withdrawn with a reason', async () => {
    const second = await publish(TEST_DAY, '任命の登録もれを直したため');
    await lib.get(MakePublications).run();
    expect(await queries().getOne(office, second)).toMatchObject({ number: 2, followsId: id });
    expect(await queries().getOne(office, id)).toMatchObject({ correctedByNumber: 2 });
    expect(await textOf(await opened(second, 'sheet', false))).toContain('第1号を訂正するもの');
    await service().withdraw(office, second, '日を間違えたため');
    await expect(service().withdraw(office, second, 'もう一度')).rejects.toThrow(Conflict);
    const { total } = await queries().list(office, 'day', { page: 1, pageSize: 10 });
    expect(total).toBe(2);
    // What it corrected holds again, and says why.
    const first = await queries().getOne(office, id);
    expect(first).toMatchObject({
      ...{ correctedById: null, correctedByNumber: null, undoneId: second, undoneNumber: 2 },
      undoneReason: '日を間違えたため',
    });
    expect(publicationState(first)).toBe('standing');
    expect(await queries().findStanding(TEST_DAY)).toBe(1);
    const city = await lib.get(CoverageQueries).coverageAsOf(TEST_DAY);
    expect(await queries().findOfDay(office, city)).toMatchObject({ number: 1 });
    const standing = await lib.database.all(STANDING_FILES, { kind: 'open_data' });
    expect(standing.map(({ number }) => number)).toEqual([1]);
    await expect(
      lib.database.execute(`UPDATE figure_publications SET withdrawal_reason = 'x' WHERE id = $1`, [
        second,
      ]),
    ).rejects.toThrow(/./);
  });

  it('are compared with what was published of the same day a year before', async () => {
    lib.clock.set('2027-11-16T10:00:00+09:00');
    await publish(TEST_DAY, '前年の分');
    const next = await publish('2027-11-16', '1年後');
    await lib.get(MakePublications).run();
    const { compared } = await queries().getContent(office, next);
    expect(compared).toMatchObject({ asOf: TEST_DAY, from: 'publication', number: 3, leaders: 2 });
    lib.clock.set('2026-11-19T10:00:00+09:00');
  });

  it('are open data in which no 部 differs from an earlier one by one to four people', async () => {
    const files = await lib.database.all(OPEN_FILES, {});
    expect(files.length).toBeGreaterThanOrEqual(4);
    const seen = new Map<string, number[]>();
    for (const { content } of files)
      for (const [key, value] of shownIn(content)) {
        for (const before of seen.get(key) ?? [])
          expect([
            key,
            key.startsWith('city') || value === before || Math.abs(value - before) >= 5,
          ]).toEqual([key, true]);
        seen.set(key, [...(seen.get(key) ?? []), value]);
      }
    // In a city of ten few are left between any two figures: not every file can show one of the city.
    expect([...seen.keys()].some((key) => key.startsWith('city'))).toBe(true);
  });

  it('are refused for a day ahead, without a reason, by others, and when something changed since they were looked at', async () => {
    const input = { asOf: TEST_DAY, documentNumber: '', reason: REASON };
    await expect(service().draft(office, '2026-12-01')).rejects.toThrow(InvalidInput);
    await expect(service().publish(office, { ...input, reason: ' ' }, '')).rejects.toThrow(
      InvalidInput,
    );
    await expect(service().publish(office, input, 'other')).rejects.toThrow(Conflict);
    const hr = await lib.city.addActor({ roles: ['hr'] });
    await expect(service().publish(hr, input, '')).rejects.toThrow(NotAllowed);
    await expect(service().withdraw(hr, id, REASON)).rejects.toThrow(NotAllowed);
    const row = await rowOf<{ count: number }>(
      lib.database,
      `SELECT count(*)::int AS count FROM audit_entries WHERE action LIKE 'figure_publication.%'`,
    );
    expect(row?.count).toBe(5);
  });

  it('differ where a promise reads otherwise by now, with who changed it and when', async () => {
    const today = lib.clock.today();
    const published = await publish(today, '本日の分');
    const teller = people[5];
    const by = await lib.city.addActor({ personId: teller?.id ?? '', roles: ['administrator'] });
    const target = (await lib.get(TargetQueries).listTargetsOn(today)).find(
      ({ code }) => code === 'it_passport_holders',
    );
    if (!target) throw new Error('No target');
    const { code, dueOn, source, page, counting } = target;
    const change = { code, dueOn, source, page, counting, milestones: [], targetValue: 90 };
    await lib.get(TargetsService).changeTarget(by, { ...change, validFrom: today });
    const row = await queries().getOne(office, published);
    const found = await queries().differencesOf(office, row);
    expect(found.targets).toMatchObject([
      { code, part: 'value', then: 50, now: 90, on: today },
      { code, part: 'missing', then: expect.any(Number) as number, on: today },
    ]);
    expect(found.targets.map(({ byName }) => byName)).toEqual([teller?.name, teller?.name]);
    expect([found.count, found.figures, found.people]).toEqual([2, [], []]);
  });

  it('name the rule where only the rule changed, and nothing that was recorded', async () => {
    const today = lib.clock.today();
    const published = await publish(today, '数え方を変える前');
    const by = await lib.city.addActor({ roles: ['administrator'] });
    // Whatever is recorded of a certificate changes nobody who is done or a leader.
    await figures.addCertificate({
      ...{
        personId: people[7]?.id ?? '',
        state: 'withdrawn',
        reportedAt: lib.clock.now().toISOString(),
      },
    });
    await lib.database.execute(
      `INSERT INTO counting_rules_history (version, valid_from, definition, note, recorded_at, recorded_by)
       SELECT version + 1, $1, definition || '{"excludeAbsent": false}', '休職も数える', $2, $3
       FROM counting_rules ORDER BY version DESC LIMIT 1`,
      [today, lib.clock.now(), by.accountId],
    );
    const row = await queries().getOne(office, published);
    const found = await queries().differencesOf(office, row);
    expect(found.figures.length).toBeGreaterThan(0);
    expect([...new Set([...found.figures, ...found.people].map(({ why }) => why))]).toEqual([
      'rule',
    ]);
    expect([found.later, found.ruleNow]).toEqual([[], '第2版']);
  });
});

/** Nothing of the product's own SQL: a second person's reading of the rules for this city. */
const PLAIN = `
  WITH leader AS (
    SELECT DISTINCT a.person_id, p.org_unit_id, a.role FROM role_appointments a
    JOIN postings p ON p.person_id = a.person_id AND p.kind = 'primary' AND p.valid_from <= $1::date AND coalesce(p.valid_to > $1::date, true)
    WHERE a.term_start <= $1::date AND a.term_end >= $1::date AND NOT EXISTS (
      SELECT 1 FROM employment_statuses s WHERE s.person_id = a.person_id AND s.valid_from <= $1::date AND coalesce(s.valid_to > $1::date, true))
  ), counting AS (
    SELECT u.org_unit_id FROM org_unit_periods u WHERE u.counts_for_leader_kpi AND EXISTS (
      SELECT 1 FROM postings p JOIN employments e USING (person_id)
      WHERE p.org_unit_id = u.org_unit_id AND p.kind = 'primary' AND e.employment_type = 'regular')
  ), asked AS (
    SELECT DISTINCT n.person_id, e.completed_at < ($1::date + 1)::timestamptz AS done
    FROM assignment_persons n JOIN employments m ON m.person_id = n.person_id AND m.employment_type = 'regular'
    LEFT JOIN enrollments e ON e.person_id = n.person_id
    WHERE NOT EXISTS (SELECT 1 FROM exemptions x WHERE x.person_id = n.person_id)
      AND NOT EXISTS (SELECT 1 FROM employment_statuses s WHERE s.person_id = n.person_id
        AND s.valid_from <= $1::date AND coalesce(s.valid_to > $1::date, true))
  )
  SELECT (SELECT count(DISTINCT person_id)::int FROM leader WHERE role = 'leader') AS leaders,
    (SELECT count(DISTINCT person_id)::int FROM leader WHERE role = 'supporter') AS supporters,
    (SELECT count(DISTINCT r.person_id)::int FROM certification_records r JOIN certifications c ON c.id = r.certification_id
      WHERE c.code = 'ip' AND r.state = 'verified' AND r.passed_on <= $1::date) AS holders,
    (SELECT count(*)::int FROM counting c WHERE EXISTS (SELECT 1 FROM leader l WHERE l.role = 'leader' AND l.org_unit_id = c.org_unit_id)) AS covered,
    (SELECT count(*)::int FROM counting) AS counting,
    (SELECT count(*)::int FROM employments WHERE valid_from <= $1::date AND coalesce(valid_to > $1::date, true)) AS staff,
    (SELECT count(*)::int FROM asked) AS must, (SELECT count(*)::int FROM asked WHERE done) AS done`;

const OPEN_FILES = statement({
  name: 'spec.open-data-files',
  sql: `SELECT f.content FROM figure_publication_files f JOIN figure_publications p ON p.id = f.publication_id
    WHERE f.kind = 'open_data' ORDER BY p.number`,
  parameters: {},
  row: { content: col.bytes },
});

/** Numbers of people that a file shows, by place and figure. */
function shownIn(content: Buffer): readonly (readonly [string, number])[] {
  const { rows } = parseCsv(content.toString('utf8'), { maxRows: 1000 });
  return rows
    .filter(({ cells }) => cells['秘匿'] === '0' && !cells['指標コード']?.startsWith('units'))
    .map(({ cells }) => [
      `${cells['範囲コード'] ?? ''} ${cells['部コード'] ?? ''} ${cells['指標コード'] ?? ''}`,
      Number(cells['値']),
    ]);
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What a reader can select and copy. */
async function textOf(pdf: Uint8Array): Promise<string> {
  const library = await PDFiumLibrary.init();
  const document: PDFiumDocument = await library.loadDocument(pdf);
  try {
    return [...document.pages()]
      .map((page) => page.getText())
      .join('\n')
      .replaceAll('　', ' ');
  } finally {
    document.destroy();
  }
}

async function read(name: string, bytes: Uint8Array): Promise<string> {
  if (name.endsWith('.pdf')) return textOf(bytes);
  if (!name.endsWith('.xlsx')) return Buffer.from(bytes).toString('utf8').replaceAll('　', ' ');
  return Object.values(unzipSync(bytes))
    .map((part) => Buffer.from(part).toString('utf8'))
    .join('\n')
    .replaceAll('　', ' ');
}
