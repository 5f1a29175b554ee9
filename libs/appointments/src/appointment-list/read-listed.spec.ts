import type { SourceRow } from '@app/organization';
import { readListed } from './appointment-list.rules';

const BASE = { people: new Map(), withoutZeros: new Map(), roles: new Map(), titles: [] };
const CELLS = {
  職員番号: '000101',
  役割: 'x',
  任期開始: '2027/4/1',
  文書番号: 'DX第1号',
  備考: '',
};
const BROKEN = 'セルH2がエラー値「#N/A」です。';

describe('A row of the list of appointments', () => {
  const findingsOf = (row: Omit<SourceRow, 'line'>) =>
    readListed({ line: 2, ...row }, BASE).findings;

  it('is to be put right or emptied where a column that may be empty cannot be read', () => {
    const problems = [{ column: '備考', reason: BROKEN }];
    expect(findingsOf({ cells: CELLS, problems })[0]).toEqual({
      ...{ column: '備考', value: '', reason: BROKEN },
      remedy: 'セルを空にするか、直してください。',
    });
  });

  it('is to be filled in where the column needs a value, broken or left empty', () => {
    const problems = [{ column: '文書番号', reason: BROKEN }];
    const remedy = '文書番号を入力してください。';
    expect(findingsOf({ cells: { ...CELLS, 文書番号: '' }, problems })[0]).toMatchObject({
      remedy,
    });
    const empty = findingsOf({ cells: { ...CELLS, 文書番号: '' }, problems: [] });
    expect(empty.at(-1)).toMatchObject({ column: '文書番号', remedy });
  });

  it('says once, and of the whole, that its line cannot be read: no cell of it is known to be empty', () => {
    const reason = '列の数が見出しと合いません(見出し8列、この行7列)。';
    expect(findingsOf({ cells: {}, problems: [{ column: '備考', reason }] })).toEqual([
      { column: '', value: '', reason, remedy: '内容を直して、もう一度確かめてください。' },
    ]);
  });
});
