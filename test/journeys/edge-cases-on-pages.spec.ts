import { crawl } from '../support/http-crawl';
import { staffFile } from '../support/filed-city';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const APRIL = '2027-04-01';
/** A title that stands nowhere but in the order. */
const ORDERED = '内示統括監';

/** As those of units: by number, on the pages that people open. */
describe('Edge cases on pages', () => {
  let web: WebTest;
  let hr: Visitor;
  const sign = (number: string) => web.signIn(number);

  beforeAll(async () => {
    web = await startWebTest();
    web.clock.set('2027-03-12T10:00:00+09:00');
    const { city } = web;
    const unitId = await city.addUnit({ code: 'A', name: '税務課' });
    await city.addUnit({ code: 'B', name: '市民課' });
    const add = async (
      staffNumber: string,
      facts: object,
      ...roles: Parameters<typeof city.addAccount>[1][]
    ) => city.addAccount(await city.addPerson({ staffNumber, unitId, ...facts }), ...roles);
    await add('101', { name: '異動　する子' });
    await add('102', { isManagerial: true });
    await add('103', {});
    await add('104', {}, 'hr');
    await add('105', {}, 'auditor');
    hr = await sign('104');
    const order = {
      number: '101',
      name: '異動　する子',
      unit: 'B',
      title: ORDERED,
      hired: '2020-04-01',
    };
    const files = { postings: { ...staffFile(APRIL, [order]), name: 'naiji.csv' } };
    const address = String((await hr.upload('/imports', {}, files)).headers.location);
    expect((await hr.submit(`${address}/apply`, {}, address)).status).toBe(303);
  });

  afterAll(() => web.close());

  it.each([
    ['the person', '101'],
    ['the head', '102'],
    ['a colleague', '103'],
  ])('9: what is ordered on 12 March for 1 April is on no page of %s', async (_who, number) => {
    const visitor = await sign(number);
    const reached = await crawl(visitor);
    expect(reached.length).toBeGreaterThan(10);
    const telling = reached.filter((page) => page.text.includes(ORDERED));
    expect(telling.map((page) => page.address)).toEqual([]);
    for (const path of ['/people/101', '/units/B', '/units/A', '/people?q=101', '/coverage'])
      expect(
        (await visitor.get(`${path}${path.includes('?') ? '&' : '?'}asOf=${APRIL}`)).text,
      ).not.toContain(ORDERED);
  });

  it('9: HR reads it from the day on which it was entered, others from 1 April on', async () => {
    const auditor = await sign('105');
    const [entered, kept] = [await hr.get('/people/101'), await auditor.get('/people/101')];
    expect([entered.text.includes(ORDERED), kept.text.includes(ORDERED)]).toEqual([true, false]);
    web.clock.set('2027-03-31T23:59:59+09:00');
    expect((await auditor.get('/people/101')).text).not.toContain(ORDERED);
    web.clock.set('2027-04-01T00:00:00+09:00');
    expect((await auditor.get('/people/101')).text).toContain(ORDERED);
  });
});
