import type { ImportJoinRow, PersonFace, PersonJoinRow } from '@app/organization';
import { joinView } from './joins.views';
import { choosingView } from './new-join.views';
import { partingView } from './parting.views';

const AT = new Date('2026-11-16T01:00:00Z');
const FORM = {
  fields: { reason: { id: 'reason', name: 'reason', value: '', error: '' } },
  errors: [],
  message: '',
};
const FACE = { staffNumber: '001', name: '山田　太郎', kana: '' } as PersonFace;
const JOIN = {
  id: 'j1',
  number: '901',
  joinedNumber: '001',
  keptNumber: '001',
  name: '山田　太郎',
  reason: '再任用',
  joinedAt: AT,
  separatedAt: null,
  separationReason: null,
  rows: 1,
} as unknown as PersonJoinRow;
const IMPORTED = {
  batchId: 'b1',
  staffNumber: '901',
  formerNumber: '001',
  name: '山田　太郎',
  fileName: 'shokuin.csv',
  appliedAt: AT,
  effectiveOn: '2027-04-01',
  partedAt: null,
  partingReason: null,
} as unknown as ImportJoinRow;

describe('The sentences of 番号のつなぎ', () => {
  it.each([
    ['nobody', null, '番号が2つになった職員を、番号か氏名で探します。'],
    ['one', FACE, '001 山田　太郎さんと同じ人の、もう1つの番号を選びます。'],
  ])('with %s chosen', (_, one, sentence) => {
    expect(choosingView(one, '', []).sentence).toBe(sentence);
  });

  it.each([
    [1, '令和8年11月16日(月)10時0分につなぎました。1件の記録が、1人の記録になっています。'],
    [1200, '令和8年11月16日(月)10時0分につなぎました。1,200件の記録が、1人の記録になっています。'],
  ])('of a join of %d records', (rows, sentence) => {
    expect(joinView({ ...JOIN, rows }, [], FORM).sentence).toBe(sentence);
  });

  it('of a join that was undone', () => {
    expect(joinView({ ...JOIN, separatedAt: AT }, [], FORM).sentence).toBe(
      '令和8年11月16日(月)10時0分に分けました。つなぐ前の記録は、それぞれの番号に戻っています。',
    );
  });

  it.each([
    [
      {},
      '令和8年11月16日(月)10時0分に反映した取込みで、「同じ人として取り込む」を選んだ番号です。',
    ],
    [{ partedAt: AT }, '令和8年11月16日(月)10時0分に分けました。番号901は、別の職員のものです。'],
  ])('of a number that an import gave: %j', (facts, sentence) => {
    const preview = { join: { ...IMPORTED, ...facts }, moves: [], stays: [], blockers: [] };
    expect(partingView(preview, FORM).sentence).toBe(sentence);
  });
});
