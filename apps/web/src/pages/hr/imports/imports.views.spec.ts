import type { BatchSummary, FileSummary } from '@app/organization';
import { appliedText, chosenText, importView } from './imports.views';

const TODAY = '2026-11-16';
const AT = new Date('2026-11-16T01:00:00Z');
const FILE: FileSummary = {
  fileName: 'shokuin.csv',
  encoding: 'cp932',
  rows: 0,
  create: 0,
  change: 0,
  unchanged: 0,
  refused: 0,
  form: null,
};
const BATCH: BatchSummary = {
  id: 'b1',
  state: 'previewed',
  effectiveOn: '2027-04-01',
  unitsFileName: null,
  postingsFileName: 'shokuin.csv',
  sourceName: '人事給与システム',
  createdAt: AT,
  createdBy: '000001 人事　花子',
  appliedAt: null,
  appliedBy: null,
  reason: null,
  ...{ undoneAt: null, undoneBy: null, undoReason: null, isExpired: false },
  summary: {
    units: null,
    postings: FILE,
    affectedPeople: 0,
    newPeople: 0,
    renamedPeople: 0,
    movedPeople: 0,
    employedPeople: 1000,
    missingPeople: 0,
    suspicions: 0,
    alarms: [],
    undecidedNumbers: 0,
    unknownTitles: [],
    words: { unknown: [], used: [] },
    repairs: { offered: {}, done: {} },
  },
};
const FORM = {
  fields: {
    alarmsAccepted: { id: 'a', name: 'alarmsAccepted', value: '', error: '' },
    confirmed: { id: 'c', name: 'confirmed', value: '', error: '' },
  },
  errors: [],
  message: '',
};
const READ = '令和8年11月16日(月)10時0分に000001 人事　花子さんが読み込みました。';

const batchOf = (file: Partial<FileSummary>, facts: Partial<BatchSummary> = {}): BatchSummary => ({
  ...BATCH,
  ...facts,
  summary: { ...BATCH.summary, postings: { ...FILE, ...file } },
});

describe('The sentence of 取込み', () => {
  it.each([
    [
      'nothing new',
      batchOf({ unchanged: 450 }),
      `${READ}登録済みの内容と同じです。反映するものはありません。`,
    ],
    [
      'nothing new, but one who is missing',
      { ...BATCH, summary: { ...BATCH.summary, missingPeople: 1 } },
      `${READ}名簿の内容は登録済みのものと同じです。名簿にない職員が1名います。`,
    ],
    [
      'one row that is refused',
      batchOf({ refused: 1 }),
      `${READ}1行を取り込めません。反映するものはありません。理由を確かめて、ファイルを直してください。`,
    ],
    [
      'only rows that are refused',
      batchOf({ refused: 3 }),
      `${READ}3行すべてを取り込めません。反映するものはありません。理由を確かめて、ファイルを直してください。`,
    ],
    [
      'some that are refused, and nothing new',
      batchOf({ refused: 1, unchanged: 449 }),
      `${READ}1行を取り込めません。ほかの449行は登録済みの内容と同じで、反映するものはありません。`,
    ],
    [
      'one change',
      batchOf({ change: 1 }),
      `${READ}まだ何も反映していません。内容を確かめてから反映してください。`,
    ],
    [
      'many changes that were applied',
      batchOf({ change: 30 }, { state: 'applied', appliedAt: AT, appliedBy: '000002 人事　次郎' }),
      '令和8年11月16日(月)10時0分に000002 人事　次郎さんが反映しました。',
    ],
    [
      'what was given up',
      batchOf({ change: 30 }, { state: 'discarded' }),
      `${READ}この取込みは取りやめました。何も反映していません。`,
    ],
  ])('with %s', (_, batch, sentence) => {
    const shown = { part: 'change', page: 1, total: 0, items: [], suspicions: [], questions: [] };
    expect(importView(batch, shown as never, FORM, TODAY).sentence).toBe(sentence);
  });

  it.each([
    [2, 0, '所属2件のデータが変わります。', '反映する(所属2件)'],
    [2, 3, '所属2件、職員3名のデータが変わります。', '反映する(所属2件、職員3名)'],
    [0, 3, '職員3名のデータが変わります。', '反映する(3名)'],
  ])('says what changes: %d units, %d people', (create, affectedPeople, sentence, button) => {
    const summary = { ...BATCH.summary, units: { ...FILE, create }, affectedPeople };
    const shown = { part: 'change', page: 1, total: 0, items: [], suspicions: [], questions: [] };
    const { apply } = importView({ ...BATCH, summary }, shown as never, FORM, TODAY);
    expect([apply.sentence, apply.button]).toEqual([sentence, button]);
  });

  it.each([
    [0, 0, '反映しました。職員のデータに変わりはありません。'],
    [1, 0, '反映しました。職員1名のデータが変わりました。'],
    [4, 20, '反映しました。職員24名のデータが変わりました。'],
  ])('after 反映 of %d people and %d leavings', (affectedPeople, leavings, sentence) => {
    const batch = { ...BATCH, summary: { ...BATCH.summary, affectedPeople } };
    expect(appliedText(batch, leavings)).toBe(sentence);
  });

  it.each([
    [0, '同じ人かどうかの選択を保存しました。内容を確かめて、反映してください。'],
    [1, '選択を保存しました。まだ選んでいない番号が1件あります。'],
  ])('after a choice with %d left', (left, sentence) => {
    expect(chosenText(left)).toBe(sentence);
  });
});
