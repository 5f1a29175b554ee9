import { randomUUID } from 'node:crypto';
import type { Actor } from '@app/access';
import { Conflict, InvalidInput, NotAllowed } from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { CertificationsModule } from '../certifications.module';
import { type CandidateFilter, CandidateBoardQueries } from './board.queries';
import { IntentionsService } from './intentions.service';
import { ProgressSharesService } from './progress-shares.service';
import { type Stage, STAGES } from './stages';

const ALL: CandidateFilter = {
  ...{ code: 'ip', unitCode: '', words: '', onlyStuck: false },
  orEquivalent: false,
};
const HR = anActor({ roles: ['staff', 'hr'] });

describe('The board of candidates', () => {
  let lib: LibTest;
  let figures: TestFigures;
  let actor: Actor;

  beforeEach(async () => {
    lib = await startLibTest(CertificationsModule);
    figures = new TestFigures(lib.database);
    lib.clock.set('2027-05-06T10:00:00+09:00');
    actor = await newcomer();
  });

  afterEach(() => lib.close());

  const newcomer = async () => lib.city.addActor({ personId: await lib.city.addPerson() });
  const read = (filter: Partial<CandidateFilter> = {}, size = 50) =>
    lib.get(CandidateBoardQueries).readBoard(HR, { ...ALL, ...filter }, { pages: {}, size });
  const stagesOf = async ({ personId }: Actor) =>
    (await read()).flatMap(({ stage, people }) =>
      people.some((row) => row.personId === personId) ? [stage] : [],
    );
  const wants = (who: Actor, month = '2027-09') =>
    lib.get(IntentionsService).say(who, { certificationCode: 'ip', answer: 'wanted', month });
  const share = (who: Actor, isShared: boolean) =>
    lib.get(ProgressSharesService).set(who, 'ip', isShared);
  const own = () => lib.get(CandidateBoardQueries).readOwn(actor, 'ip');

  async function practise({ personId }: Actor, at: string, chances: readonly number[] = []) {
    await lib.database.execute(
      `WITH syllabus AS (
         INSERT INTO syllabi (key, title, source, valid_from, minutes, pass_total, pass_field)
         VALUES ('ip', '試験', 'spec', '2020-04-01', 120, 600, 300) ON CONFLICT (key) DO UPDATE SET title = '試験' RETURNING key
       ), session AS (
         INSERT INTO practice_sessions (id, person_id, syllabus_key, kind, scope, started_at, ended_at)
         SELECT gen_random_uuid(), $1, key, 'today', '{}', $2, $2 FROM syllabus
       )
       INSERT INTO readiness_estimates (id, person_id, syllabus_key, made_at, answers, chance, low, high, fit, settings)
       SELECT gen_random_uuid(), $1, key, $2::timestamptz + e.n * interval '1 day', '{10,10,10}', e.chance, 0, 1, '{}', '{}'
       FROM syllabus, unnest($3::float8[]) WITH ORDINALITY e (chance, n)`,
      [personId, at, chances],
    );
  }

  it.each<[Stage, (personId: string) => Promise<unknown>, string]>([
    [
      'applied',
      (personId) =>
        figures.addAttempt({
          personId,
          state: 'booked',
          examOn: '2027-05-06',
          createdAt: '2027-04-01',
        }),
      '2027-04-01',
    ],
    [
      'sitting',
      (personId) => figures.addAttempt({ personId, state: 'booked', examOn: '2027-05-05' }),
      '2027-05-05',
    ],
    [
      'provisional',
      (personId) =>
        figures.addAttempt({ personId, state: 'provisional_pass', examOn: '2027-04-01' }),
      '2027-04-01',
    ],
    [
      'passed',
      (personId) =>
        figures.addAttempt({
          ...{ personId, state: 'passed', examOn: '2027-04-01' },
          updatedAt: '2027-04-20',
        }),
      '2027-04-20',
    ],
    [
      'reported',
      (personId) =>
        figures.addCertificate({ personId, state: 'reported', reportedAt: '2027-04-20' }),
      '2027-04-20',
    ],
    [
      'verified',
      (personId) =>
        figures.addCertificate({ personId, reportedAt: '2027-04-20', decidedAt: '2027-04-21' }),
      '2027-04-21',
    ],
  ])('%s is a fact of the office, with its day', async (stage, be, since) => {
    await wants(actor);
    await be(actor.personId);
    expect(await stagesOf(actor)).toEqual([stage]);
    const column = (await read()).find((it) => it.stage === stage);
    expect(column?.people).toMatchObject([{ since }]);
  });

  it('marks what is booked for a day after the last exam, and counts it for whoever follows candidates', async () => {
    await figures.addAttempt({
      ...{
        personId: actor.personId,
        state: 'booked',
        examOn: '2027-06-01',
        createdAt: '2027-05-01',
      },
    });
    await figures.endExam('ip', '2027-05-31');
    const applied = (await read({ onlyStuck: true })).find(({ stage }) => stage === 'applied');
    expect(applied?.people).toMatchObject([
      { since: '2027-05-01', examOn: '2027-06-01', isStuck: true, outside: 'after_last' },
    ]);
    expect(await lib.get(CandidateBoardQueries).listOutside(HR)).toMatchObject([
      { code: 'ip', outside: 'after_last', people: 1 },
    ]);
  });

  it('lets whoever holds what counts as it arrive only where the city counts them', async () => {
    await figures.addCertificate({
      ...{ personId: actor.personId, code: 'ap' },
      ...{ reportedAt: '2027-04-20', decidedAt: '2027-04-21' },
    });
    const people = async (orEquivalent: boolean) =>
      (await read({ orEquivalent })).find(({ stage }) => stage === 'verified')?.people.length;
    expect([await people(false), await people(true)]).toEqual([0, 1]);
  });

  it.each<[Stage, (who: Actor) => Promise<unknown>, string]>([
    ['intention', (who) => wants(who), '2027-05-06'],
    ['studying', (who) => practise(who, '2027-04-01T12:00:00+09:00', [0.5]), '2027-04-01'],
    [
      'ready',
      (who) => practise(who, '2027-04-01T12:00:00+09:00', [0.9, 0.7, 0.8, 0.85]),
      '2027-04-04',
    ],
    [
      'failed',
      ({ personId }) => figures.addAttempt({ personId, state: 'failed', examOn: '2027-05-01' }),
      '2027-05-01',
    ],
  ])('%s is named only while the person shares it', async (stage, be, since) => {
    await be(actor);
    expect(await stagesOf(actor)).toEqual([]);
    expect(await own()).toMatchObject({ stage, since, isShared: false });
    await share(actor, true);
    expect(await stagesOf(actor)).toEqual([stage]);
    await share(actor, false);
    expect(await stagesOf(actor)).toEqual([]);
    const kept = await rowsOf(lib.database, 'SELECT 1 FROM audit_entries');
    expect(kept).toEqual([]);
  });

  it('counts the unnamed from five on, for the city and never for a part of it', async () => {
    const unnamed = async (filter: Partial<CandidateFilter> = {}) =>
      (await read(filter)).find(({ stage }) => stage === 'intention')?.unnamed;
    for (let count = 0; count < 4; count += 1) await wants(await newcomer());
    await wants(actor);
    await share(actor, true);
    expect(await unnamed()).toBeNull();
    await share(actor, false);
    expect(await unnamed()).toBe(5);
    expect(await unnamed({ unitCode: 'X', words: 'Y', onlyStuck: true })).toBe(5);
  });

  it('forgets a failed try with the next wish, booking or practice, and after a year', async () => {
    const { personId } = actor;
    await share(actor, true);
    await figures.addAttempt({ personId, state: 'failed', examOn: '2027-05-01' });
    await practise(actor, '2027-05-02T12:00:00+09:00');
    expect(await stagesOf(actor)).toEqual(['studying']);
    lib.clock.set('2028-05-06T10:00:00+09:00');
    expect(await stagesOf(actor)).toEqual([]);
  });

  it('begins studying anew after a pause of more than ninety days', async () => {
    await practise(actor, '2026-12-01T12:00:00+09:00');
    await practise(actor, '2027-04-10T12:00:00+09:00');
    await practise(actor, '2027-04-20T12:00:00+09:00');
    expect(await own()).toMatchObject({ stage: 'studying', since: '2027-04-10' });
  });

  it('says who is stuck, and finds only them', async () => {
    const { personId } = actor;
    await figures.addAttempt({ personId, state: 'provisional_pass', examOn: '2027-04-06' });
    expect((await read())[5]).toMatchObject({ total: 1, stuck: 0 });
    expect((await read({ onlyStuck: true }))[5]?.total).toBe(0);
    lib.clock.set('2027-05-07T10:00:00+09:00');
    expect((await read({ onlyStuck: true }))[5]).toMatchObject({ total: 1, stuck: 1 });
  });

  it('has pages in each column, the longest first, and finds by name and unit', async () => {
    const unitId = await lib.city.addUnit({ name: '税務課', code: 'TAX' });
    const names = ['青木　一郎', '石井　二郎', '上田　三郎'];
    for (const [index, name] of names.entries()) {
      const personId = await lib.city.addPerson({ unitId, name });
      await figures.addAttempt({
        personId,
        state: 'booked',
        examOn: '2027-06-01',
        createdAt: `2027-04-0${String(3 - index)}`,
      });
    }
    const shown = async (filter: Partial<CandidateFilter>, page: number) => {
      const pages = { applied: page };
      const columns = await lib
        .get(CandidateBoardQueries)
        .readBoard(HR, { ...ALL, ...filter }, { pages, size: 2 });
      const column = columns.find(({ stage }) => stage === 'applied');
      return [column?.total, ...(column?.people.map(({ name }) => name) ?? [])];
    };
    expect(await shown({ unitCode: 'TAX' }, 1)).toEqual([3, names[2], names[1]]);
    expect(await shown({ unitCode: 'TAX' }, 2)).toEqual([3, names[0]]);
    expect(await shown({}, 9)).toEqual([3, names[0]]);
    expect(await shown({ words: '石井' }, 1)).toEqual([1, names[1]]);
    expect(await shown({ unitCode: 'NONE' }, 1)).toEqual([0]);
    const list = (sort: 'name' | '-since') =>
      lib.get(CandidateBoardQueries).listCandidates(HR, ALL, { sort, number: 1, size: 2 });
    expect((await list('-since')).rows.map(({ name }) => name)).toEqual([names[0], names[1]]);
    expect((await list('name')).total).toBe(3);
  });

  it('is for HR and DX推進室 only', async () => {
    for (const role of ['unit_head', 'auditor', 'administrator'] as const) {
      const reader = anActor({ roles: ['staff', role] });
      const queries = lib.get(CandidateBoardQueries);
      await expect(queries.readBoard(reader, ALL, { pages: {}, size: 5 })).rejects.toThrow(
        NotAllowed,
      );
      const asked = { sort: 'since', number: 1, size: 5 } as const;
      await expect(queries.listCandidates(reader, ALL, asked)).rejects.toThrow(NotAllowed);
    }
    expect((await read()).map(({ stage }) => stage)).toEqual(STAGES);
  });

  it('keeps since when somebody wants it, whichever month, and lets them withdraw', async () => {
    await wants(actor, '2027-05');
    lib.clock.set('2027-05-20T10:00:00+09:00');
    await wants(actor, '2029-04');
    expect(await own()).toMatchObject({ saidOn: '2027-05-06', wantedBy: '2029-04-01' });
    for (const month of ['2027-04', '2029-05', '2027-13', 'x'])
      await expect(wants(actor, month)).rejects.toThrow(InvalidInput);
    const service = lib.get(IntentionsService);
    await service.withdraw(actor, 'ip', '  家庭の　都合 ');
    expect(await own()).toMatchObject({ stage: null, answer: 'withdrawn' });
    await expect(service.withdraw(actor, 'ip', '')).rejects.toThrow(Conflict);
    const rows = await rowsOf<{ reason: string | null }>(
      lib.database,
      'SELECT reason FROM exam_intentions_history WHERE person_id = $1 ORDER BY recorded_at',
      [actor.personId],
    );
    expect(rows.map(({ reason }) => reason)).toEqual([null, null, '家庭の 都合']);
    expect(rows).toHaveLength(3);
  });

  it('has one answer of two pages that are sent at once, and of two numbers of one person', async () => {
    await Promise.all([1, 2, 3].map(() => wants(actor)));
    await Promise.all([1, 2, 3].map(() => share(actor, true)));
    const joined = await newcomer();
    await wants(joined);
    await lib.database.execute(
      `INSERT INTO person_joins_history (id, person_id, joined_to, reason, valid_from, recorded_at)
       VALUES ($3, $1, $2, '試験', '2027-05-06', '2027-05-06T00:00:00Z')`,
      [joined.personId, actor.personId, randomUUID()],
    );
    expect(await stagesOf(actor)).toEqual(['intention']);
    await lib.get(IntentionsService).withdraw(actor, 'ip', '');
    expect(await stagesOf(actor)).toEqual([]);
    expect(await own()).toMatchObject({ answer: 'withdrawn', isShared: true });
  });
});
