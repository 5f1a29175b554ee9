import { publishedCourses } from '../support/demo-city';
import { type Journey, photograph, startJourney } from '../support/journey';

describe('A scene of a lesson, in a browser', () => {
  let journey: Journey;

  beforeAll(async () => {
    journey = await startJourney({ template: publishedCourses() });
    const { city } = journey.web;
    const personId = await city.addPerson({ staffNumber: '000301' });
    await city.addAccount(personId);
  });

  afterAll(async () => {
    await journey.close();
  });

  it('is gone through by keyboard, one step at a time, and stands on paper as a whole', async () => {
    const page = await journey.open('000301');
    page.setDefaultTimeout(10_000);
    await page.goto('/courses/ai-use');
    await page.getByRole('button', { name: /第1回/ }).click();
    await page.waitForURL(/\/lessons\//);
    await page.goto('/courses/ai-use/lessons/02-what-not-to-enter');
    const scene = page.getByRole('group', { name: '場面: 相談の記録を要約したい' });
    const begin = scene.getByText('15時、相談の窓口の裏');
    const masked = scene.getByText('15時20分、要約を読み返して');
    expect([await begin.isVisible(), await masked.isVisible()]).toEqual([true, false]);
    await photograph(page, 'scene-begin');

    const choice = scene.locator('summary').first();
    await choice.focus();
    await page.keyboard.press('Enter');
    await scene.getByText('家族の人数、病名、地区の名前が残っていました').waitFor();
    await photograph(page, 'scene-chosen');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#scene-1-masked$/);
    expect([await begin.isVisible(), await masked.isVisible()]).toEqual([false, true]);
    await photograph(page, 'scene-next');

    await page.emulateMedia({ media: 'print' });
    expect([await begin.isVisible(), await masked.isVisible()]).toEqual([true, true]);
    expect(await scene.getByText('半年後、同じやり方が課に広がって').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    expect(journey.complaints).toEqual({ violations: [], foreignRequests: [] });
  });
});
