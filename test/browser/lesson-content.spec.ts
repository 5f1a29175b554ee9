import { join } from 'node:path';
import { PublishCoursesService } from '@app/courses';
import type { Page } from 'playwright-core';
import { inspectByTheWay } from '../support/browser-crawl';
import { type Journey, photograph, startJourney } from '../support/journey';

const SAMPLE = join(__dirname, '../fixtures/courses');
const NUMBER = '000401';

describe('A published lesson, in a browser', () => {
  let journey: Journey;
  let page: Page;

  beforeAll(async () => {
    journey = await startJourney();
    const { app, city } = journey.web;
    await city.addAccount(await city.addPerson({ staffNumber: NUMBER }));
    const by = { accountId: null, label: 'spec' };
    await app.get(PublishCoursesService).publishFolder(SAMPLE, by);
    page = await journey.open(NUMBER);
    await page.goto('/courses/sample/lessons/01-first');
  });

  afterAll(async () => {
    await journey.close();
  });

  it('shows its figure, its table and its fold, with nothing for axe to find', async () => {
    await page.getByRole('img', { name: '左から右への矢印' }).waitFor();
    const width = await page.evaluate<number>(`document.querySelector('figure img').naturalWidth`);
    expect(width).toBeGreaterThan(0);
    await page.getByRole('columnheader', { name: '件数' }).waitFor();
    await page.getByText('もっと詳しく').click();
    await page.getByText('折りたたまれた文です。').waitFor();
    expect((await inspectByTheWay(page, 'lesson')).problems).toEqual([]);
    await photograph(page, 'lesson-content');
  });

  it('tells the meaning of a term by keyboard and by click, without a script, and hides it again', async () => {
    const meaning = page.locator('.term__meaning');
    expect(await meaning.isVisible()).toBe(false);
    const term = page.getByRole('button', { name: '用語' }).first();
    await term.focus();
    await page.keyboard.press('Enter');
    await meaning.waitFor({ state: 'visible' });
    expect(await meaning.textContent()).toContain('ある分野で使う言葉です。');
    expect((await inspectByTheWay(page, 'lesson with a meaning')).problems).toEqual([]);
    await page.keyboard.press('Escape');
    await meaning.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: '用語' }).nth(1).click();
    await meaning.waitFor({ state: 'visible' });
  });

  it('keeps on a phone at least four letters of a table beside each other, and nothing scrolls but the table', async () => {
    await page.setViewportSize({ width: 375, height: 800 });
    const letters = await page.evaluate<
      number[]
    >(`[...document.querySelectorAll('.lesson :is(th, td)')].map((cell) => {
      const style = getComputedStyle(cell);
      const inner = cell.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      return inner / parseFloat(style.fontSize);
    })`);
    expect(letters.length).toBeGreaterThan(1);
    expect(Math.min(...letters)).toBeGreaterThanOrEqual(4);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
  });

  it('shows the picture drawn for a phone there, the wide one on a screen and on paper, and no frame scrolls', async () => {
    const image = page.getByRole('img', { name: '左から右への矢印' });
    // Asked again and again: the page itself runs no text as a program.
    const loaded = async (name: string) => {
      const isShown = () =>
        image.evaluate(
          (it, end) => (it as unknown as { currentSrc: string }).currentSrc.endsWith(end),
          `/${name}`,
        );
      const until = Date.now() + 10_000;
      while (!(await isShown())) expect(Date.now()).toBeLessThan(until);
    };
    await loaded('flow.narrow.svg');
    expect(await image.evaluate((it: { clientWidth: number }) => it.clientWidth)).toBe(340);
    expect(await page.locator('.lesson__picture').count()).toBe(0);
    await page.emulateMedia({ media: 'print' });
    await loaded('flow.svg');
    await page.emulateMedia({ media: 'screen' });
    await loaded('flow.narrow.svg');
    await page.setViewportSize({ width: 641, height: 800 });
    await loaded('flow.svg');
  });

  it('asks no other host for anything and breaks no content security policy', () => {
    expect(journey.complaints).toEqual({ violations: [], foreignRequests: [] });
  });
});
