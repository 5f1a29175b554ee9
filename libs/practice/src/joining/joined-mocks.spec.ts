import { JoinParts } from '@app/organization';
import { type LibTest, rowsOf, startLibTest } from '@app/testing';
import { randomUUID } from 'node:crypto';
import { PracticeModule } from '../practice.module';
import { JoinedMocks } from './joined-mocks';

describe('JoinedMocks', () => {
  let test: LibTest;
  let part: JoinedMocks;
  let personId: string;
  let joinedTo: string;

  beforeAll(async () => {
    test = await startLibTest(PracticeModule);
    const found = test.get(JoinParts).all.find((it) => it instanceof JoinedMocks);
    if (!(found instanceof JoinedMocks)) throw new Error('not added');
    part = found;
    await test.database.execute(
      `INSERT INTO syllabi (key, title, source, valid_from, minutes, pass_total, pass_field) VALUES ('s', 's', '', '2026-01-01', 120, 600, 300)`,
    );
  });

  afterAll(() => test.close());

  beforeEach(async () => {
    personId = await test.city.addPerson();
    joinedTo = await test.city.addPerson();
  });

  async function addMock(of: string, isOpen = false): Promise<string> {
    const id = randomUUID();
    await test.database.execute(
      `INSERT INTO quiz_attempts (id, person_id, quiz_key, attempt_number, pass_ratio, question_count, started_at)
       VALUES ($1, $2, $3, 1, 0.6, 1, '2027-04-01')`,
      [id, of, `mock:${id}`],
    );
    await test.database.execute(
      `INSERT INTO mock_exams (attempt_id, person_id, syllabus_key, form, minutes, extra_minutes, scored_positions, seen_count, finished_at)
       VALUES ($1, $2, 's', 'full', 120, 0, '{1}', 0, CASE WHEN $3::boolean THEN NULL ELSE '2027-04-01'::timestamptz END)`,
      [id, of, isOpen],
    );
    return id;
  }

  async function addTime(of: string, from: string, to: string | null, by: string | null = null) {
    const id = randomUUID();
    await test.database.execute(
      `INSERT INTO exam_time_allowances_history (id, person_id, extra_percent, reason, valid_from, valid_to, recorded_at, recorded_by)
       VALUES ($1, $2, 25, '理由', $3, $4, '2027-01-01', $5)`,
      [id, of, from, to, by],
    );
    return id;
  }

  const plan = () => part.plan({ personId, joinedTo });

  it('tells how many there were and not how they went', async () => {
    await addMock(personId);
    await addMock(personId);
    await addMock(joinedTo, true);
    await addTime(joinedTo, '2027-02-01', null);
    expect(await part.listHoldings([personId, joinedTo])).toEqual([
      { personId, text: '受けた模擬試験 2回' },
      { personId: joinedTo, text: '試験時間の延長(令和9年2月1日から)' },
    ]);
  });

  it('gives all mocks to the person who is kept, and back', async () => {
    const id = await addMock(personId);
    await addMock(joinedTo);
    const [{ rows } = { rows: [] }] = (await plan()).rows;
    expect(rows).toEqual([{ id, changes: { person_id: joinedTo }, was: { person_id: personId } }]);
    const holder = async () =>
      (
        await rowsOf<{ by: string }>(
          test.database,
          'SELECT person_id AS by FROM mock_exams WHERE attempt_id = $1',
          [id],
        )
      )[0]?.by;
    await part.change('mock_exams', [{ id, person_id: joinedTo }]);
    expect(await holder()).toBe(joinedTo);
    await part.change('mock_exams', [{ id, person_id: personId }]);
    expect(await holder()).toBe(personId);
  });

  it('waits while both sit one', async () => {
    await addMock(personId, true);
    expect((await plan()).blockers).toEqual([]);
    await addMock(joinedTo, true);
    expect((await plan()).blockers).toEqual([expect.stringContaining('両方の番号で模擬試験')]);
  });

  it('lets what was given to either hold, and where both have something that of the one who is kept', async () => {
    const before = await addTime(personId, '2027-01-01', '2027-02-01');
    await addTime(personId, '2027-03-01', null);
    await addTime(joinedTo, '2027-02-01', null);
    const [moves] = (await plan()).history;
    expect(moves).toEqual({
      target: { table: 'exam_time_allowances', key: 'id' },
      end: [before],
      copies: [{ from: before, changes: { person_id: joinedTo } }],
    });
  });

  it('is stopped by time that one number gave the other', async () => {
    const accountId = await test.city.addAccount(joinedTo);
    await addTime(personId, '2027-02-01', null, accountId);
    expect((await plan()).blockers).toEqual([
      expect.stringContaining('もう一方の番号で本人が登録'),
    ]);
  });
});
