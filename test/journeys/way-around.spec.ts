import { type DemoTest, type Part, startDemoTest } from '../support/demo';
import type { Visitor } from '../support/web';

const OWN = ['ホーム', '学ぶ', 'ITパスポート', '資格', '受講記録', '用語集'];

/** What each role may go to: the areas, then the pages of each of them that has more than one. */
const MENUS: Readonly<Partial<Record<Part, Readonly<Record<string, readonly string[]>>>>> = {
  head: { 自分の学び: OWN, わたしの課: ['わたしの課', '推薦'] },
  hr: {
    自分の学び: OWN,
    市の状況: ['充足状況', '異動案の試算'],
    人と任命: ['職員', '組織', '任命', '推薦の受付', '受験の状況', '資格の確認', '取込み'],
  },
  programOffice: {
    自分の学び: OWN,
    市の状況: ['充足状況', '異動案の試算'],
    研修: ['受講指定', '模擬試験', '受験のすすめ', '通知'],
    人と任命: ['職員', '組織', '任命', '推薦の受付', '受験の状況', '資格の確認'],
    管理: ['市の設定', '災害対応モード', '開発用メール箱'],
  },
  auditor: {
    自分の学び: OWN,
    充足状況: [],
    研修: ['受講指定', '通知'],
    人と任命: ['職員', '組織', '任命', '推薦の受付', '資格の確認'],
    管理: ['アカウント', '市の設定', '監査記録', 'システムの状態'],
  },
  administrator: {
    自分の学び: OWN,
    管理: [
      'アカウント',
      '市の設定',
      '監査記録',
      'システムの状態',
      '災害対応モード',
      '開発用メール箱',
    ],
  },
};

interface Entry {
  readonly label: string;
  readonly href: string;
  readonly isCurrent: boolean;
}

describe('The way around', () => {
  let demo: DemoTest;

  beforeAll(async () => {
    demo = await startDemoTest();
  }, 120_000);

  afterAll(() => demo.close());

  it.each(Object.entries(MENUS))('is laid out in areas and their pages: %s', async (part, menu) => {
    const visitor = await demo.signInAs(part as Part);
    const areas = entriesOf(await pageOf(visitor, '/'), '主なメニュー');
    expect(areas.map(({ label }) => label)).toEqual(Object.keys(menu));
    for (const area of areas) {
      const page = await pageOf(visitor, area.href);
      expect(currentOf(entriesOf(page, '主なメニュー'))).toEqual([area.label]);
      const pages = entriesOf(page, area.label);
      expect(pages.map(({ label }) => label)).toEqual(menu[area.label]);
      for (const { href, label } of pages)
        expect(currentOf(entriesOf(await pageOf(visitor, href), area.label))).toEqual([label]);
    }
  });

  it('shows a member of staff the pages at once, for there is one area only', async () => {
    const page = await pageOf(await demo.signInAs('staff'), '/courses');
    expect(entriesOf(page, '主なメニュー')).toEqual([]);
    const pages = entriesOf(page, '自分の学び');
    expect(pages.map(({ label }) => label)).toEqual(OWN);
    expect(currentOf(pages)).toEqual(['学ぶ']);
    const elsewhere = entriesOf(
      await pageOf(await demo.signInAs('staff'), '/search'),
      '自分の学び',
    );
    expect(elsewhere.map(({ label }) => label)).toEqual(OWN);
    expect(currentOf(elsewhere)).toEqual([]);
  });

  it('marks no page of the menu where one is elsewhere', async () => {
    const page = await pageOf(await demo.signInAs('hr'), '/settings');
    expect(currentOf(entriesOf(page, '主なメニュー'))).toEqual([]);
  });
});

async function pageOf(visitor: Visitor, address: string): Promise<string> {
  const answer = await visitor.get(address);
  expect([address, answer.status]).toEqual([address, 200]);
  return answer.text;
}

function entriesOf(page: string, menu: string): readonly Entry[] {
  const [, inside = ''] =
    new RegExp(`<nav class="navigation[^"]*" aria-label="${menu}">(.*?)</nav>`, 's').exec(page) ??
    [];
  return [...inside.matchAll(/<a href="([^"]*)"([^>]*)>(.*?)<\/a>/g)].map(
    ([, href = '', rest = '', label = '']) => ({
      href,
      label,
      isCurrent: rest.includes('aria-current'),
    }),
  );
}

function currentOf(entries: readonly Entry[]): readonly string[] {
  return entries.filter(({ isCurrent }) => isCurrent).map(({ label }) => label);
}
