import { rewriteHistory } from '@app/testing';
import { Renumbered } from '../support/renumbered';
import { startWebTest, type WebTest } from '../support/web';

/** The new number of somebody re-employed often comes without an address of mail. */
describe('The address of mail, when two numbers become one person', () => {
  let web: WebTest;
  let city: Renumbered;
  let people: { readonly taro: string; readonly again: string };

  beforeAll(async () => {
    web = await startWebTest();
    city = await Renumbered.in(web);
  });

  afterAll(() => web.close());

  beforeEach(async () => {
    await city.begin();
    people = await city.addBoth();
  });

  const say = (personId: string, email: string | null, kana: string) =>
    rewriteHistory(
      web.database,
      'UPDATE person_details_history SET email = $2, kana = $3 WHERE person_id = $1',
      [personId, email, kana],
    );
  const told = async (number: string) => {
    const person = await city.personOf(number);
    return [person?.staffNumber, person?.email, person?.kana];
  };
  const pair = async () => (await city.hr.get(city.pairPage())).text;

  it('is the former number’s as long as the new one has none, the reading as well', async () => {
    await say(people.taro, 'taro@example.jp', 'ヤマダ　タロウ');
    await say(people.again, null, '');
    const page = await pair();
    expect(page).toContain('<td><div>taro@example.jp</div></td><td><div>登録なし</div></td>');
    expect(page).toContain(
      `今の番号${city.latter}にメールアドレスがないため、${city.former}のtaro@example.jpを引き続き使います。`,
    );
    const address = await city.join();
    expect(await told(city.latter)).toEqual([city.latter, 'taro@example.jp', 'ヤマダ　タロウ']);
    const card = (await city.hr.get(`/people/${city.latter}`)).text;
    expect(card).toContain('taro@example.jp');
    const found = await city.hr.get(`/people?q=${encodeURIComponent('ヤマダ')}`);
    expect(found.text).toContain(city.latter);
    await city.separate(address);
    expect(await told(city.latter)).toEqual([city.latter, null, '']);
    expect(await told(city.former)).toEqual([city.former, 'taro@example.jp', 'ヤマダ　タロウ']);
  });

  it('is the former number’s as well when the one with the new number is kept', async () => {
    await say(people.taro, 'taro@example.jp', 'ヤマダ　タロウ');
    await say(people.again, null, '');
    await rewriteHistory(web.database, 'DELETE FROM accounts WHERE person_id = $1', [people.taro]);
    await web.city.addAccount(people.again);
    const address = await city.join();
    expect(await city.idOf(city.latter)).toBe(people.again);
    expect(await told(city.latter)).toEqual([city.latter, 'taro@example.jp', 'ヤマダ　タロウ']);
    await city.separate(address);
    expect(await told(city.latter)).toEqual([city.latter, null, '']);
  });

  it('is the new number’s where both have one; the page says so before it is confirmed', async () => {
    await say(people.taro, 'taro@example.jp', 'ヤマダ　タロウ');
    await say(people.again, 'again@example.jp', 'ヤマダ　タロウ');
    expect(await pair()).toContain(
      `メールアドレスが違います(${city.former}はtaro@example.jp、${city.latter}はagain@example.jp)。今の番号${city.latter}のagain@example.jpを使います。`,
    );
    const address = await city.join();
    expect(await told(city.latter)).toEqual([city.latter, 'again@example.jp', 'ヤマダ　タロウ']);
    await city.separate(address);
    expect(await told(city.former)).toEqual([city.former, 'taro@example.jp', 'ヤマダ　タロウ']);
  });

  it('says nothing where both say the same', async () => {
    await say(people.taro, 'taro@example.jp', 'ヤマダ　タロウ');
    await say(people.again, 'taro@example.jp', 'ヤマダ　タロウ');
    expect(await pair()).not.toContain('2つの番号で違う記録があります');
  });
});
