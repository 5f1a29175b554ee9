import type { Actor } from '@app/access';
import {
  type NewRoleVersion,
  type Requirement,
  RolesService,
  type Wanted,
} from '@app/appointments';
import { type LocalDate, NotAllowed } from '@app/platform';
import { addNomination, anActor, type LibTest, startLibTest, TestFigures } from '@app/testing';
import { CoverageModule } from '../coverage.module';
import { TeamCandidateQueries } from '../team/team-candidates.queries';
import { type BenchFilter, BenchQueries } from './bench.queries';

const ON = '2026-11-16';
const required = (wanted: Wanted): Requirement => ({
  ...{ wanted, isRequired: true, alternative: null },
});

describe('Who could follow', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let office: Actor;
  let [tax, welfare] = ['', ''];
  let head: Actor;

  beforeAll(async () => {
    lib = await startLibTest(CoverageModule);
    figures = new TestFigures(lib.database);
    tax = await lib.city.addUnit({ code: 'A', name: '税務課' });
    welfare = await lib.city.addUnit({ code: 'B', name: '福祉課' });
    office = await lib.city.addActor({ roles: ['staff', 'program_office'] });
    head = anActor({ roles: ['staff', 'unit_head'], headedUnitIds: [tax] });
    const version: NewRoleVersion = {
      ...{ role: 'leader', letter: 'appointment', termMonths: null, note: '決める' },
      requirements: [required({ kind: 'certificate_held', codes: ['ip'] })],
      ...{ validFrom: ON, together: true, isEnded: false },
    };
    const { mark } = await lib.get(RolesService).previewVersion(office, version);
    await lib.get(RolesService).addVersion(office, version, { mark, warningsAccepted: true });
    const add = async (name: string, kana: string, unitId = tax) =>
      lib.city.addPerson({ unitId, name, kana });
    const leader = await add('先導', 'ア');
    await figures.addAppointment({ personId: leader, unitId: tax });
    await add('未着', 'イ');
    const booked = await add('予定', 'ウ');
    await figures.addAttempt({ personId: booked, state: 'booked', examOn: '2027-02-01' });
    const late = await add('再来', 'エ');
    await figures.addAttempt({ personId: late, state: 'booked', examOn: '2027-06-01' });
    await figures.addCertificate({ personId: await add('甲有', 'オ') });
    const nominated = await add('乙推', 'カ');
    await figures.addCertificate({ personId: nominated });
    const by = await lib.city.addAccount(await add('推薦者', 'サ', welfare));
    await addNomination(lib.database, {
      ...{ personId: nominated, unitId: tax, by, state: 'nominated', nominatedOn: '2026-11-10' },
      consentBy: '2026-11-24',
    });
    const away = await add('不在', 'キ');
    await figures.addCertificate({ personId: away });
    await figures.addAbsence(away, 'parental_leave', { from: '2026-10-01' });
    const supporter = await add('支援', 'ク', welfare);
    const term = { personId: supporter, unitId: welfare, role: 'supporter' } as const;
    await figures.addAppointment({ ...term, termStart: '2025-04-01', termEnd: '2026-03-31' });
    await figures.addAppointment({ ...term, termStart: '2026-04-01', termEnd: '2027-03-31' });
  });

  afterAll(() => lib.close());

  const list = async (
    filter: Partial<BenchFilter> = {},
    page: { readonly number: number; readonly size: number } | null = null,
  ) =>
    lib
      .get(BenchQueries)
      .list(office, { role: 'leader', on: ON, sort: 'unit', unitCode: 'A', ...filter }, page);
  const names = async (filter: Partial<BenchFilter> = {}) =>
    (await list(filter)).rows.map(({ name }) => name);

  it('are everybody but the holders: by group, who was recommended first', async () => {
    const { rows, counts } = await list();
    expect(rows.map(({ name, found }) => [name, found.group])).toEqual([
      ['乙推', 'ready'],
      ['甲有', 'ready'],
      ['予定', 'soon'],
      ['未着', 'growing'],
      ['再来', 'growing'],
      ['不在', 'growing'],
    ]);
    expect(counts).toEqual({ ready: 2, soon: 1, growing: 3 });
  });

  it('are found by group and sorted and cut into pages by the database', async () => {
    expect(await names({ group: 'growing', sort: 'name' })).toEqual(['未着', '再来', '不在']);
    expect(await names({ sort: '-name' })).toEqual([
      ...['不在', '乙推', '甲有', '再来', '予定', '未着'],
    ]);
    expect((await names({ sort: 'expected' })).slice(-2)).toEqual(['未着', '不在']);
    const second = await list({ sort: 'name' }, { number: 2, size: 4 });
    expect(second.rows.map(({ name }) => name)).toEqual(['乙推', '不在']);
  });

  it('are told since when they are supporters without a gap, and as of any day', async () => {
    const { rows } = await list({ unitCode: undefined, sort: 'since' });
    expect(rows[0]).toMatchObject({ name: '支援', found: { supporterSince: '2025-04-01' } });
    const before: LocalDate = '2025-03-01';
    const then = await list({ unitCode: 'B', on: before });
    expect(then.rows.map(({ found }) => found.supporterSince)).toEqual([null, null]);
    expect(then.counts.ready).toBe(2);
  });

  it('are not for everybody to see', async () => {
    const filter: BenchFilter = { role: 'leader', on: ON, sort: 'unit' };
    for (const role of ['staff', 'hr', 'auditor', 'unit_head'] as const)
      await expect(
        lib.get(BenchQueries).list(anActor({ roles: ['staff', role] }), filter, null),
      ).rejects.toThrow(NotAllowed);
  });

  it('are told to the head without exams and without whatever else is the person’s to say', async () => {
    const asked = { role: 'leader', page: 1, pageSize: 50 } as const;
    const { people, earliest } = await lib.get(TeamCandidateQueries).list(head, 'A', asked);
    expect(people.map(({ name, group, path }) => [name, group, path.parts[0]?.why])).toEqual([
      ['甲有', 'ready', 'met'],
      ['乙推', 'ready', 'met'],
      ['先導', 'growing', 'ask'],
      ['未着', 'growing', 'ask'],
      ['予定', 'growing', 'ask'],
      ['再来', 'growing', 'ask'],
      ['不在', 'growing', 'met'],
    ]);
    expect(JSON.stringify(people)).not.toMatch(/exam_|2027-0[26]-01/);
    expect(earliest).toBe(ON);
  });

  it('are nobody who is to be it already, and with the role that is in the way of others', async () => {
    const ahead = await lib.city.addPerson({ unitId: welfare, name: '内定', kana: 'ケ' });
    await figures.addAppointment({ personId: ahead, unitId: welfare, termStart: '2027-04-01' });
    const version: NewRoleVersion = {
      ...{ role: 'supporter', letter: 'commission', termMonths: null, note: '兼ねない' },
      ...{ validFrom: '2026-12-01', requirements: [], together: false, isEnded: false },
    };
    const { mark } = await lib.get(RolesService).previewVersion(office, version);
    await lib.get(RolesService).addVersion(office, version, { mark, warningsAccepted: true });
    const holder = (await list({ unitCode: 'B' })).rows.find(({ name }) => name === '支援');
    await figures.addCertificate({ personId: holder?.personId ?? '' });
    const of = async (filter: Partial<BenchFilter>) =>
      (await list({ unitCode: 'B', ...filter })).rows.map(({ name, found: { group, path } }) => [
        ...[name, group, path.on, path.barred.map(({ role, until }) => [role, until])],
      ]);
    // Until the version begins nothing is in the way.
    expect(await of({})).toEqual([
      ['支援', 'ready', ON, []],
      ['推薦者', 'growing', null, []],
    ]);
    expect(await of({ on: '2026-12-01' })).toEqual([
      ['支援', 'soon', '2027-04-01', [['supporter', '2027-03-31']]],
      ['推薦者', 'growing', null, []],
    ]);
    expect((await of({ role: 'supporter' })).map(([name]) => name)).toEqual(['推薦者', '内定']);
  });

  it('are told apart from the holders for the head as well; of who is to be it a head knows nothing', async () => {
    const asked = { role: 'leader', page: 1, pageSize: 50 } as const;
    const read = async (actor: Actor, unit: string) => {
      const found = await lib.get(TeamCandidateQueries).list(actor, unit, asked);
      const taken = found.people.filter(({ terms }) => terms.some(({ role }) => role === 'leader'));
      return [found.total, found.candidates, taken.map(({ name }) => name)];
    };
    expect(await read(head, 'A')).toEqual([7, 6, ['先導']]);
    const other = anActor({ roles: ['staff', 'unit_head'], headedUnitIds: [welfare] });
    expect(await read(other, 'B')).toEqual([3, 3, []]);
    expect(await read(office, 'B')).toEqual([3, 2, ['内定']]);
  });
});
