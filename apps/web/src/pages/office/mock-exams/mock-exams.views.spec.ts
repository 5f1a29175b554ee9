import { idOf } from '@app/platform';
import type { ExtraTimePerson } from '@app/practice';
import type { FormView } from '../../../shell/forms';
import { mockExamsView, personTimeView, useSentence } from './mock-exams.views';

const FORM: FormView<'percent' | 'reason'> = {
  fields: {
    percent: { id: 'p', name: 'percent', value: '25', error: '' },
    reason: { id: 'r', name: 'reason', value: '', error: '' },
  },
  errors: [],
  message: '',
};
const PERSON: ExtraTimePerson = {
  personId: idOf<'person'>('11111111-1111-4111-8111-111111111111'),
  ...{ staffNumber: '001315', name: '桜井　陽介', unitName: '税務課', percent: null },
  validFrom: null,
};

describe('How much mock exams are used', () => {
  it.each([
    [0, 0, '今年度に模擬試験を受けた人は、まだいません。'],
    [1, 1, '今年度に模擬試験を受けた人は5人より少ないため、数を表示しません。'],
    [4, 30, '今年度に模擬試験を受けた人は5人より少ないため、数を表示しません。'],
    [5, 5, '今年度は5名が、模擬試験を5回受けました。'],
    [1200, 2400, '今年度は1,200名が、模擬試験を2,400回受けました。'],
  ])('%i people, %i mocks', (persons, mocks, sentence) => {
    expect(useSentence({ persons, mocks })).toContain(sentence);
  });

  it('names nobody where nobody takes longer, and says so of a number that nobody has', () => {
    const found = { rows: [], use: { persons: 0, mocks: 0 }, today: '2027-04-02' } as const;
    expect(mockExamsView({ ...found, asked: '' })).toMatchObject({
      times: null,
      number: { error: '' },
    });
    expect(mockExamsView({ ...found, asked: '999999' }).number.error).toContain('いません');
  });
});

describe('The time of a person', () => {
  const view = (facts: Partial<ExtraTimePerson> = {}, isSelf = false) =>
    personTimeView({ ...PERSON, ...facts }, { form: FORM, isSelf });

  it('is that of everybody, or longer since a day', () => {
    expect(view().summary).toBe('001315・税務課。模擬試験の時間は、ほかの人と同じです。');
    expect(view().endAction).toBe('');
    const longer = view({ percent: 50, validFrom: '2027-04-01', unitName: null });
    expect(longer.summary).toBe('001315。令和9年4月1日から、模擬試験の時間を50%延ばしています。');
    expect(longer.endAction).toBe('/mock-exams/001315/end');
  });

  it('is changed by somebody else', () => {
    const own = view({ percent: 50, validFrom: '2027-04-01' }, true);
    expect([own.note, own.endAction]).toEqual([expect.stringContaining('ご自分'), '']);
  });
});
