import type { CityCoverage, FrozenFigures } from '@app/coverage';
import { changesView } from './changes.views';

type State = 'covered' | 'vacant' | 'short' | 'apart';
type Units = Readonly<Record<string, State>>;

function citiesOf(then: Units, now: Units) {
  const unitsOf = (of: Units) =>
    Object.entries(of).map(([code, state]) => ({ code, name: `${code}課`, state }));
  const covered = (of: Units) => Object.values(of).filter((state) => state === 'covered').length;
  const counts = { holders: 0, ai_ever: 0, ai_ever_done: 0 };
  const city = {
    ...{
      asOf: '2027-04-02',
      units: unitsOf(now),
      leader: { covered: covered(now) },
      counts,
      leftOutOf: { ai_ever: {} },
    },
  };
  const before = {
    ...{ asOf: '2027-03-31', units: unitsOf(then), covered: covered(then), city: { counts } },
  };
  return { city: city as unknown as CityCoverage, before: before as unknown as FrozenFigures };
}

const told = (then: Units, now: Units): string => {
  const { city, before } = citiesOf(then, now);
  return changesView(city, before).leaders;
};

describe('What has changed since the end of the month before', () => {
  it('names units that were founded or ended since apart from those that were there', () => {
    expect(
      told(
        { 甲: 'covered', 乙: 'vacant', 丙: 'covered', 丁: 'covered', 戊: 'vacant' },
        { 甲: 'vacant', 乙: 'covered', 丁: 'covered', 己: 'covered', 庚: 'vacant' },
      ),
    ).toBe(
      '令和9年3月31日から増減なし(充足した課: 乙課。新しくできて充足した課: 己課。充足でなくなった課: 甲課。充足していてなくなった課: 丙課)',
    );
    expect(told({ 甲: 'covered' }, { 甲: 'covered' })).toBe('令和9年3月31日から増減なし');
  });

  it('adds up to the step, whatever became of the units', () => {
    const states: readonly (State | null)[] = ['covered', 'vacant', 'short', 'apart', null];
    for (const seed of Array.from({ length: 200 }, (_, at) => at)) {
      const pick = (at: number, day: number) =>
        states[(seed * 31 + at * 7 + day * 13 + (seed >> at)) % 5];
      const codes = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
      const on = (day: number): Units =>
        Object.fromEntries(
          codes.flatMap((code, at) => {
            const state = pick(at, day) ?? null;
            return state === null ? [] : [[code, state] as const];
          }),
        );
      const text = told(on(1), on(2));
      const number = (title: string): number => {
        const [, names = ''] = new RegExp(`[(。]${title}課: ([^。)]+)`).exec(text) ?? [];
        const [, many = ''] = /^(\d+)課$/.exec(names) ?? [];
        return names === '' ? 0 : Number(many) || names.split('、').length;
      };
      const step =
        number('充足した') +
        number('新しくできて充足した') -
        number('充足でなくなった') -
        number('充足していてなくなった');
      const [, sign = '', size = '0'] = /から(?:([+−])(\d+)課|増減なし)/.exec(text) ?? [];
      expect([text, step]).toEqual([text, sign === '−' ? -Number(size) : Number(size)]);
    }
  });
});
