import type { LocalDate } from '@app/platform';
import type { Dated } from '../import/timeline.rules';
import { detailsAfter, type PersonValues, valuesOn } from './person-values.rules';

const SATO = { name: '佐藤　花子', kana: 'サトウ　ハナコ', email: 'sato@x.jp' };
const TANAKA = { ...SATO, name: '田中　花子' };
const row = (from: LocalDate, to: LocalDate | null, value: PersonValues, id = from) => ({
  ...{ id, from, to, value },
});
const FIRST: LocalDate = '0001-01-01';
const spans = (rows: readonly Dated<PersonValues>[]) =>
  rows.map(({ from, to, value }) => [from, to, value]);

describe('Names, readings and addresses of a person', () => {
  const ahead = [row(FIRST, '2027-04-01', SATO), row('2027-04-01', null, TANAKA)];
  const from = (day: LocalDate) => ({ on: day, as: day });

  it('are those of the day', () => {
    expect(valuesOn(ahead, '2027-03-31')).toEqual(SATO);
    expect(valuesOn(ahead, '2027-04-01')).toEqual(TANAKA);
  });

  it('change from a day on, and the days before keep what they had', () => {
    const after = detailsAfter([row(FIRST, null, SATO)], TANAKA, from('2026-11-16'));
    expect(spans(after)).toEqual([
      [FIRST, '2026-11-16', SATO],
      ['2026-11-16', null, TANAKA],
    ]);
  });

  it('stay as they are when nothing differs', () => {
    expect(detailsAfter(ahead, { ...SATO }, from('2026-11-16'))).toBe(ahead);
  });

  it('carry one new value into what lies ahead, and leave there what is new already', () => {
    const after = detailsAfter(ahead, { ...SATO, email: 'new@x.jp' }, from('2026-11-16'));
    expect(spans(after)).toEqual([
      [FIRST, '2026-11-16', SATO],
      ['2026-11-16', '2027-04-01', { ...SATO, email: 'new@x.jp' }],
      ['2027-04-01', null, { ...TANAKA, email: 'new@x.jp' }],
    ]);
  });

  it('are withdrawn by the same day with the old values', () => {
    expect(spans(detailsAfter(ahead, SATO, from('2027-04-01')))).toEqual([[FIRST, null, SATO]]);
  });

  it('become one row when the new name of later is here already', () => {
    expect(spans(detailsAfter(ahead, TANAKA, from('2026-11-16')))).toEqual([
      [FIRST, '2026-11-16', SATO],
      ['2026-11-16', null, TANAKA],
    ]);
  });

  it('are corrected for the whole past, and later changes stay', () => {
    const spelt = { ...SATO, name: '佐東　花子' };
    const after = detailsAfter(ahead, spelt, { on: FIRST, as: '2026-04-01' });
    expect(spans(after)).toEqual([
      [FIRST, '2027-04-01', spelt],
      ['2027-04-01', null, TANAKA],
    ]);
  });

  it('can lose the address of mail', () => {
    const after = detailsAfter(ahead, { ...SATO, email: null }, from('2027-01-01'));
    expect(after.at(-1)?.value).toEqual({ ...TANAKA, email: null });
  });
});
