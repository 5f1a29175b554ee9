import { Vocabulary } from '@app/platform';
import { rowOf, TestFigures } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const TODAY = '2026-11-16';
const TOMORROW = '2026-11-17';
const LONG_AFTER = '2026-12-01';
const BY = { accountId: null, label: '試験' };

/** What was written or told of a day keeps the names and the city's words of that day. */
describe('After the city chose another word and a person another name', () => {
  let web: WebTest;
  let office: Visitor;
  let letter: string;

  beforeAll(async () => {
    web = await startWebTest();
    const { city, database } = web;
    const unitId = await city.addUnit({ name: '総務課' });
    const officer = await city.addPerson({ staffNumber: '000701', unitId });
    await city.addAccount(officer, 'program_office');
    const personId = await city.addPerson({ staffNumber: '000702', unitId, name: '旧姓　花子' });
    await new TestFigures(database).addAppointment({ personId, unitId, termStart: TODAY });
    const row = await rowOf<{ id: string }>(database, 'SELECT id FROM role_appointments');
    letter = `/appointments/${row?.id ?? ''}/letter`;
    await city.rename(personId, '新姓　花子', TOMORROW);
    const word = { key: 'role_leader', word: 'DX旗手', short: '旗手' } as const;
    await web.app.get(Vocabulary).changeWords(BY, [word], TOMORROW);
    web.clock.set(`${LONG_AFTER}T10:00:00+09:00`);
    office = await web.signIn('000701');
  });

  afterAll(() => web.close());

  it('a letter reads as it was handed over', async () => {
    const { text } = await office.get(letter);
    expect(text).toContain('旧姓　花子 様');
    expect(text).toContain('DX推進リーダーに任命します。');
    // Around the sheet the product speaks in the words of today.
    expect(text).toContain('新姓　花子');
    expect(text).not.toContain('DX旗手に任命します。');
  });

  it('a page and a file about a past day tell it in the words of that day', async () => {
    for (const path of ['/coverage', '/coverage.csv']) {
      const before = (await office.get(`${path}?asOf=${TODAY}`)).text;
      expect([path, before.includes('リーダー'), before.includes('旗手')]).toEqual([
        path,
        true,
        false,
      ]);
      const now = (await office.get(path)).text;
      expect([path, now.includes('リーダー'), now.includes('旗手')]).toEqual([path, false, true]);
    }
  });

  it('a day that cannot be read, or lies ahead, is told in the words of today', async () => {
    for (const asOf of ['2026-02-30', '2027-01-01', '']) {
      const { text } = await office.get(`/coverage?asOf=${asOf}`);
      expect([asOf, text.includes('旗手')]).toEqual([asOf, true]);
    }
  });
});
