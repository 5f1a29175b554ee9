import type { BatchSummary } from '@app/organization';
import { leavingsView, mustTypeNumber } from './leavings.views';

const summary = {
  units: null,
  postings: null,
  affectedPeople: 4,
  newPeople: 0,
  renamedPeople: 0,
  movedPeople: 0,
  employedPeople: 1000,
  missingPeople: 20,
  suspicions: 20,
  alarms: [],
  undecidedNumbers: 0,
  unknownTitles: [],
  words: { unknown: [], used: [] },
  repairs: { offered: {}, done: {} },
};
const batch: BatchSummary = {
  id: 'b1',
  state: 'previewed',
  effectiveOn: '2027-04-01',
  unitsFileName: null,
  postingsFileName: 'shokuin.csv',
  sourceName: '人事給与システム',
  createdAt: new Date('2026-11-16T01:00:00Z'),
  createdBy: '000001 人事　花子',
  appliedAt: null,
  appliedBy: null,
  reason: null,
  ...{ undoneAt: null, undoneBy: null, undoReason: null, isExpired: false },
  summary,
};
const field = (name: string) => ({ id: `field-${name}`, name, value: '', error: '' });
const form = {
  fields: {
    leavings: field('leavings'),
    withoutRefused: field('withoutRefused'),
    alarmsAccepted: field('alarmsAccepted'),
  },
  errors: [],
  message: '',
};
const shown = { page: 1, people: [], self: null };

describe('The step before many people leave', () => {
  it.each([
    [20, 1000, false],
    [21, 1000, true],
    [5, 100, false],
    [6, 100, true],
    [1, 3, true],
  ])('asks for the number: %i of %i → %s', (leaving, employed, isTyped) => {
    expect(mustTypeNumber(leaving, employed)).toBe(isTyped);
  });

  it('says how many leave, how many change in all, and on which day', () => {
    const view = leavingsView(batch, shown, form);
    expect(view.summary).toContain('20名を、令和9年3月31日で');
    const text = view.warnings.join('');
    expect(text).toContain('1000名のうち20名');
    expect(text).toContain('合わせて24名');
    expect(text).not.toContain('あなた自身');
    expect(view.buttonText).toBe('反映する(退職20名、名簿の職員4名)');
    expect(view.mustType).toBe(false);
  });

  it('says of one whom it ends', () => {
    const one = { ...batch, summary: { ...summary, missingPeople: 1 } };
    expect(leavingsView(one, shown, form).summary).toBe(
      '名簿にない職員1名を、令和9年3月31日で在職を終えたもの(退職)として登録します。まだ何も反映していません。',
    );
  });

  it('names the acting person when they are among them', () => {
    const self = { staffNumber: '000001', name: '人事　花子' };
    expect(leavingsView(batch, { ...shown, self }, form).warnings.join('')).toContain(
      'あなた自身(000001 人事　花子)も含まれます。',
    );
  });
});
