import { TestFigures } from '@app/testing';
import type { Page } from 'playwright-core';
import { inspectByTheWay } from '../support/browser-crawl';
import { type Journey, photograph, startJourney } from '../support/journey';

/** Stands in every name of the unit next door: the head must never meet it. */
const MARKER = 'よその課印';

describe('A unit head, in a browser', () => {
  let journey: Journey;

  beforeAll(async () => {
    journey = await startJourney();
    await fillCity();
  });

  afterAll(async () => {
    await journey.close();
  });

  it('opens the own unit from the menu: the state in a sentence, what to do, and who', async () => {
    const page = await open('000001');
    await page.goto('/');
    await page.getByRole('link', { name: 'わたしの課', exact: true }).first().click();
    await page.getByText('リーダーは1名います(任期 令和11年3月31日まで)。').waitFor();
    await page.getByText('必修をまだ終えていない人が2名います').waitFor();
    expect(await page.getByRole('row').filter({ hasText: '未了　一' }).innerText()).toContain(
      '□ 未受講',
    );
    await page
      .getByRole('columnheader', { name: /情報セキュリティ/ })
      .first()
      .waitFor();
    expect((await inspectByTheWay(page, '/team')).problems).toEqual([]);
    await photograph(page, 'unit-head-team');
    await page.getByRole('link', { name: /^役割・資格/ }).click();
    const leader = page.getByRole('row').filter({ hasText: '先導　花子' }).last();
    expect(await leader.innerText()).toContain('● 取得');
    // The sign is for eyes only.
    await leader.getByRole('cell', { name: '取得', exact: true }).waitFor();
    expect((await inspectByTheWay(page, '/team?tab=roles')).problems).toEqual([]);
    await photograph(page, 'unit-head-team-roles');
    await page.getByRole('link', { name: /^全員/ }).click();
    expect(await page.getByRole('row').filter({ hasText: '未了　一' }).innerText()).toContain(
      '情報セキュリティ',
    );
    expect((await inspectByTheWay(page, '/team?tab=all')).problems).toEqual([]);
  });

  it('sees the sections below, and no score anywhere', async () => {
    const page = await open('000001');
    for (const address of ['/team?tab=roles', '/team?tab=all', '/team/SEC?tab=all']) {
      await page.goto(address);
      await page.getByRole('row').filter({ hasText: '先導　花子' }).last().waitFor();
      const text = await page.locator('main').innerText();
      expect(text).not.toMatch(/点数|正答|\d+点|\d+問/);
      expect(text).not.toContain('自分で選んだ講座');
      expect(text).not.toContain(MARKER);
    }
    await photograph(page, 'unit-head-section');
  });

  it('comes back from a note without other people being chosen in place of those who are noted', async () => {
    const page = await open('000001');
    await page.goto('/team');
    const boxes = page.getByRole('checkbox', { name: /^選ぶ/ });
    await boxes.first().check();
    await page.getByRole('button', { name: '選んだ人に声をかけた' }).click();
    await page.getByText('1名に声をかけたことを記録しました。').waitFor();
    await page.goBack();
    await page.getByRole('button', { name: /^取り消す/ }).waitFor();
    expect(await boxes.count()).toBe(1);
    expect(await boxes.first().isChecked()).toBe(false);
    await page.getByRole('button', { name: /^取り消す/ }).click();
    await page.getByText('1名の声かけの記録を取り消しました。').waitFor();
  });

  it("is told that another head's page does not exist, in the words for any wrong address", async () => {
    const page = await open('000001');
    const said: string[] = [];
    for (const address of ['/team/OTHER', '/team/nothing']) {
      expect((await page.goto(address))?.status()).toBe(404);
      said.push(await page.locator('main').innerText());
    }
    expect(said[0]).toBe(said[1]);
    expect(said[0]).not.toContain(MARKER);
    await photograph(page, 'unit-head-not-found');
    const other = await open('000009');
    await other.goto('/team');
    await other.getByText(`${MARKER}　一`).first().waitFor();
    expect((await other.goto('/team/OWN'))?.status()).toBe(404);
    expect((await other.goto('/team/SEC'))?.status()).toBe(404);
  });

  it('as head of the department chooses among the units below', async () => {
    const page = await open('000010');
    await page.goto('/team?tab=roles');
    await page.getByText('2課のうち1課にリーダーがいます。').waitFor();
    const table = page.getByRole('region', { name: '役割と資格' });
    expect(await table.innerText()).toContain('税務課');
    expect(await table.innerText()).toContain(`${MARKER}課`);
    await photograph(page, 'unit-head-department');
    for (const code of ['OWN', 'OTHER', 'SEC'])
      expect((await page.goto(`/team/${code}`))?.status()).toBe(200);
    expect(journey.complaints).toEqual({ violations: [], foreignRequests: [] });
  });

  async function open(staffNumber: string): Promise<Page> {
    const page = await journey.open(staffNumber);
    page.setDefaultTimeout(10_000);
    return page;
  }

  async function fillCity(): Promise<void> {
    const { city, database } = journey.web;
    const facts = new TestFigures(database);
    const apart = { countsForLeaderKpi: false };
    const department = await city.addUnit({
      code: 'D1',
      name: '総務部',
      kind: 'department',
      ...apart,
    });
    const below = { parentId: department };
    const own = await city.addUnit({ code: 'OWN', name: '税務課', ...below });
    const other = await city.addUnit({ code: 'OTHER', name: `${MARKER}課`, ...below });
    const section = await city.addUnit({
      code: 'SEC',
      name: '市民税係',
      kind: 'section',
      parentId: own,
      ...apart,
    });
    for (const [staffNumber, unitId, name] of [
      ['000001', own, '課長　太郎'],
      ['000009', other, `${MARKER}　長`],
      ['000010', department, '部長　三郎'],
    ] as const)
      await city.addAccount(
        await city.addPerson({ staffNumber, unitId, name, isManagerial: true }),
      );
    const leader = await city.addPerson({
      staffNumber: '000002',
      unitId: section,
      name: '先導　花子',
    });
    await facts.addAppointment({ personId: leader, unitId: section, termEnd: '2029-03-31' });
    await facts.addCertificate({ personId: leader });
    const security = await facts.addCourse('情報セキュリティ');
    const free = await facts.addCourse('自分で選んだ講座');
    await facts.addEnrollment({ personId: leader, courseId: security, completedAt: '2026-10-01' });
    await facts.addEnrollment({ personId: leader, courseId: free, isMandatory: false });
    for (const [unitId, name] of [
      [own, '未了　一'],
      [own, '未了　二'],
      [other, `${MARKER}　一`],
    ] as const)
      await facts.addEnrollment({
        personId: await city.addPerson({ unitId, name }),
        courseId: security,
      });
  }
});
