import type { LocalDate } from '@app/platform';
import { type LibTest, startLibTest } from '@app/testing';
import { OrganizationModule } from '../organization.module';
import { UnitQueries } from '../unit/units.queries';
import { PostTitles } from './post-titles.service';

const BY = { accountId: null, label: 'spec' };
const BEFORE: LocalDate = '2026-11-15';
const TODAY: LocalDate = '2026-11-16';

describe('Post titles', () => {
  let test: LibTest;

  beforeAll(async () => {
    test = await startLibTest(OrganizationModule);
  });

  afterAll(() => test.close());

  it('make and unmake heads from today, on postings in force and ahead, and leave the past', async () => {
    const unitId = await test.city.addUnit();
    const held = { unitId, postTitle: '専門監' };
    await test.city.addPerson(held);
    await test.city.addPerson({ ...held, postedFrom: '2027-04-01' });
    await test.city.addPerson({ ...held, postedFrom: TODAY });
    await test.city.addPerson({ ...held, employedTo: '2026-10-01' });
    const titles = test.get(PostTitles);
    const headOn = async (day: LocalDate) =>
      (await test.get(UnitQueries).findHead(unitId, day))?.postTitle;
    const ofTitle = async () =>
      (await titles.listTitles(TODAY)).find((row) => row.title === '専門監');

    expect(await ofTitle()).toEqual({
      title: '専門監',
      isManagerial: null,
      sortOrder: null,
      people: 2,
    });
    const facts = { title: '専門監', isManagerial: true, sortOrder: 45 };
    expect(await titles.saveTitle(BY, facts)).toBe(4);
    expect([await headOn(BEFORE), await headOn(TODAY), await headOn('2027-04-01')]).toEqual([
      undefined,
      '専門監',
      '専門監',
    ]);
    expect(await titles.saveTitle(BY, { ...facts, sortOrder: 46 })).toBe(0);
    expect(await ofTitle()).toMatchObject({ isManagerial: true, sortOrder: 46, people: 2 });
    await titles.saveTitle(BY, { ...facts, isManagerial: false });
    expect([await headOn(TODAY), await headOn('2027-04-01')]).toEqual([undefined, undefined]);
  });
});
