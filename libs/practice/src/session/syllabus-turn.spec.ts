import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PracticeStage } from '../practice.stage';
import { SyllabusQueries } from '../syllabus/syllabus.queries';

const LAST = '2027-09-30';
const NEXT = '2027-10-01';

/** 17 of the edge cases: the syllabus is revised while somebody learns. */
describe('Practice across the day on which the syllabus changes', () => {
  let stage: PracticeStage;

  beforeAll(async () => {
    stage = await PracticeStage.start();
    const file = join(stage.folder, 'syllabus/itpassport-6.5.yaml');
    const old = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      old.replace("validFrom: '2026-01-01'", `validFrom: '2026-01-01'\nvalidTo: '${NEXT}'`),
    );
    const next = old
      .replace('key: ip-6.5', 'key: ip-7.0')
      .replace('Ver.6.5\n', 'Ver.7.0\n')
      .replace("validFrom: '2026-01-01'", `validFrom: '${NEXT}'`);
    writeFileSync(join(stage.folder, 'syllabus/itpassport-7.0.yaml'), next);
    await stage.publish();
  }, 60_000);

  afterAll(() => stage.close());

  it('goes on under the old one to its end, keeps what was answered, and begins anew under the next', async () => {
    const { test, queries, sessions } = stage;
    const syllabi = test.get(SyllabusQueries);
    expect([(await syllabi.findOn(LAST))?.key, (await syllabi.findOn(NEXT))?.key]).toEqual([
      ...['ip-6.5', 'ip-7.0'],
    ]);
    const personId = await test.city.addPerson();
    test.clock.set(`${LAST}T23:59:00+09:00`);
    const id = await stage.begin(personId, { size: 2 });
    const key = { sessionId: id, personId, examOn: null };
    await stage.answer(id, personId, true);
    await sessions.goOn(key);
    test.clock.set(`${NEXT}T00:01:00+09:00`);
    await stage.answer(id, personId, true);
    expect(await sessions.goOn(key)).toBe(true);
    expect((await queries.findSummary(id, personId)).results).toHaveLength(2);

    const answered = async (syllabusKey: string) =>
      (await queries.listStanding(personId, syllabusKey)).reduce(
        (sum, row) => sum + row.answered,
        0,
      );
    expect([await answered('ip-6.5'), await answered('ip-7.0')]).toEqual([2, 0]);
    // Of the new one there is nothing to ask yet: that is said, and nothing of the old one passes for it.
    await expect(stage.begin(personId, { syllabusKey: 'ip-7.0' })).rejects.toMatchObject({
      fields: expect.any(Object) as object,
    });
  });
});
