import { Renumbered } from '../support/renumbered';
import { startWebTest, type WebTest } from '../support/web';

/** A file that can be read, and is hardly what HR meant; and what a program says that the screen would ask. */
describe('An odd file of staff', () => {
  let web: WebTest;
  let city: Renumbered;
  let taro: string;

  beforeAll(async () => {
    web = await startWebTest();
    city = await Renumbered.in(web);
  });
  afterAll(() => web.close());

  beforeEach(async () => {
    await city.begin();
    taro = await city.addTaro();
    await city.goTo('2027-04-01T09:00:00+09:00');
  });

  const serving = 'x,0,正規,,1990/4/1,,在職';
  const bare = () => city.former.replace(/^0+/, '');

  it('without zeros: the page says so and offers nobody of the file as missing; 反映 wants a tick', async () => {
    const address = await city.upload(city.row('2027/4/1', bare(), serving));
    const { text } = await city.hr.get(address);
    expect(text).toContain('職員番号の先頭の0が失われています');
    expect(text).toContain(`例: ${bare()} ← ${city.former}`);
    // The clerk, of whom the file says nothing.
    expect(text).toContain('名簿にない職員を退職として扱う(1名。');
    const refused = await city.hr.submit(`${address}/apply`, {}, address);
    expect([refused.status, refused.text.includes('印を付けてください')]).toEqual([422, true]);
    const ticked = { alarmsAccepted: 'yes' };
    expect((await city.hr.submit(`${address}/apply`, ticked, address)).status).toBe(303);
  });

  it('of which nothing can be taken is not called the same as what is registered', async () => {
    const address = await city.upload(
      city.row('2027/4/1', bare(), serving).replace(city.unitCode, 'ない'),
    );
    const { text } = await city.hr.get(address);
    expect(text).toContain('1行を取り込めません。反映するものはありません。');
    expect(text).not.toContain('登録済みの内容と同じです');
    expect(text).toContain('職員番号の先頭の0が失われています');
  });

  it('of an order whose day is over says which figures change', async () => {
    const address = await city.upload(
      city.row('2027/3/1', city.former, `主任,0,正規,,1990/4/1,,在職`),
    );
    expect((await city.hr.get(address)).text).toContain(
      '令和9年3月1日〜令和9年3月31日を基準日にした充足状況などの数字にも、1名の所属・任用・休職などの変更が入ります。',
    );
  });

  it('a number of somebody known is named by the number that it replaced, also after 反映', async () => {
    const address = await city.upload(
      city.row('2027/4/1', city.latter, '主査,0,再任用,,1990/4/1,,在職'),
    );
    await city.hr.submit(`${address}/numbers`, { [`number_${city.latter}`]: taro }, address);
    const decided = `同じ人として取り込む(${city.former} ${city.name}さんの番号が${city.latter}に変わる)`;
    const shown = `${address}?show=suspicious`;
    expect((await city.hr.get(shown)).text).toContain(decided);
    expect((await city.hr.submit(`${address}/apply`, {}, address)).status).toBe(303);
    expect((await city.hr.get(shown)).text).toContain(decided);
  });

  it('can be told apart through the API as on the screen', async () => {
    const postings = [
      '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態',
      city.row('2027/4/1', city.latter, '主査,0,再任用,,1990/4/1,,在職'),
    ].join('\n');
    const { _csrf } = await city.hr.hiddenFields('/imports');
    const send = (body: object) =>
      city.hr.agent
        .post('/api/v1/imports/organization')
        .set('x-csrf-token', _csrf)
        .send({ postings, ...body });
    expect((await send({ samePersons: 'x' })).status).toBe(422);
    expect((await send({ samePersons: `${city.latter}=800` })).status).toBe(422);
    const done = await send({ samePersons: `${city.latter}=${city.former}` });
    expect(done.status).toBe(200);
    expect(await city.idOf(city.latter)).toBe(taro);
  });
});
