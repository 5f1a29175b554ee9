import { AssignmentsService } from '@app/courses';
import type { Page } from 'playwright-core';
import { publishedCourses } from '../support/demo-city';
import { type Journey, photograph, startJourney } from '../support/journey';

describe('A member of staff learns, in a browser', () => {
  let journey: Journey;

  beforeAll(async () => {
    journey = await startJourney({ template: publishedCourses() });
    const { web } = journey;
    const unitId = await web.city.addUnit({ name: '市民課' });
    const staffNumber = '000301';
    const personId = await web.city.addPerson({ staffNumber, name: '魚津　花子', unitId });
    await web.city.addAccount(personId);
    const office = await web.city.addActor({ roles: ['staff', 'program_office'] });
    await web.app.get(AssignmentsService).assign(office, {
      courseKey: 'ai-use',
      fiscalYear: 2026,
      audience: { kind: 'all_staff' },
      isMandatory: true,
      dueOn: '2026-12-26',
      reason: '第2次DX推進計画による全職員研修',
    });
  });

  afterAll(async () => {
    await journey.close();
  });

  it('begins at 今日やること, reads, answers and is told why, and goes on elsewhere', async () => {
    const page = await journey.open('000301');
    page.setDefaultTimeout(10_000);
    await page.goto('/');
    await photograph(page, 'home');
    await page.getByRole('button', { name: /第1回を読む/ }).click();
    await page.waitForURL(/\/lessons\//);
    await photograph(page, 'lesson');
    await answerFirstCheck(page);
    await photograph(page, 'lesson-check-answered');
    await page.getByLabel('ひとことメモ').fill('来週、案内文の下書きで試す');
    // A lesson takes its time.
    journey.web.clock.advance({ minutes: 8 });
    await page.getByRole('button', { name: '読みました・次へ' }).click();
    await page.getByText('2 / 6').first().waitFor();
    await page.close();

    const elsewhere = await journey.open('000301');
    elsewhere.setDefaultTimeout(10_000);
    await elsewhere.goto('/');
    await elsewhere.getByText('次は第2回').waitFor();
    await photograph(elsewhere, 'home-in-progress');
    await elsewhere.goto('/courses/ai-use');
    await photograph(elsewhere, 'course');
    await elsewhere.goto('/courses');
    await photograph(elsewhere, 'courses');
    await elsewhere.goto('/glossary');
    await photograph(elsewhere, 'glossary');
    expect(journey.complaints).toEqual({ violations: [], foreignRequests: [] });
  });

  /** Keyboard only, as somebody without a mouse does it. */
  async function answerFirstCheck(page: Page): Promise<void> {
    const check = page.getByRole('group', { name: '確認問題', exact: true }).first();
    await check.getByRole('radio').first().focus();
    await page.keyboard.press('Space');
    await check.getByRole('button', { name: '答える' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/#check-/);
    await check.getByText('解説').waitFor();
  }
});
