import { FixedClock } from '@app/platform';
import { TEST_NOW, TestFigures } from '@app/testing';
import type { INestApplicationContext } from '@nestjs/common';
import type { Locator, Page } from 'playwright-core';
import { inspectByTheWay } from '../support/browser-crawl';
import { type Journey, photograph, startJourney } from '../support/journey';
import { startTestWorker } from '../support/worker';

describe('Reminding, in a browser, with the real worker', () => {
  let journey: Journey;
  let worker: INestApplicationContext | undefined;

  beforeAll(async () => {
    journey = await startJourney();
    await fillCity();
  });

  afterAll(async () => {
    await worker?.close();
    await journey.close();
  });

  it('shows what the rules will ask for, and why, before anything is planned', async () => {
    const page = await open('000701');
    await page.goto('/reminders/upcoming');
    const line = rowOf(page, '富山　花子', '情報セキュリティ').first();
    expect(await line.innerText()).toContain('期限の1開庁日前');
    await photograph(page, 'reminders-upcoming');
    await page.goto('/mailbox');
    await page.getByText('メールはありません。').first().waitFor();
  });

  it('plans today with one button; each person gets one mail that lists everything', async () => {
    const page = await open('000701');
    await page.goto('/reminders');
    await page.getByText('4件がまだ計画されていません').waitFor();
    await page.getByRole('button', { name: '今日の分を計画する' }).click();
    await page.getByText('本日の分の通知を4件計画しました(新しく送る相手は3名)。').waitFor();
    expect(await rowOf(page, '富山　花子', '生成AI活用').innerText()).toContain('送信待ち');
    expect(await rowOf(page, '紙の　職員', '生成AI活用').innerText()).toContain('紙・口頭で伝える');
    await photograph(page, 'reminders-planned');

    await startWorker();
    await page.goto('/mailbox');
    while ((await digests(page).count()) < 2) await page.reload();
    expect(await digests(page).filter({ hasText: 'hanako@example.jp' }).count()).toBe(1);
    expect(await digests(page).filter({ hasText: 'jiro@example.jp' }).count()).toBe(1);
    await photograph(page, 'mailbox');
    await digests(page)
      .filter({ hasText: 'hanako@example.jp' })
      .getByRole('link', { name: /2件のお知らせ/ })
      .click();
    const mail = page.locator('.mail');
    for (const said of ['富山　花子', '生成AI活用', '情報セキュリティ', '期限の1開庁日前'])
      expect(await mail.innerText()).toContain(said);
    await photograph(page, 'mailbox-message');
  });

  it('says afterwards what was sent to whom and why; planning again sends nothing', async () => {
    const page = await open('000701');
    await page.goto('/reminders');
    const sent = await rowOf(page, '富山　花子', '情報セキュリティ').innerText();
    expect(sent).toContain('送信済み');
    expect(sent).toContain('期限の1開庁日前');
    expect(await rowOf(page, '高岡　次郎', '生成AI活用').innerText()).toContain('期限の翌開庁日');
    await page.getByText('今日の通知はすべて用意しました。').waitFor();
    expect(await page.getByRole('button', { name: '今日の分を計画する' }).count()).toBe(0);
    expect((await inspectByTheWay(page, '/reminders')).problems).toEqual([]);
    await photograph(page, 'reminders-sent');

    const again = await page.request.post('/reminders/plan', {
      form: { _csrf: await page.locator('input[name=_csrf]').first().inputValue() },
    });
    expect(again.ok()).toBe(true);
    expect(await again.text()).toContain('新しく計画する通知はありませんでした。');
    await page.goto('/mailbox');
    await digests(page).first().waitFor();
    expect(await digests(page).count()).toBe(2);
  });

  it('gives the head a list for those without a mail address', async () => {
    const page = await open('000101');
    await page.goto('/team');
    await page.getByRole('link', { name: /紙・口頭で伝える一覧/ }).click();
    await rowOf(page, '紙の　職員', '生成AI活用').waitFor();
    expect(await page.getByText('富山　花子').count()).toBe(0);
    expect((await inspectByTheWay(page, '/reminders/by-hand')).problems).toEqual([]);
    await photograph(page, 'reminders-by-hand');
    expect(journey.complaints).toEqual({ violations: [], foreignRequests: [] });
  });

  async function fillCity(): Promise<void> {
    const { city, database } = journey.web;
    const figures = new TestFigures(database);
    const unitId = await city.addUnit({ name: '税務課', countsForLeaderKpi: false });
    const add = (staffNumber: string, name: string, email: string | null) =>
      city.addPerson({ staffNumber, name, unitId, email });
    const officer = await add('000701', '推進　室員', 'office@example.jp');
    await city.addAccount(officer, 'program_office');
    const head = { staffNumber: '000101', name: '税務　課長', unitId, isManagerial: true };
    await city.addAccount(await city.addPerson(head));
    const [ai, security] = [
      await figures.addCourse('生成AI活用', 'ai-use'),
      await figures.addCourse('情報セキュリティ', 'security'),
    ];
    const hanako = await add('000102', '富山　花子', 'hanako@example.jp');
    await figures.addEnrollment({ personId: hanako, courseId: ai, dueOn: '2026-11-26' });
    await figures.addEnrollment({ personId: hanako, courseId: security, dueOn: '2026-11-17' });
    const jiro = await add('000103', '高岡　次郎', 'jiro@example.jp');
    await figures.addEnrollment({ personId: jiro, courseId: ai, dueOn: '2026-11-13' });
    const onPaper = await add('000104', '紙の　職員', null);
    await figures.addEnrollment({ personId: onPaper, courseId: ai, dueOn: '2026-11-17' });
  }

  async function startWorker(): Promise<void> {
    worker = await startTestWorker(journey.web.config, new FixedClock(TEST_NOW));
  }

  async function open(staffNumber: string): Promise<Page> {
    const page = await journey.open(staffNumber);
    page.setDefaultTimeout(10_000);
    return page;
  }
});

function rowOf(page: Page, person: string, text: string) {
  return page.getByRole('row').filter({ hasText: person }).filter({ hasText: text });
}

/** Looks again as an impatient person does; the test's own time limit ends a wait in vain. */
/** The mails of the plan among those of the mailbox: the worker tells people of new devices every minute, too. */
function digests(page: Page): Locator {
  return page.getByRole('row').filter({ hasText: '件のお知らせ' });
}
