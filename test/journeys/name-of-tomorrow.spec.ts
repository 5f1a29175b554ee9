import { ClosingQueries } from '@app/courses';
import { PlanReminders } from '@app/reminders';
import { TestCourses, TestFigures } from '@app/testing';
import { crawl } from '../support/http-crawl';
import { PROOF } from '../support/proof';
import { startWebTest, type WebTest } from '../support/web';

const OLD = '旧姓　花子';
const NEW = '新姓　花子';
const TODAY = '2026-11-16';
const TOMORROW = '2026-11-17';

/** 内示: a name that holds from a later day is nobody's to read before it, and past days keep the old one. */
describe('A name that holds from tomorrow', () => {
  let web: WebTest;

  beforeAll(async () => {
    web = await startWebTest();
    const { city, database } = web;
    const figures = new TestFigures(database);
    const unitId = await city.addUnit({ name: '総務課' });
    const person = (staffNumber: string, isManagerial = false) =>
      city.addPerson({ staffNumber, unitId, isManagerial });
    await city.addAccount(await person('000501', true));
    await city.addAccount(await person('000502'), 'program_office');
    await city.addAccount(await person('000503'), 'auditor');
    const personId = await city.addPerson({ staffNumber: '000504', unitId, name: OLD });
    await city.addAccount(personId);
    await figures.addAppointment({ personId, unitId, termEnd: '2026-12-31' });
    await figures.addCertificate({ personId });
    const courses = new TestCourses(database);
    const course = await courses.addCourse({ title: '情報セキュリティ研修', fiscalYear: 2026 });
    await courses.addMandatory({ course, cycle: 2026, personId, dueOn: TOMORROW });
    await city.rename(personId, NEW, TOMORROW);
    await web.app.get(PlanReminders).run(TODAY);
  });

  afterAll(() => web.close());

  const pages = [
    '/appointments',
    '/coverage/people?figure=leaders',
    '/coverage/people?figure=holders',
    '/coverage/people?figure=mandatory_open',
    '/certification-reviews?state=verified',
    '/reminders',
  ];

  // The auditor sees most pages, the head those where orders are told first; `npm run proof` asks both.
  it.each(PROOF ? ['000501', '000503'] : ['000501'])(
    'stands on no page that %s can reach',
    async (staffNumber) => {
      const reached = await crawl(await web.signIn(staffNumber));
      expect(reached.filter((page) => page.text.includes(OLD)).length).toBeGreaterThan(0);
      expect(
        reached.filter((page) => page.text.includes('新姓')).map((page) => page.address),
      ).toEqual([]);
    },
  );

  it('comes everywhere with its day, and past days keep the old one', async () => {
    const office = await web.signIn('000502');
    for (const page of pages) {
      expect([page, (await office.get(page)).text.includes(OLD)]).toEqual([page, true]);
    }
    web.clock.set(`${TOMORROW}T10:00:00+09:00`);
    for (const page of pages.filter((it) => it !== '/reminders')) {
      const { text } = await office.get(page);
      expect([page, text.includes(NEW), text.includes(OLD)]).toEqual([page, true, false]);
    }
    const before = (await office.get(`/coverage/people?figure=leaders&asOf=${TODAY}`)).text;
    expect([before.includes(OLD), before.includes(NEW)]).toEqual([true, false]);
    expect(await web.app.get(ClosingQueries).listOpen(2026)).toMatchObject([{ name: NEW }]);
    const found = (await office.get(`/appointments?q=${encodeURIComponent('旧姓')}`)).text;
    expect(found).toContain(NEW);
  });
});
