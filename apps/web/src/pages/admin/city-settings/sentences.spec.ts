import { type KpiTarget, targetName } from '@app/coverage';
import type { CityHoliday } from '@app/platform';
import type { PostTitleRow } from '@app/organization';
import { targetsView } from './counting-settings.views';
import { holidaysView } from './holidays.views';
import { unknownText } from './overview.views';

const TODAY = '2026-11-16';
const READER = { today: TODAY, canManage: true } as const;

const title = (name: string, isManagerial: boolean | null, people: number): PostTitleRow => ({
  title: name,
  isManagerial,
  sortOrder: null,
  people,
});

describe('The sentence of 市の設定', () => {
  const known = title('課長', true, 23);

  it.each([
    ['no title', [], ''],
    ['known titles', [known], ''],
    [
      'one unknown title',
      [known, title('室長補佐', null, 1)],
      '職名の表にない職名が1種類あり、1人がその職に就いています。表に加えるまで所属長にはなりません。',
    ],
    [
      'many unknown titles',
      [known, title('室長補佐', null, 2), title('参与', null, 10)],
      '職名の表にない職名が2種類あり、12人がその職に就いています。表に加えるまで所属長にはなりません。',
    ],
  ])('with %s', (_, titles, sentence) => {
    expect(unknownText(titles)).toBe(sentence);
  });
});

describe('The sentence of 閉庁日', () => {
  const form = fieldsOf('day', 'name', 'kind');
  const day = (on: CityHoliday['day'], isOpen = false): CityHoliday => ({
    day: on,
    name: '市制記念日',
    isOpen,
  });

  it.each([
    ['none', [], 0],
    ['one that is over', [day('2026-11-13')], 0],
    ['today', [day(TODAY)], 1],
    [
      'many ahead, one of them open',
      [day('2027-04-01'), day('2027-05-06'), day('2027-05-07', true)],
      2,
    ],
  ])('with %s', (_, holidays, ahead) => {
    expect(holidaysView(holidays, form, READER).summary).toBe(
      `市だけの閉庁日は、本日以降${String(ahead)}日です。土日・祝日・年末年始は登録しなくても閉庁日です。`,
    );
  });
});

describe('The sentence of 目標', () => {
  const form = fieldsOf('code', 'targetValue', 'dueOn', 'source', 'validFrom');

  const target: KpiTarget = {
    code: 'it_passport_holders',
    name: 'ITパスポートの取得者',
    targetValue: 50,
    dueOn: '2031-03-31',
    source: '第2次DX推進計画',
    validFrom: '2026-04-01',
    validTo: null,
  };
  const leaders: KpiTarget = { ...target, code: 'leader_coverage', targetValue: null };
  const passport = `「${targetName(target)}」(令和13年3月31日まで)`;

  it.each([
    ['none', [], '有効な目標はありません。'],
    ['one that is over', [{ ...target, validTo: TODAY }], '有効な目標はありません。'],
    ['one that is to come', [{ ...target, validFrom: '2027-04-01' }], '有効な目標はありません。'],
    ['one', [target], `有効な目標は、${passport}です。`],
    [
      'two',
      [target, leaders],
      `有効な目標は、${passport}と「${targetName(leaders)}」(令和13年3月31日まで)です。`,
    ],
  ] as const)('with %s', (_, targets, sentence) => {
    expect(targetsView(targets, form, READER).summary).toBe(sentence);
  });
});

function fieldsOf<Name extends string>(...names: readonly Name[]) {
  const fields = names.map((name) => [name, { id: name, name, value: '', error: '' }] as const);
  return {
    fields: Object.fromEntries(fields) as Record<Name, (typeof fields)[number][1]>,
    errors: [],
    message: '',
  };
}
