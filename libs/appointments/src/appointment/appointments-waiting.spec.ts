import { type Term, termThing } from './appointments-waiting';

const TODAY = '2026-11-16';
const term: Term = {
  ...{ role: 'leader', state: 'in_force', termStart: '2026-04-01' },
  ...{ termEnd: '2029-03-31', endedOn: null },
};

describe('The own term', () => {
  it.each([
    [term, '任期は令和11年3月31日(土)までです(あと2年4か月)。'],
    [
      { ...term, termEnd: '2027-01-15' },
      '任期は1月15日(金)までです(あと60日)。続けるかどうかを、所属長とDX推進室に相談してください。',
    ],
    [{ ...term, endedOn: '2026-11-30' }, '任期は11月30日(月)までです(あと14日)。'],
    [{ ...term, termEnd: TODAY }, '任期は本日までです。'],
    [
      { ...term, state: 'upcoming', termStart: '2026-12-01' },
      '任期は12月1日(火)から令和11年3月31日(土)までです。',
    ],
  ] as readonly (readonly [Term, string])[])(
    'is told with what comes next: %#',
    (row, sentence) => {
      expect(termThing(row, TODAY)).toMatchObject({
        title: 'DX推進リーダー',
        sentence,
        turn: 'others',
      });
    },
  );
});
