import type { ClosingFigures, ClosingRow, OpenObligationRow } from '@app/courses';
import { yearEndView } from './year-end.views';

const FIGURES: ClosingFigures = {
  total: 0,
  completed: 0,
  open: 0,
  openPeople: 0,
  closed: 0,
  exempted: 0,
  absent: 0,
  otherTypes: 0,
};
const FORM = {
  fields: { reason: { id: 'reason', name: 'reason', value: '', error: '' } },
  errors: [],
  message: '',
};
const open = (personId: string) =>
  ({
    ...{ personId, staffNumber: '000123', name: '富山　花子', unitName: '財政課' },
    ...{ courseTitle: '研修', isMandatory: true, dueOn: '2026-03-31', cycle: 2025 },
    ...{ state: 'overdue', absence: null, whyOpen: 'not_started', leftOutBy: null },
  }) as unknown as OpenObligationRow;
const CLOSING = {
  fiscalYear: 2025,
  closedOn: '2026-04-10',
  obligations: 3,
  people: 2,
  reason: '年度末',
  closedBy: '人事　花子',
  undoneBy: null,
  isUndoable: false,
  undoneAt: null,
} as unknown as ClosingRow;

describe('The sentence of 年度締め', () => {
  it.each([
    [
      'nothing is left',
      [],
      [],
      '令和7年度(2025年度)に残っている受講はありません。締める必要はありません。',
    ],
    [
      'one is left',
      [open('p1')],
      [],
      '令和7年度(2025年度)の受講が、1名に1件残っています。締めるまでは、いまからでも受講できます。',
    ],
    [
      'many are left, some to one person',
      [open('p1'), open('p1'), open('p2')],
      [],
      '令和7年度(2025年度)の受講が、2名に3件残っています。締めるまでは、いまからでも受講できます。',
    ],
    [
      'a closing was undone',
      [open('p1')],
      [{ ...CLOSING, undoneAt: new Date() }],
      '令和7年度(2025年度)の受講が、1名に1件残っています。締めるまでは、いまからでも受講できます。',
    ],
    [
      'it is closed',
      [],
      [CLOSING],
      '令和7年度(2025年度)は、令和8年4月10日(金)に締めました。3件が未修了のまま終わっています。',
    ],
    [
      'it was closed with nothing left',
      [],
      [{ ...CLOSING, obligations: 0 }],
      '令和7年度(2025年度)は、令和8年4月10日(金)に締めました。未修了のまま終わったものはありません。',
    ],
  ])('where %s', (_, rows, closings, sentence) => {
    const view = yearEndView(
      {
        fiscalYear: 2025,
        open: rows,
        figures: { before: FIGURES, after: FIGURES },
        closings,
        askedAgain: 0,
      },
      { years: [2025], page: 1, canManage: true, form: FORM },
    );
    expect(view.sentence).toBe(sentence);
  });
});
