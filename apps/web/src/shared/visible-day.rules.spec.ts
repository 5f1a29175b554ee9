import type { LocalDate } from '@app/platform';
import { anActor } from '@app/testing';
import { asOfSentence, visibleDay } from './visible-day.rules';

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

describe('asOfSentence', () => {
  it.each([
    [TODAY, '令和9年3月20日現在、在職です。'],
    ['2026-04-01', '令和8年4月1日現在、在職でした。'],
    ['2027-04-01', '今の登録のまま進んだ場合、令和9年4月1日現在、在職です。'],
  ] as const)('of %s says %s', (asOf, sentence) => {
    expect(asOfSentence({ asOf, today: TODAY }, '在職')).toBe(sentence);
  });
});
