import type { Actor } from '@app/access';
import { NotAllowed, NotFound } from '@app/platform';
import { anActor, aCleanFile, aPdf, type LibTest, startLibTest } from '@app/testing';
import { CertificationsModule } from '../certifications.module';
import { CertificationRecordsService } from './certification-records.service';
import { RecordReviewQueries, type ReviewFilter } from './record-reviews.queries';

const EVERYTHING: ReviewFilter = { state: '', certificationCode: '', unitCode: '' };
const PAGE = { number: 1, size: 10 };

describe('RecordReviewQueries', () => {
  let test: LibTest;
  let reviews: RecordReviewQueries;
  let records: CertificationRecordsService;
  let hr: Actor;
  const people: Actor[] = [];
  const ids: string[] = [];

  beforeAll(async () => {
    test = await startLibTest(CertificationsModule);
    reviews = test.get(RecordReviewQueries);
    records = test.get(CertificationRecordsService);
    const department = await test.city.addUnit({ code: '0100', name: '総務部' });
    const section = await test.city.addUnit({ code: '0110', name: '総務課', parentId: department });
    const other = await test.city.addUnit({ code: '0200', name: '水道課' });
    hr = await anEmployee('人事　一', section, 'hr');
    for (const [name, unitId] of [
      ['甲野　太郎', section],
      ['乙野　次郎', other],
      ['丙野　三郎', other],
    ] as const) {
      people.push(await anEmployee(name, unitId));
    }
    await report(0, 'ip', '第IP-001号');
    await report(1, 'ip', 'ＩＰ００１');
    await report(2, 'sg', 'SG-9');
    await report(2, 'ip', 'IP-777', '2019-10-20');
    await records.verify(hr, ids[2] ?? '');
  });

  afterAll(async () => {
    await test.close();
  });

  it('lists the oldest first, with who, where and a shared number', async () => {
    const { rows, total } = await reviews.listReviews(hr, EVERYTHING, PAGE);
    expect(total).toBe(4);
    expect(rows.map((row) => row.id)).toEqual(ids);
    expect(rows[0]).toMatchObject({
      personName: '甲野　太郎',
      unitName: '総務課',
      certificationName: 'ITパスポート試験',
      certificateNumber: '第IP-001号',
      state: 'reported',
      isNumberShared: true,
      deciderName: '',
    });
    expect(rows.map((row) => row.isNumberShared)).toEqual([true, true, false, false]);
    expect(rows[2]?.deciderName).toBe('人事　一');
  });

  it('filters by state, qualification and unit with those below it, and counts what it lists', async () => {
    const idsOf = async (filter: Partial<ReviewFilter>) => {
      const page = await reviews.listReviews(hr, { ...EVERYTHING, ...filter }, PAGE);
      expect(page.total).toBe(page.rows.length);
      return page.rows.map((row) => ids.indexOf(row.id));
    };
    expect(await idsOf({ state: 'reported' })).toEqual([0, 1, 3]);
    expect(await idsOf({ certificationCode: 'sg' })).toEqual([2]);
    expect(await idsOf({ unitCode: '0100' })).toEqual([0]);
    expect(await idsOf({ unitCode: '0200', state: 'verified' })).toEqual([2]);
    expect(await idsOf({ unitCode: 'no-such' })).toEqual([]);
    expect(await reviews.countReviews(hr, { ...EVERYTHING, certificationCode: 'ip' })).toEqual({
      reported: 3,
      verified: 0,
      annulled: 0,
      set_aside: 0,
      returned: 0,
      withdrawn: 0,
      revoked: 0,
    });
  });

  it('pages without losing or repeating anything, and counts on an empty page too', async () => {
    const seen = [];
    for (const number of [1, 2, 3]) {
      const page = await reviews.listReviews(hr, EVERYTHING, { number, size: 2 });
      expect(page.total).toBe(4);
      seen.push(...page.rows.map((row) => row.id));
    }
    expect(seen).toEqual(ids);
  });

  it('shows one report with its evidence, and what else is known of its number and its person', async () => {
    const id = ids[0] ?? '';
    expect(await reviews.getReview(hr, id)).toMatchObject({
      evidenceName: '合格証書.pdf',
      evidenceType: 'application/pdf',
      evidenceBytes: expect.any(Number) as number,
      employedFrom: '2020-04-01',
      personId: people[0]?.personId,
    });
    expect(await reviews.listRelated(hr, id)).toMatchObject([
      { id: ids[1], relation: 'same_number', personName: '乙野　次郎' },
    ]);
    await expect(reviews.getReview(hr, 'x')).rejects.toThrow(NotFound);
    await expect(reviews.getReview(hr, hr.personId)).rejects.toThrow(NotFound);
  });

  it("leads to the next one that waits, round to the first, and never to one's own", async () => {
    expect(await reviews.findNext(hr, ids[0] ?? '')).toBe(ids[1]);
    expect(await reviews.findNext(hr, ids[1] ?? '')).toBe(ids[3]);
    expect(await reviews.findNext(hr, ids[3] ?? '')).toBe(ids[0]);
    const second = { ...hr, personId: people[1]?.personId ?? '' };
    expect(await reviews.findNext(second, ids[0] ?? '')).toBe(ids[3]);
    expect(await reviews.countWaiting(hr)).toMatchObject({ total: 3, own: 0 });
    const rows = (await reviews.listReviews(hr, EVERYTHING, PAGE)).rows;
    expect(await reviews.countWaiting(second)).toEqual({
      ...{ total: 2, own: 1 },
      oldest: rows[0]?.reportedAt,
    });
  });

  it('tells nothing to who may not read', async () => {
    const staff = anActor({ roles: ['staff', 'unit_head'] });
    await expect(reviews.listReviews(staff, EVERYTHING, PAGE)).rejects.toThrow(NotAllowed);
    await expect(reviews.getReview(staff, ids[0] ?? '')).rejects.toThrow(NotAllowed);
    await expect(reviews.listRelated(staff, ids[0] ?? '')).rejects.toThrow(NotAllowed);
    await expect(reviews.findNext(staff, ids[0] ?? '')).rejects.toThrow(NotAllowed);
    await expect(reviews.countWaiting(staff)).rejects.toThrow(NotAllowed);
  });

  async function anEmployee(name: string, unitId: string, role?: 'hr'): Promise<Actor> {
    const personId = await test.city.addPerson({ name, unitId });
    return test.city.addActor({ personId, name, roles: role ? ['staff', role] : ['staff'] });
  }

  async function report(person: number, code: string, number: string, passedOn = '2026-10-20') {
    const actor = people[person];
    if (!actor) throw new Error('no such person');
    test.clock.advance({ minutes: 1 });
    ids.push(
      await records.report(actor, {
        staffNumber: '',
        certificationCode: code,
        passedOn,
        certificateNumber: number,
        evidence: await aCleanFile(test, anotherPdf(ids.length)),
      }),
    );
  }
});

/** Of a page a little wider each time: no two of them are the same file. */
function anotherPdf(index: number): Buffer {
  return Buffer.from(
    aPdf()
      .toString('latin1')
      .replace('200 200', `20${String(index)} 200`),
    'latin1',
  );
}
