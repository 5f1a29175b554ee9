import type { Actor } from '@app/access';
import {
  type CertificateReport,
  CertificationRecordsService,
  RecordReviewQueries,
} from '@app/certifications';
import { MandatoryQueries } from '@app/courses';
import {
  ImportQueries,
  OrganizationImports,
  PeopleQueries,
  RosterQueries,
} from '@app/organization';
import type { LocalDate } from '@app/platform';
import { aCleanFile, anActor } from '@app/testing';
import { FiledCity, type StaffRow, staffFile } from '../support/filed-city';

const TODAY = '2026-11-16';
const APRIL = '2027-04-01';
const A = { code: 'A', name: '税務課' };
const DAY = '2026-04-01';

/** As those of units: by number, on HR's files and through the services that people use. */
describe('Edge cases of people', () => {
  let city: FiledCity;

  beforeEach(async () => {
    city = await FiledCity.start();
  });

  afterEach(() => city.close());

  const holdersOn = async (day: LocalDate) => (await city.on(day)).holder.now;
  const actorOf = async (number: string): Promise<Actor> => {
    const personId = await city.idOf(number);
    return city.lib.city.register(anActor({ personId, staffNumber: number }));
  };
  const report = async (by: Actor, facts: Partial<CertificateReport>) =>
    city.lib.get(CertificationRecordsService).report(by, {
      ...{ staffNumber: '', certificationCode: 'ip', passedOn: '2026-10-20' },
      ...{ certificateNumber: 'IP-2026-10-00001', ...facts },
      evidence: await aCleanFile(city.lib),
    });
  const verify = (id: string) => city.lib.get(CertificationRecordsService).verify(city.office, id);

  it('6: who passed and retires on 31 March is one of the fifty on 31 March, and not on 1 April', async () => {
    await city.load(
      DAY,
      [A],
      [
        { number: '101', unit: 'A', left: '2031-03-31' },
        { number: '102', unit: 'A' },
      ],
    );
    for (const number of ['101', '102'])
      await city.figures.addCertificate({ personId: await city.idOf(number) });
    expect([await holdersOn('2031-03-31'), await holdersOn('2031-04-01')]).toEqual([2, 1]);
  });

  it('7: a pass from before the hire counts, also under the name of then', async () => {
    await city.load(
      DAY,
      [A],
      [{ number: '101', unit: 'A', name: '新姓　花子', hired: '2026-04-01' }],
    );
    const hanako = await actorOf('101');
    const id = await report(hanako, {
      ...{ passedOn: '2019-06-01', nameOnCertificate: '旧姓　花子' },
    });
    expect(await holdersOn(TODAY)).toBe(0);
    await verify(id);
    expect(await holdersOn(TODAY)).toBe(1);
    const review = await city.lib.get(RecordReviewQueries).getReview(city.office, id);
    expect([review.personName, review.nameOnCertificate]).toEqual(['新姓　花子', '旧姓　花子']);
  });

  it('8: one pass cannot be told twice, two passes are one holder, a higher exam alone is none until the rule says so', async () => {
    await city.load(
      DAY,
      [A],
      [
        { number: '101', unit: 'A' },
        { number: '102', unit: 'A' },
      ],
    );
    const [twice, higher] = [await actorOf('101'), await actorOf('102')];
    await verify(await report(twice, {}));
    await expect(report(twice, {})).rejects.toThrow('すでに確認済み');
    const another = { passedOn: '2025-10-20', certificateNumber: 'IP-2025-1' } as const;
    await verify(await report(twice, another));
    const fe = { certificationCode: 'fe', certificateNumber: 'FE-1' };
    await verify(await report(higher, fe));
    expect((await city.on(TODAY)).holder).toMatchObject({ now: 1, higherOnly: 1 });
    await city.rule('2026-12-01', { holderEquivalents: true });
    expect((await city.on('2026-11-30')).holder).toMatchObject({ now: 1, higherOnly: 1 });
    expect((await city.on('2026-12-01')).holder).toMatchObject({ now: 2, higherOnly: 1 });
  });

  it('10: a fiscal-year appointee is appointed again on 1 April under a new number: learning, role and certificate go on', async () => {
    const type = '会計年度任用';
    const staff = [
      {
        number: '101',
        unit: 'A',
        name: '再度　任子',
        type,
        hired: '2026-04-01',
        left: '2027-03-31',
      },
      { number: '102', unit: 'A' },
    ];
    await city.load(DAY, [A], staff);
    const personId = await city.idOf('101');
    await city.appoint('101', 'A');
    await city.figures.addCertificate({ personId });
    const courseId = await city.figures.addCourse('情報セキュリティ研修');
    await city.figures.addEnrollment({ personId, courseId, completedAt: '2026-06-01' });
    const again = {
      number: '901',
      unit: 'A',
      name: '再度　任子',
      type,
      hired: APRIL,
      left: '2028-03-31',
    };
    await city.load(APRIL, [], [again, { number: '102', unit: 'A' }], { '901': '101' });

    expect((await city.person('901', APRIL)).personId).toBe(personId);
    expect((await city.person('101', APRIL)).personId).toBe(personId);
    expect(await city.unitOn('A', APRIL)).toMatchObject({
      ...{ state: 'covered', leaders: [{ staffNumber: '901' }] },
    });
    expect([await holdersOn('2027-03-31'), await holdersOn(APRIL)]).toEqual([1, 1]);
    const asOf = '2027-03-31';
    const learning = await city.lib
      .get(MandatoryQueries)
      .listStates({ asOf, personIds: [personId] });
    expect(learning.map(({ state }) => state)).toEqual(['completed']);
  });

  it('13: names beyond CP932, with variants, of two people, without reading stay as they were given', async () => {
    const ivs = '渡邉\u{E0100}　花子';
    const staff: readonly StaffRow[] = [
      { number: '0101', unit: 'A', name: '𠮷田　太郎', kana: 'ヨシダ　タロウ' },
      { number: '0102', unit: 'A', name: ivs, kana: 'ワタナベ　ハナコ' },
      { number: '0103', unit: 'A', name: '山田　太郎', kana: 'ヤマダ　タロウ' },
      { number: '0104', unit: 'A', name: '山田　太郎', kana: '' },
    ];
    const plan = await city.load(DAY, [A], staff);
    expect(plan.summary.postings).toMatchObject({ create: 4, refused: 0 });
    const roster = await city.lib.get(RosterQueries).listRoster(city.office, TODAY);
    expect(roster.map((row) => [row.職員番号, row.氏名, row.フリガナ])).toEqual(
      staff.map(({ number, name, kana }) => [number, name, kana]),
    );
    const found = async (search: string) =>
      (
        await city.lib.get(PeopleQueries).listPeople({ asOf: TODAY, search, page: 1, pageSize: 10 })
      ).rows.map(({ staffNumber }) => staffNumber);
    expect(await found('吉田')).toEqual(['0101']);
    expect(await found('渡邉')).toEqual(['0102']);
    // Namesakes are two people: the number tells them apart.
    expect((await found('山田 太郎')).toSorted()).toEqual(['0103', '0104']);
  });

  it('14: a file whose numbers lost their zeros is told so, makes nobody new unseen and lets nobody leave', async () => {
    const staff = ['0101', '0102', '0103'].map((number) => ({ number, unit: 'A' }));
    await city.load(DAY, [A], staff);
    const imports = city.lib.get(OrganizationImports);
    const bare = staff.map((row) => ({
      ...row,
      number: row.number.slice(1),
      name: `職員　${row.number}`,
    }));
    const id = await imports.preview(city.hr, { postings: staffFile(TODAY, bare) });
    const batch = await city.lib.get(ImportQueries).findBatch(id);
    expect(batch?.summary.alarms).toMatchObject([
      { kind: 'zeros_lost', examples: ['101 ← 0101', '102 ← 0102', '103 ← 0103'] },
    ]);
    expect(batch?.summary.missingPeople).toBe(0);
    const plain = { withoutRefused: false, leavings: null };
    await expect(imports.apply(city.hr, id, plain)).rejects.toMatchObject({
      fields: { alarmsAccepted: expect.stringContaining('先頭の0が失われています') as string },
    });
  });

  it('18: who is excused is not who has not done it; how many were left out of the rate is said with it', async () => {
    const staff = ['101', '102', '103', '104'].map((number) => ({ number, unit: 'A' }));
    await city.load(DAY, [A], staff);
    await city.load(
      '2026-06-01',
      [],
      staff.map((row) => (row.number === '103' ? { ...row, status: '育休' } : row)),
    );
    const courseId = await city.figures.addCourse('情報セキュリティ研修');
    const enroll = async (number: string, facts: object = {}) =>
      city.figures.addEnrollment({ personId: await city.idOf(number), courseId, ...facts });
    await enroll('101', { completedAt: '2026-10-01' });
    await enroll('102');
    await enroll('103');
    await enroll('104', { exemptedAt: '2026-10-01' });
    const { counts, leftOut } = await city.on(TODAY);
    expect(counts).toMatchObject({ mandatory: 2, mandatory_done: 1, mandatory_open: 1 });
    expect(leftOut).toMatchObject({ exempt: 1, on_leave: 1 });
  });
});
