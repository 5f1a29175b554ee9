import { WaitingThings } from '@app/access';
import { OfficeCalendar } from '@app/platform';
import { type LibTest, rowsOf, startLibTest, TEST_DAY } from '@app/testing';
import { OrganizationModule } from './organization.module';
import { importsThing, withoutMailThing } from './organization-waiting';
import { PeopleQueries } from './person/people.queries';

describe('What waits for whoever loads the organisation', () => {
  let test: LibTest;

  beforeAll(async () => {
    test = await startLibTest(OrganizationModule);
    const unitId = await test.city.addUnit({ name: '総務課' });
    await test.city.addPerson({ staffNumber: '1', name: '安部　一', unitId });
    await test.city.addPerson({ staffNumber: '2', name: '髙橋　二', email: null, unitId });
  });

  afterAll(() => test.close());

  const day = { today: TEST_DAY, calendar: new OfficeCalendar() };
  const listFor = (actor: Parameters<WaitingThings['listFor']>[0]) =>
    test.get(WaitingThings).listFor(actor, day, ['imports', 'people']);

  it('is nothing for anybody else', async () => {
    expect(await listFor(await test.city.addActor({ roles: ['staff'] }))).toEqual([]);
  });

  it('are as many people without mail as their list has', async () => {
    const actor = await test.city.addActor({ roles: ['staff', 'hr'] });
    const people = test.get(PeopleQueries);
    const asked = { asOf: TEST_DAY, isWithoutMail: true, page: 1, pageSize: 50 };
    const { rows, total } = await people.listPeople(asked);
    const bare = await rowsOf(
      test.database,
      `SELECT 1 FROM person_details d WHERE coalesce(d.email, '') = '' AND d.person_id IN (SELECT person_id FROM employments)`,
    );
    expect(bare.length).toBeGreaterThan(0);
    expect([rows.length, total]).toEqual([bare.length, bare.length]);
    const [imports, withoutMail] = await listFor(actor);
    expect([imports?.count, imports?.oldest]).toEqual([0, null]);
    expect(withoutMail?.count).toBe(total);
    expect(
      (await people.listPeople({ ...asked, isWithoutMail: false })).total,
    ).toBeGreaterThanOrEqual(total);
  });

  it('is said for none, one and many', () => {
    expect([0, 1, 2].map((it) => importsThing(it, null).sentence)).toEqual([
      '反映を待っている取込みはありません。',
      '1件の取込みが反映を待っています。反映するまで、名簿は変わりません。',
      '2件の取込みが反映を待っています。反映するまで、名簿は変わりません。',
    ]);
    expect([importsThing(0, null).turn, importsThing(2, '2026-11-09').turn]).toEqual([
      'others',
      'mine',
    ]);
    expect([0, 60].map((it) => withoutMailThing(it).sentence)).toEqual([
      'メールアドレスのない職員はいません。',
      'メールアドレスのない職員は60名です。通知は紙で伝えることになります。',
    ]);
  });
});
