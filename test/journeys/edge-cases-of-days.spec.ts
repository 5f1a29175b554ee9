import { MandatoryQueries } from '@app/courses';
import type { LocalDate } from '@app/platform';
import { type TestCourse, TestCourses } from '@app/testing';
import { FiledCity } from '../support/filed-city';

const A = { code: 'A', name: '税務課' };

/** As those of units: by number. */
describe('Edge cases of days', () => {
  let city: FiledCity;
  let courses: TestCourses;
  let course: TestCourse;

  beforeEach(async () => {
    city = await FiledCity.start();
    courses = new TestCourses(city.lib.database);
    course = await courses.addCourse({ fiscalYear: 2026 });
    await city.load('2026-04-01', [A], [{ number: '101', unit: 'A' }]);
  });

  afterEach(() => city.close());

  const stateOn = async (asOf: LocalDate) => {
    const personIds = [await city.idOf('101')];
    const states = await city.lib.get(MandatoryQueries).listStates({ asOf, personIds });
    return states.map(({ state }) => state);
  };

  it('11: what is due on 31 December, a holiday of the office, is due until 4 January', async () => {
    const personId = await city.idOf('101');
    await courses.addMandatory({ personId, course, cycle: 2026, dueOn: '2026-12-31' });
    expect(await stateOn('2026-12-31')).toEqual(['not_started']);
    expect(await stateOn('2027-01-04')).toEqual(['not_started']);
    expect(await stateOn('2027-01-05')).toEqual(['overdue']);
  });

  it('12: a day that three of four years lack begins and ends an employment', async () => {
    await city.load(
      '2028-02-29',
      [],
      [
        { number: '101', unit: 'A', left: '2028-02-29' },
        { number: '102', unit: 'A', hired: '2028-02-29' },
      ],
    );
    const staffOn = async (day: LocalDate) => (await city.on(day)).counts.staff;
    expect([
      await staffOn('2028-02-28'),
      await staffOn('2028-02-29'),
      await staffOn('2028-03-01'),
    ]).toEqual([1, 2, 1]);
  });

  it('12: a minute before midnight of 31 March is the old fiscal year, midnight the new one', async () => {
    const personId = await city.idOf('101');
    const finished = { personId, cycle: 2026, dueOn: '2027-03-31' } as const;
    const other = await courses.addCourse({ fiscalYear: 2026 });
    await courses.addMandatory({ ...finished, course, completedAt: '2027-03-31T23:59:59+09:00' });
    await courses.addMandatory({
      ...finished,
      course: other,
      completedAt: '2027-04-01T00:00:00+09:00',
    });
    expect((await stateOn('2027-03-31')).toSorted()).toEqual(['completed', 'not_started']);
    city.lib.clock.set('2027-03-31T23:59:59+09:00');
    expect(city.lib.clock.today()).toBe('2027-03-31');
    city.lib.clock.set('2027-04-01T00:00:00+09:00');
    expect(city.lib.clock.today()).toBe('2027-04-01');
  });
});
