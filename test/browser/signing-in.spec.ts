import { type Journey, photograph, startJourney } from '../support/journey';

describe('Signing in, in a browser', () => {
  let journey: Journey;

  beforeAll(async () => {
    journey = await startJourney();
    const personId = await journey.web.city.addPerson({
      staffNumber: '000201',
      name: '魚津　太郎',
    });
    await journey.web.city.addAccount(personId);
  });

  afterAll(async () => {
    await journey.close();
  });

  it("opens the home page with the person's name, by keyboard alone", async () => {
    const page = await journey.openAnonymous();
    await page.goto('/');
    await photograph(page, 'sign-in');
    await page.getByLabel('職員番号').focus();
    await page.keyboard.type('000201');
    await page.keyboard.press('Tab');
    await page.keyboard.type('city-hall-password-1');
    await page.keyboard.press('Enter');
    await page.waitForURL('/');
    expect(await page.locator('.header__name').textContent()).toBe('魚津　太郎');
  });

  it('asks no other host for anything and breaks no content security policy', () => {
    expect(journey.complaints).toEqual({ violations: [], foreignRequests: [] });
  });
});
