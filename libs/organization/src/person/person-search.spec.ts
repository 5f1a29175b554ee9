import type { LocalDate } from '@app/platform';
import { type LibTest, startLibTest } from '@app/testing';
import { OrganizationModule } from '../organization.module';
import { PeopleQueries } from './people.queries';
import { searchPattern } from './person-search';

describe('Looking for people by what they were called', () => {
  let test: LibTest;
  let people: PeopleQueries;

  beforeAll(async () => {
    test = await startLibTest(OrganizationModule);
    people = test.get(PeopleQueries);
    const unitId = await test.city.addUnit({ name: '税務課' });
    const hanako = await test.city.addPerson({
      ...{ staffNumber: '000123', name: '髙橋　花子', kana: 'タカハシ　ハナコ', unitId },
    });
    await test.city.rename(hanako, '渡邉　花子', '2026-10-01');
    await test.city.renumber(hanako, 'R00777', '2026-11-01');
    await test.city.addPerson({ staffNumber: '000999', name: '高橋　太郎', unitId });
  });

  afterAll(() => test.close());

  const find = async (search: string, asOf: LocalDate) =>
    (await people.listPeople({ search, asOf, page: 1, pageSize: 5 })).rows.map(
      ({ name, staffNumber, formerName, formerNumber }) =>
        [name, staffNumber, formerName, formerNumber].filter(Boolean).join(' '),
    );
  const NOW: LocalDate = '2026-11-16';

  it.each([
    ['渡辺', ['渡邉　花子 R00777']],
    ['花子', ['渡邉　花子 R00777']],
    ['高橋 花', ['渡邉　花子 R00777 髙橋　花子']],
    ['たかはし', ['渡邉　花子 R00777 髙橋　花子']],
    ['ﾀｶﾊｼ', ['渡邉　花子 R00777 髙橋　花子']],
    ['０００１２３', ['渡邉　花子 R00777 000123']],
    ['ｒ００７７７', ['渡邉　花子 R00777']],
    ['0001', ['渡邉　花子 R00777 000123']],
    ['nobody', []],
    ['%', []],
  ])('%s', async (search, expected) => {
    expect(await find(search, NOW)).toEqual(expected);
  });

  it('tells one who is so called today from one who was', async () => {
    expect((await find('高橋', NOW)).toSorted()).toEqual(
      ['高橋　太郎 000999', '渡邉　花子 R00777 髙橋　花子'].toSorted(),
    );
  });

  it('finds nobody by a name or number that only holds from a later day', async () => {
    expect(await find('渡辺', '2026-09-30')).toEqual([]);
    expect(await find('R00777', '2026-10-31')).toEqual([]);
    expect(await find('000123', '2026-10-31')).toEqual(['渡邉　花子 000123']);
  });

  it('leads from any number and from the id to the one person', async () => {
    const reader = { today: '2026-10-31', seesAhead: false } as const;
    const found = await people.lookUp('０００１２３', reader);
    expect(found?.unitId).toBeTruthy();
    expect(await people.lookUp(found?.personId.toUpperCase() ?? '', reader)).toEqual(found);
    expect(await people.lookUp('R00777', reader)).toBeNull();
    expect(await people.lookUp('R00777', { ...reader, seesAhead: true })).toEqual(found);
    expect(await people.lookUp('nobody', reader)).toBeNull();
  });

  it('means nobody to who must not see ahead by the number of somebody who is only going to be employed', async () => {
    const [staffNumber, from] = ['001234', '2026-12-01'] as const;
    await test.city.addPerson({ staffNumber, employedFrom: from, postedFrom: from });
    const reader = { today: NOW, seesAhead: false } as const;
    expect(await people.lookUp(staffNumber, reader)).toBeNull();
    expect(await people.lookUp(staffNumber, { ...reader, seesAhead: true })).not.toBeNull();
    expect(await people.lookUp(staffNumber, { ...reader, today: from })).not.toBeNull();
  });

  it('takes nothing typed as nobody looked for', () => {
    expect([searchPattern(undefined), searchPattern(' 　')]).toEqual([null, null]);
    expect(searchPattern('５_%')).toBe('%5\\_\\%%');
  });
});
