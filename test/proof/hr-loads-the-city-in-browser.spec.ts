import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { inspectByTheWay } from '../support/browser-crawl';
import { type Journey, photograph, startJourney } from '../support/journey';

const EXAMPLES = join(__dirname, '../../docs/examples');
const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const JULY = [
  HEADER,
  '2026/7/1,000099,遠藤 結衣,エンドウ ユイ,0120,人事課,主査,0,正規,,1996/4/1,,在職',
  '2026/7/1,000132,川岸 京子,カワギシ キョウコ,9999,,技師,0,正規,,1995/4/1,,在職',
].join('\r\n');

describe('HR loads the city, in a browser', () => {
  let journey: Journey;

  beforeAll(async () => {
    journey = await startJourney();
    const { city } = journey.web;
    const hr = await city.addPerson({ staffNumber: '800001', name: '人事　一郎' });
    await city.addAccount(hr, 'hr');
  });

  afterAll(async () => {
    await journey.close();
  });

  it('looks first, then applies; corrects a file; sees the units and the people', async () => {
    const page = await journey.open('800001');
    page.setDefaultTimeout(10_000);
    await page.goto('/imports');
    await look(page, 'imports-empty');
    await page.getByLabel('組織のファイル(CSV)').setInputFiles(join(EXAMPLES, 'soshiki.csv'));
    await page.getByLabel('職員のファイル(CSV)').setInputFiles(join(EXAMPLES, 'shokuin.csv'));
    await page.getByRole('button', { name: '内容を確かめる' }).click();
    await page.getByText('まだ何も反映していません。').waitFor();
    await look(page, 'import-preview');
    await page.getByRole('button', { name: /反映する\(所属\d+件、職員341名\)/ }).click();
    await page.getByText('職員341名のデータが変わりました').waitFor();

    await page.goto('/imports');
    await page.getByLabel('職員のファイル(CSV)').setInputFiles(csv(JULY));
    await page.getByRole('button', { name: '内容を確かめる' }).click();
    await look(page, 'import-suspicious');
    await page.getByRole('link', { name: '取り込めない行 1件' }).click();
    await page.getByText('所属コード「9999」は登録されていません。').waitFor();
    await look(page, 'import-refused');
    await page.getByRole('link', { name: '変更 1件' }).click();
    await look(page, 'import-changes');
    await page.getByRole('button', { name: /反映する/ }).click();
    await page.getByRole('alert').getByText('取り込めない行があります。').waitFor();
    await page.getByLabel(/取り込めない行を除いて反映する/).check();
    await page.getByRole('button', { name: /反映する/ }).click();
    await page.getByText('反映しました。職員1名').waitFor();

    await page.goto('/units');
    await look(page, 'units');
    await page.getByRole('link', { name: '人事課' }).click();
    await look(page, 'unit');
    await page.getByRole('link', { name: '遠藤　結衣' }).click();
    await page.getByText('人事課(主査)').waitFor();
    await look(page, 'person');
    await page.goto('/people?q=%E3%81%88%E3%82%93%E3%81%A9%E3%81%86');
    await look(page, 'people');
    expect(journey.complaints).toEqual({ violations: [], foreignRequests: [] });
  }, 120_000);

  async function look(page: Page, name: string): Promise<void> {
    expect((await inspectByTheWay(page, name)).problems).toEqual([]);
    await photograph(page, name);
  }
});

function csv(text: string) {
  return { name: '異動.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
}
