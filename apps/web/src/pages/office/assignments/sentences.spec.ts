import type { AssignmentRow } from '@app/courses';
import { assignmentSentence } from './assignment-sentence';
import { assignmentsSentence } from './assignments.views';
import { confirmSentence } from './new-assignment.views';
import { withdrawalSentence } from './withdrawal.views';

const ROW = {
  courseTitle: '研修',
  withdrawnOn: null,
  hasEdition: true,
  fiscalYear: 2026,
  yearWithoutEdition: null,
  total: 0,
  completed: 0,
  overdue: 0,
  exempted: 0,
  closed: 0,
  absent: 0,
  otherTypes: 0,
  carriedOver: 0,
  askedElsewhere: 0,
  settledBefore: 0,
} as unknown as AssignmentRow;
const TODAY = '2026-11-16';

describe('What the pages of assignments say first', () => {
  it.each([
    ['nothing', [], { overdue: 0, overduePeople: 0 }, '有効な受講指定はありません。'],
    [
      'one that nobody is late with',
      [{ withdrawnOn: null }],
      { overdue: 0, overduePeople: 0 },
      '有効な受講指定は1件です。期限を過ぎた必修の受講はありません。',
    ],
    [
      'many, one withdrawn, with people who are late',
      [{ withdrawnOn: null }, { withdrawnOn: null }, { withdrawnOn: '2026-11-01' }],
      { overdue: 3, overduePeople: 2 },
      '有効な受講指定は2件、期限を過ぎた必修の受講は3件(2名)です。',
    ],
  ] as const)('of %s', (_name, rows, count, text) => {
    expect(assignmentsSentence(rows, count)).toBe(text);
  });

  it.each<[string, Partial<AssignmentRow>, string]>([
    ['nobody', {}, '対象になっている職員は、いまはいません。'],
    ['one who has finished', { total: 1, completed: 1 }, '対象1名の全員が済んでいます。'],
    [
      'many of whom some are late',
      { total: 30, completed: 20, overdue: 4 },
      '対象30名のうち、未修了は10名、うち期限超過は4名です。',
    ],
    [
      'many of whom some are not counted',
      { total: 30, completed: 20, exempted: 1, absent: 2 },
      '対象27名のうち、未修了は7名です。ほかに、免除や休職などで数えない人が3名います。',
    ],
    [
      'nobody but those who are not counted',
      { total: 1, exempted: 1 },
      '数える対象の職員はいません。ほかに、免除や休職などで数えない人が1名います。',
    ],
    [
      'a year that has not begun',
      { fiscalYear: 2027, total: 5 },
      '令和9年度(2027年度)の分です。令和9年4月1日(木)に在職する対象の職員に、その日から求められます。',
    ],
    [
      'what was withdrawn',
      { withdrawnOn: '2026-11-02' },
      '令和8年11月2日(月)に取り消しました。受講の記録は残っています。',
    ],
  ])('of an assignment to %s', (_name, facts, text) => {
    expect(assignmentSentence({ ...ROW, ...facts }, TODAY)).toBe(text);
  });

  it.each([
    [
      { open: 0, stillAssigned: 0 },
      '「研修」の受講指定を取り消しても、求められなくなる人はいません。まだ何も変わっていません。取り消した当日のうちは、元に戻せます。',
    ],
    [
      { open: 5, stillAssigned: 2 },
      '「研修」は、3名にとって求められなくなります。まだ何も変わっていません。取り消した当日のうちは、元に戻せます。',
    ],
  ])('of a withdrawal that concerns %j', (preview, text) => {
    expect(withdrawalSentence(ROW, preview)).toBe(text);
  });

  it.each([
    [
      0,
      '全職員に「研修」を指定します。対象になる職員は、いまはいません。まだ何も変わっていません。',
    ],
    [1, '全職員の1名に「研修」を指定します。まだ何も変わっていません。'],
    [1234, '全職員の1,234名に「研修」を指定します。まだ何も変わっていません。'],
  ])('of a new one for %d', (total, text) => {
    expect(confirmSentence('全職員', { title: '研修', total })).toBe(text);
  });

  it('says of what is withdrawn that it is', () => {
    const gone = { courseTitle: '研修', withdrawnOn: '2026-11-01' } as const;
    expect(withdrawalSentence(gone, { open: 5, stillAssigned: 0 })).toBe(
      '「研修」の受講指定は、すでに取り消されています。',
    );
  });
});
