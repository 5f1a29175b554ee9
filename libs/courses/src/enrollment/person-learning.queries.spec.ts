import { personSight } from '@app/access';
import type { LocalDate } from '@app/platform';
import { anActor, type LibTest, startLibTest, TestFigures } from '@app/testing';
import { CoursesModule } from '../courses.module';
import { PersonLearningQueries } from './person-learning.queries';

const TODAY: LocalDate = '2026-11-16';

describe('The learning of a person for others', () => {
  let test: LibTest;
  let figures: TestFigures;

  beforeAll(async () => {
    test = await startLibTest(CoursesModule);
    figures = new TestFigures(test.database);
  });

  afterAll(() => test.close());

  async function addLearner(employedTo: LocalDate | null = null): Promise<string> {
    const personId = await test.city.addPerson({ employedTo });
    const learn = async (title: string, facts: object) =>
      figures.addEnrollment({ personId, courseId: await figures.addCourse(title), ...facts });
    await learn('必修', { completedAt: '2026-06-01T10:00:00+09:00' });
    await learn('推奨', { completedAt: '2026-06-02T10:00:00+09:00', isMandatory: false });
    await learn('任意', { completedAt: '2026-06-03T10:00:00+09:00', dueOn: null });
    await learn('まだ', {});
    return personId;
  }

  type Reader = 'self' | 'program_office' | 'hr';
  const seen = (reader: Reader, personId: string, on = TODAY) => {
    const actor = reader === 'self' ? anActor({ personId }) : anActor({ roles: ['staff', reader] });
    const sight = personSight(actor, { personId, unitId: null });
    if (!sight) throw new Error('no sight');
    return test.get(PersonLearningQueries).findSeen(sight, on);
  };
  const completed = async (reader: Reader, personId: string, on?: LocalDate) =>
    (await seen(reader, personId, on))?.completed.map((row) => row.title);

  it('shows each reader the part that is theirs to see', async () => {
    const personId = await addLearner();
    expect(await completed('self', personId)).toEqual(['任意', '推奨', '必修']);
    expect(await completed('program_office', personId)).toEqual(['推奨', '必修']);
    expect(await completed('hr', personId)).toEqual(['必修']);
    const open = (await seen('hr', personId))?.mandatory.map((row) => row.courseTitle);
    expect(open?.toSorted()).toEqual(['まだ', '必修'].toSorted());
  });

  it('ends with the day, and answers a day ahead as of today', async () => {
    const personId = await addLearner();
    expect(await completed('self', personId, '2026-06-02')).toEqual(['推奨', '必修']);
    expect(await completed('self', personId, '2026-05-31')).toEqual([]);
    const ahead = await seen('hr', personId, '2027-06-01');
    expect(ahead?.mandatory.map((row) => row.fiscalYear)).toEqual([2026, 2026]);
  });

  it('keeps what was mandatory for who has left since', async () => {
    const personId = await addLearner('2026-10-01');
    expect(await completed('hr', personId)).toEqual(['必修']);
    expect((await seen('hr', personId))?.mandatory).toEqual([]);
  });
});
