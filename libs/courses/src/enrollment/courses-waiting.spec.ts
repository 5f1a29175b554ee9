import { OfficeCalendar } from '@app/platform';
import { editionsThing, learningThing } from './courses-waiting';
import type { OwnLearningRow } from './enrollments.queries';

const day = { today: '2026-11-16', calendar: new OfficeCalendar() } as const;

const row = (facts: Partial<OwnLearningRow>) =>
  ({
    isMandatory: true,
    completedAt: null,
    absence: null,
    dueOn: '2026-11-20',
    ...facts,
  }) as OwnLearningRow;

describe('What of learning waits', () => {
  it('is what is mandatory and open, with the nearest day', () => {
    const rows = [row({ dueOn: '2026-12-01' }), row({}), row({ isMandatory: false, dueOn: null })];
    expect(learningThing(rows, day)).toMatchObject([
      {
        count: 2,
        oldest: null,
        sentence: '必修が2件残っています。いちばん早い期限は11月20日(金)です。あと4開庁日です。',
      },
    ]);
    expect(learningThing([row({ dueOn: '2026-11-12' })], day)).toMatchObject([
      {
        oldest: '2026-11-12',
        sentence:
          '必修が1件残っています。いちばん早い期限は11月12日(木)でした。いまからでも受講できます。',
      },
    ]);
  });

  it('is nothing once it is finished, and nothing of who is away', () => {
    expect(learningThing([row({ completedAt: new Date(0) })], day)).toEqual([]);
    expect(learningThing([row({ absence: 'parental_leave' })], day)).toEqual([]);
    expect(learningThing([], day)).toEqual([]);
  });

  it('is an edition that was not made', () => {
    const missing = { courseKey: 'infosec', title: '情報セキュリティ', fiscalYear: 2027 };
    expect(editionsThing([])).toEqual([]);
    expect(editionsThing([missing])).toMatchObject([
      {
        count: 1,
        sentence:
          '受講指定に使う「情報セキュリティ」の令和9年度(2027年度)の版が公開されていません。公開されるまで、対象の職員には求められません。',
      },
    ]);
  });
});
