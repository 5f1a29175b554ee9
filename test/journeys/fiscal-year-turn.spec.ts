import { type RunningDemo, startDemoAt } from '../support/running-demo';

const TIME_LIMIT_MS = 120_000;

describe('The product that runs over the end of a fiscal year', () => {
  let demo: RunningDemo;

  beforeAll(async () => {
    demo = await startDemoAt('2027-03-31T23:59:50+09:00');
  }, 180_000);

  afterAll(async () => {
    await demo.close();
  });

  it(
    'shows the pages of the old year, and after midnight those of the new one',
    async () => {
      demo.clock.set('2027-03-31T23:59:00+09:00');
      const office = await demo.signInAs('programOffice');
      expect((await office.get('/coverage')).text).toContain('令和9年3月31日');
      demo.clock.set('2027-03-31T23:59:58+09:00');
      await demo.clock.reaches('2027-04-01T00:00:00+09:00');
      expect((await office.get('/coverage')).text).toContain('令和9年4月1日');
    },
    TIME_LIMIT_MS,
  );
});
