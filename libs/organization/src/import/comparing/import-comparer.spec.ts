import { compare } from './compare';
import { ImportComparer } from './import-comparer';
import type { ComparingOrder } from './protocol';

const HEADER =
  '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態';
const UNITS =
  '所属コード,所属名,所属カナ,上位所属コード,種別,有効開始日,有効終了日,並び順\n10,総務課,,,課,2020/4/1,,1\n';
const ROWS = 4_000;

const order = (rows: number): ComparingOrder => {
  const lines = Array.from(
    { length: rows },
    (_, at) =>
      `2026/4/1,${String(1_000_000 + at)},山田 ${String(at)},,10,,主事,0,正規,,2010/4/1,,在職`,
  );
  const postings = Buffer.from([HEADER, ...lines, ''].join('\n'));
  return {
    files: {
      units: { fileName: 'u.csv', bytes: Buffer.from(UNITS) },
      postings: { fileName: 'p.csv', bytes: postings },
    },
    base: { fingerprint: '', units: '[]', people: [], numbers: '[]', titles: '[]' },
    ...{ choices: [], effectiveOn: '2026-04-01', today: '2026-04-01', words: {} },
  };
};

describe('Comparing a long list', () => {
  let comparer: ImportComparer;

  beforeEach(() => {
    comparer = new ImportComparer();
  });
  afterEach(() => {
    comparer.onModuleDestroy();
  });

  it('comes to the same elsewhere, and costs this process next to nothing', async () => {
    const list = order(ROWS);
    const begun = process.cpuUsage();
    const compared = await comparer.compare(list);
    const elsewhere = process.cpuUsage(begun);
    const again = process.cpuUsage();
    const here = compare(list);
    const { user } = process.cpuUsage(again);
    expect(here).toMatchObject({ summary: compared.summary, problems: compared.problems });
    expect(compared.summary.postings).toMatchObject({ rows: ROWS, create: ROWS });
    expect(elsewhere.user).toBeLessThan(user);
  });

  it('ends when nobody waits for it any more, and the next list is compared', async () => {
    const gone = new AbortController();
    const left = comparer.compare(order(ROWS), gone.signal);
    gone.abort();
    await expect(left).rejects.toMatchObject({ kind: 'unavailable', code: 'import.left' });
    await expect(comparer.compare(order(500))).resolves.toMatchObject({ isCompared: true });
  });

  it('lets so many wait and tells others to come again; a wrong file is told as such', async () => {
    const list = order(500);
    const waiting = Array.from({ length: 5 }, () => comparer.compare(list));
    await expect(comparer.compare(list)).rejects.toMatchObject({
      code: 'import.busy',
      message: expect.stringContaining('もう一度送信してください。'),
    });
    await expect(Promise.all(waiting)).resolves.toHaveLength(5);
    const bytes = Buffer.alloc(40_000, 'あ,い\n');
    const files = { units: undefined, postings: { fileName: 'x.csv', bytes } };
    await expect(comparer.compare({ ...list, files })).rejects.toMatchObject({
      kind: 'invalid_input',
      fields: { postings: expect.stringContaining('職員のファイル') },
    });
  });
});
