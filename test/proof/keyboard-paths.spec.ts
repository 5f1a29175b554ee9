import type { LocalDate } from '@app/platform';
import { aPdf, TEST_DAY } from '@app/testing';
import type { Locator, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../apps/cli/src/demo/cast';
import { type DemoParts, type Part, withParts } from '../support/demo';
import { demoCity } from '../support/demo-city';
import { type Journey, startJourney } from '../support/journey';
import { Keyboard } from '../support/keyboard';

const MOST_LESSONS = 12;

/** What somebody comes to do, from signing in to the end, without a mouse: what has the focus is always seen. */
describe('By keys alone', () => {
  let journey: Journey;
  let demo: DemoParts;
  let keys: Keyboard;
  let page: Page;

  beforeAll(async () => {
    journey = await startJourney({ template: demoCity() });
    demo = withParts(journey.web, TEST_DAY);
    await journey.web.city.addPerson({ staffNumber: '900001', name: '新人　一郎' });
  }, 120_000);

  afterAll(async () => {
    await journey.close();
  });

  afterEach(async () => {
    await page.context().close();
  });

  it('somebody reads lesson after lesson, takes the test and reads its result', async () => {
    await signIn('staff');
    await keys.enter(page.locator('.today .button--primary'));
    await page.waitForURL(/\/lessons\//);
    await answerFirstCheck();
    await readOn();
    await page.waitForURL(/\/quiz-attempts\//);
    await answerAll();
    await keys.enter(button('提出する'));
    await page.getByRole('heading', { name: '問題と解説' }).waitFor();
    await keys.enter(page.locator('.squares a').first());
    await keys.to(page.locator('.result summary').first());
    seen();
  }, 240_000);

  it('somebody reports a certificate with its evidence', async () => {
    await signIn('staff');
    await keys.enter(inMenu('資格'));
    await keys.enter(link('合格した資格を報告する'));
    await page.waitForURL('**/certifications/new');
    await keys.to(page.getByLabel('資格', { exact: false }).first());
    await keys.press('ArrowDown');
    await writeDay(page.locator('[name=passedOn]'), '2026-10-20');
    await keys.write(page.locator('[name=certificateNumber]'), 'IP-2026-10-00042');
    await keys.choose(page.locator('[name=evidence]'), {
      name: '合格証書.pdf',
      mimeType: 'application/pdf',
      buffer: aPdf(),
    });
    await keys.enter(button('報告する'));
    await page.waitForURL('**/certifications');
    await keys.noticed();
    await keys.to(link(/^取り下げる/));
    seen();
  });

  it('a refused form leads from its sentence to the field', async () => {
    await signIn('hr');
    await keys.enter(inMenu('人と任命'));
    await keys.enter(inMenu('取込み'));
    await keys.enter(button('内容を確かめる'));
    await page.getByRole('alert').waitFor();
    await keys.noticed();
    await keys.enter(page.locator('.notice--error a').first());
    await keys.look();
    seen();
  });

  it('a head sees who is overdue and whom to tell by hand', async () => {
    await signIn('head');
    await keys.enter(link('未修了の職員を見る'));
    await keys.enter(link('期限を過ぎた人を見る'));
    await page.waitForURL((url) => url.searchParams.get('state') === 'overdue');
    await keys.to(page.locator('tbody a').first());
    await keys.enter(link(/紙・口頭で伝える一覧/));
    await page.waitForURL('**/reminders/by-hand');
    await keys.to(page.locator('main a').last());
    seen();
  });

  it('HR verifies a certificate and goes on to the next', async () => {
    await signIn('hr');
    await keys.enter(page.locator('main a[href^="/certification-reviews"]').first());
    await keys.enter(link(/さんの報告/));
    await keys.to(link('証明書類を保存する'));
    await keys.enter(button('確認する'));
    await page.getByText('さんの報告を確認しました。').waitFor();
    await keys.noticed();
    await keys.to(button('確認する'));
    await keys.backTo(link('証明書類を保存する'));
    seen();
  });

  it('HR loads a file, looks at what it changes, and applies it', async () => {
    await signIn('hr');
    await keys.enter(inMenu('人と任命'));
    await keys.enter(inMenu('取込み'));
    await page.waitForURL('**/imports');
    await keys.choose(page.getByLabel('職員のファイル(CSV)'), {
      name: '名簿.csv',
      mimeType: 'text/csv',
      buffer: await changedRoster(),
    });
    await keys.enter(button('内容を確かめる'));
    await page.getByText('まだ何も反映していません。').waitFor();
    await keys.enter(button('反映する(1名)'));
    await page.getByText('反映しました。').first().waitFor();
    await keys.noticed();
    seen();
  }, 120_000);

  it('DX推進室 assigns a course, exempts somebody and takes it back from the notice', async () => {
    await signIn('programOffice');
    await keys.enter(inMenu('研修'));
    await keys.enter(link('受講指定を作る'));
    await page.waitForURL('**/assignments/new');
    await keys.to(page.locator('[name=courseKey]'));
    await page.keyboard.press('End');
    await keys.look();
    await keys.to(page.locator('[name=audience]'));
    await keys.press('Space');
    await keys.to(page.locator('[name=isMandatory]'));
    await keys.press('Space');
    await keys.to(page.locator('[name=repeatsYearly]'));
    await keys.press('Space');
    await writeDay(page.locator('[name=dueOn]'), '2027-02-26');
    await keys.write(page.locator('[name=reason]'), '全職員の研修');
    await keys.enter(button('人数を確かめる'));
    await page.getByRole('heading', { name: '対象の人数' }).waitFor();
    await keys.to(page.locator('[name=acceptedOverlaps]'));
    await keys.press('Space');
    await keys.enter(button('この内容で指定する'));
    await page.waitForURL(/\/assignments\/[0-9a-f-]{36}/);
    await keys.noticed();
    await exemptTheFirst();
    await keys.enter(page.locator('.notice button'));
    await page.getByText(/免除を(取り消し|元に戻し)ました/).waitFor();
    await keys.noticed();
    seen();
  }, 120_000);

  it('DX推進室 appoints somebody and opens the letter', async () => {
    await signIn('programOffice');
    await keys.enter(inMenu('人と任命'));
    await keys.enter(inMenu('任命'));
    await keys.enter(link('任命する'));
    await keys.write(page.getByLabel('職員番号・氏名・フリガナ'), demo.staffNumberOf('staff'));
    await keys.leave('Enter');
    await keys.enter(link(/^選ぶ/));
    await keys.to(page.locator('[name=role]'));
    await keys.press('Space');
    await writeDay(page.locator('[name=termStart]'), '2026-12-01');
    await keys.write(page.locator('[name=documentNumber]'), 'DX第12号');
    await keys.enter(button('任命を登録する'));
    await page.getByText('任命を登録しました').waitFor();
    await keys.noticed();
    await keys.enter(link('書面を開く'));
    await page.getByRole('heading', { name: /任命通知書/ }).waitFor();
    await keys.backTo(page.locator('.breadcrumb a').last());
    seen();
  });

  it('the administrator makes an account and resets a password', async () => {
    await signIn('administrator');
    await keys.enter(inMenu('管理'));
    await keys.enter(inMenu('アカウント'));
    await keys.to(page.locator('main select[name=state]'));
    await keys.leave('ArrowDown');
    await page.locator('main select[name=state]:focus').waitFor();
    await keys.enter(page.locator('main a[href^="/accounts/new/"]'));
    await keys.enter(page.locator('main form button[type=submit]'));
    await page.getByRole('heading', { name: '初回パスワード' }).waitFor();
    await keys.enter(link('アカウントの画面へ'));
    await keys.enter(link('パスワードを再設定する'));
    await keys.enter(page.locator('main form button[type=submit]'));
    await page.getByRole('heading', { name: '初回パスワード' }).waitFor();
    await keys.to(link('アカウントの画面へ'));
    seen();
  });

  it('a long list is walked through to its end and back, under a head that stays in sight', async () => {
    await signIn('hr');
    await keys.enter(inMenu('人と任命'));
    await keys.enter(inMenu('職員'));
    await page.waitForURL('**/people');
    await keys.to(page.locator('.footer a'));
    await keys.backTo(page.locator('tbody a').first());
    seen();
  }, 120_000);

  it('/ leads to the search, its result to a person; ? opens the keys and Escape closes them', async () => {
    await signIn('hr');
    await keys.press('/');
    await page.keyboard.type(demo.staffNumberOf('staff'));
    await keys.leave('Enter');
    await keys.enter(page.locator('.rows a').first());
    await page.waitForURL(/\/people\//);
    await keys.to(page.locator('main a').first());
    await keys.press('?');
    await keys.press('Escape');
    await keys.backTo(page.locator('[popovertarget=own-menu]'));
    await keys.press('Enter');
    await keys.to(page.locator('#own-menu').getByRole('button', { name: 'ログアウト' }));
    await keys.press('Escape');
    await keys.backTo(page.locator('.skip-link'));
    await keys.press('Enter');
    await keys.to(page.locator('main a').first());
    seen();
  });

  async function signIn(part: Part): Promise<void> {
    page = await journey.openAnonymous();
    page.setDefaultTimeout(40_000);
    keys = new Keyboard(page);
    await page.goto('/sign-in');
    await keys.write(page.getByLabel('職員番号'), demo.staffNumberOf(part));
    await keys.write(page.getByLabel('パスワード'), DEMO_PASSWORD);
    await keys.leave('Enter');
  }

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const link = (name: string | RegExp) => page.locator('main').getByRole('link', { name }).first();
  const inMenu = (name: string) =>
    page.locator('.navigation').getByRole('link', { name, exact: true }).first();

  function seen(): void {
    expect(keys.problems).toEqual([]);
    expect(journey.complaints).toEqual({ violations: [], foreignRequests: [] });
  }

  /** The order of the places of a day is the browser's: what does not fit was the other one. */
  async function writeDay(field: Locator, day: LocalDate): Promise<void> {
    const [year = '', month = '', date = ''] = day.split('-');
    await keys.to(field);
    await page.keyboard.type(`${month}${date}${year}`);
    if ((await field.inputValue()) !== day) {
      await keys.press('Shift+Tab');
      await keys.press('Shift+Tab');
      await page.keyboard.type(year);
      await keys.press('ArrowRight');
      await page.keyboard.type(`${month}${date}`);
    }
    await keys.look();
    expect(await field.inputValue()).toBe(day);
  }

  /** The page is shown again, and one goes on from the question that was answered. */
  async function answerFirstCheck(): Promise<void> {
    const check = page.locator('.check').first();
    const place = check.locator(':is(select, input:not([type=hidden]))').first();
    await keys.to(place);
    const isChoice = (await place.getAttribute('type')) !== null;
    await keys.press(isChoice ? 'Space' : 'ArrowDown');
    await keys.enter(check.getByRole('button', { name: '答える' }));
    await page.waitForURL(/#check-/);
    await keys.to(check.getByRole('button', { name: 'もう一度答える' }));
  }

  async function readOn(): Promise<void> {
    for (let lesson = 0; lesson < MOST_LESSONS; lesson++) {
      const { pathname } = new URL(page.url());
      if (!pathname.includes('/lessons/')) break;
      // Nobody has read it at once.
      journey.web.clock.advance({ minutes: 1 });
      await keys.enter(page.locator('.takeaway .button--primary'));
      await page.waitForURL((url) => url.pathname !== pathname);
    }
    await keys.enter(page.locator('main .button--primary').first());
  }

  async function answerAll(): Promise<void> {
    const next = page.getByRole('button', { name: '次へ', exact: true });
    for (;;) {
      await answerShown();
      if ((await next.count()) === 0) break;
      const title = await page.locator('h1').innerText();
      await keys.enter(next);
      await page.getByRole('heading', { level: 1 }).filter({ hasNotText: title }).waitFor();
    }
    await keys.enter(page.locator('.quiz__next'));
    await button('提出する').waitFor();
  }

  /** Something in each place for an answer; the server says that it was saved. */
  async function answerShown(): Promise<void> {
    // What is pressed before the script of the page listens is saved with 次へ only.
    await page.waitForLoadState();
    const places = page.locator('.question :is(select, input:not([type=hidden]))');
    const kind = await places.first().getAttribute('type');
    if (kind === 'radio' || kind === 'checkbox') {
      await keys.to(places.first());
      await keys.press('Space');
    } else {
      for (const place of await places.all()) {
        await keys.to(place);
        if (kind === null) await keys.press('ArrowDown');
        else await page.keyboard.type('1');
      }
    }
    await page.getByText(/保存しました/).waitFor();
  }

  /** The roster as it is, with one title put right. */
  async function changedRoster(): Promise<Buffer> {
    const hr = await demo.signInAs('hr');
    const { text } = await hr.get('/imports/roster.csv').buffer(true);
    return Buffer.from(text.replace(',主事,主務,', ',主任,主務,'));
  }

  async function exemptTheFirst(): Promise<void> {
    await keys.enter(page.locator('.tabs a').last());
    await keys.to(page.locator('input[name=of]').first());
    await keys.press('Space');
    await keys.write(page.locator('[name=reason]'), '長期の派遣');
    await keys.enter(button('選んだ人の受講を免除する'));
    await page.getByText(/の受講を免除しました/).waitFor();
    await keys.noticed();
  }
});
