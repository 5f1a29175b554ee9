import { visibleDay } from '@app/access';
import type { LocalDate } from '@app/platform';
import { anActor } from '@app/testing';
import { asOfSentence, dayRefusal } from './visible-day.rules';

const TODAY: LocalDate = '2027-03-20';

describe('visibleDay', () => {
  it.each([
    ['hr', '2027-04-01'],
    ['program_office', '2027-04-01'],
    ['auditor', TODAY],
    ['unit_head', TODAY],
    ['administrator', TODAY],
  ] as const)('shows the orders of 1 April to %s as of %s', (role, expected) => {
    expect(visibleDay(anActor({ roles: ['staff', role] }), '2027-04-01', TODAY)).toBe(expected);
  });

  it.each([
    ['2026-04-01', '2026-04-01'],
    [undefined, TODAY],
    ['', TODAY],
    ['2027-02-30', TODAY],
    ['令和9年', TODAY],
  ])('reads %j as %s', (asked, expected) => {
    expect(visibleDay(anActor({ roles: ['staff', 'auditor'] }), asked, TODAY)).toBe(expected);
  });
});

describe('dayRefusal', () => {
  const auditor = anActor({ roles: ['staff', 'auditor'] });
  const hr = anActor({ roles: ['staff', 'hr'] });

  it('says of a day that is in no calendar that there is none', () => {
    expect(dayRefusal(hr, '2027-02-29', TODAY)).toBe(
      'この日は表示できません。2027-02-29という日はありません。日付を確かめてください。',
    );
    expect(dayRefusal(hr, '2028-02-29', TODAY)).toBe('');
  });

  it.each(['9999-12-31', '0001-01-01', '2200-01-01', '令和9年'])(
    'says that %s cannot be shown, and which days can',
    (asked) => {
      expect(dayRefusal(hr, asked, TODAY)).toBe(
        'この日は表示できません。1868年から2199年までの日付を入力してください。',
      );
    },
  );

  it('says that a day ahead is not for everybody', () => {
    expect(dayRefusal(auditor, '2027-04-01', TODAY)).toContain('先の日は表示できません。');
    expect(dayRefusal(hr, '2027-04-01', TODAY)).toBe('');
  });

  it.each([undefined, '', TODAY, '1868-01-01'])('says nothing of %j', (asked) => {
    expect(dayRefusal(auditor, asked, TODAY)).toBe('');
  });
});

describe('asOfSentence', () => {
  it.each([
    [TODAY, '令和9年3月20日現在、在職です。'],
    ['2026-04-01', '令和8年4月1日現在、在職でした。'],
    ['2027-04-01', '今の登録のまま進んだ場合、令和9年4月1日現在、在職です。'],
  ] as const)('of %s says %s', (asOf, sentence) => {
    expect(asOfSentence({ asOf, today: TODAY }, '在職')).toBe(sentence);
  });
});
