import { addDays } from '@app/platform';
import { type LibTest, startLibTest, TestFigures } from '@app/testing';
import { RemindersModule } from '../reminders.module';
import { CandidateQueries } from './candidates.queries';

const TODAY = '2026-11-16';
const DAY_BEFORE = '2026-11-15';
const DAY_AFTER = '2026-11-17';

/** Each bound from both sides: the day on which it begins to hold, and the day before. */
describe('The bounds of what is reminded of', () => {
  let lib: LibTest;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
  });

  afterEach(async () => {
    await lib.close();
  });

  it.each([
    ['90 days before its last day', { termEnd: addDays(TODAY, 90) }, true],
    ['91 days before its last day', { termEnd: addDays(TODAY, 91) }, false],
    ['on its last day', { termEnd: TODAY }, true],
    ['on the day after its last day', { termEnd: DAY_BEFORE }, false],
    ['on its first day', { termStart: TODAY, termEnd: '2026-12-31' }, true],
    ['on the day before its first day', { termStart: DAY_AFTER, termEnd: '2026-12-31' }, false],
  ])('the end of a term is announced %s: %#', async (_when, term, isAnnounced) => {
    const unitId = await lib.city.addUnit();
    const personId = await lib.city.addPerson({ unitId });
    await new TestFigures(lib.database).addAppointment({ personId, unitId, ...term });
    expect(await kindsFor(personId, TODAY)).toEqual(isAnnounced ? ['term_ending'] : []);
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

  async function kindsFor(personId: string, day: string): Promise<string[]> {
    const found = await lib
      .get(CandidateQueries)
      .listForRecipient(day, personId, ['learning_due', 'learning_overdue', 'term_ending']);
    return found.map(({ kind }) => kind);
  }
});
