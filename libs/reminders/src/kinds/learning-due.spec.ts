import type { LocalDate } from '@app/platform';
import { type LibTest, startLibTest, TestFigures } from '@app/testing';
import { CandidateQueries } from '../planning/candidates.queries';
import { RemindersModule } from '../reminders.module';

const TODAY: LocalDate = '2026-11-16';
const DAY_AFTER: LocalDate = '2026-11-17';

/** Each bound from both sides: the day on which it begins to hold, and the day before. */
describe('Reminders of what is due', () => {
  let lib: LibTest;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
  });

  afterEach(async () => {
    await lib.close();
  });

  it.each([
    ['whose next employment begins on the day', { employedTo: TODAY }, TODAY, true],
    ['whose next employment begins the day after', { employedTo: TODAY }, DAY_AFTER, false],
    ['whose last day it is', { employedTo: DAY_AFTER }, null, true],
    ['who left the day before', { employedTo: TODAY }, null, false],
  ])('of learning, a person %s is reminded: %#', async (_who, employment, next, isReminded) => {
    const figures = new TestFigures(lib.database);
    const personId = await lib.city.addPerson(employment);
    if (next) await figures.addEmployment(personId, 'reappointed', { from: next });
    const courseId = await figures.addCourse('生成AI活用');
    await figures.addEnrollment({ personId, courseId, dueOn: DAY_AFTER });
    expect(await kindsFor(personId, TODAY)).toEqual(isReminded ? ['learning_due'] : []);
  });

  async function kindsFor(personId: string, day: LocalDate): Promise<string[]> {
    const found = await lib
      .get(CandidateQueries)
      .listForRecipient(day, personId, ['learning_due', 'learning_overdue']);
    return found.map(({ kind }) => kind);
  }
});
