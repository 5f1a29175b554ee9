import type { FieldView } from '../../../shell/forms';
import { popover, tick } from '../../../shell/parts/fields';
import { dayField, filterBar, searchField, selectField } from '../../../shell/parts/filter-bar';

const HERE = '/styleguide';

const field = (name: string, value = '', error = ''): FieldView => ({
  id: `field-${name}`,
  name,
  value,
  error,
});

const ROLES = [
  { value: 'leader', label: 'リーダー' },
  { value: 'supporter', label: 'サポーター' },
];

/** What is typed, chosen and refused. */
export function formSamples() {
  return {
    filters: [
      filterBar(filterFields('a', ''), { path: HERE, label: '条件のない検索', found: '743名' }),
      filterBar(filterFields('b', '総務'), {
        path: HERE,
        label: '条件のある検索',
        kept: { tab: 'all' },
        found: '12名',
      }),
    ],
    fields: {
      text: field('text', '見本'),
      wrong: field('wrong', 'abc', '数を入力してください。'),
      day: field('day', '2027-04-02'),
      select: field('select', 'leader'),
      selectWrong: field('selectWrong', '', '役割を選んでください。'),
      area: field('area', '氏名の欄が写っていません。'),
      file: field('file'),
      radio: field('radio', 'leader'),
      radioWrong: field('radioWrong', '', '役割を選んでください。'),
      tick: field('tick', 'yes'),
      tickWrong: field('tickWrong', '', '上の内容を確かめて、印を付けてください。'),
    },
    options: ROLES,
    ticks: {
      plain: tick(field('tick', 'yes'), '上の内容を確認したうえで終了します', {
        hint: '終了日を過ぎると、取り消した日から続きます。',
      }),
      wrong: tick(field('tickWrong'), '上の内容を確認したうえで終了します'),
    },
    refused: {
      message: '入力を確かめてください。',
      errors: [{ href: '#field-wrong', message: '数を入力してください。' }],
    },
    term: popover('term', '基準日', '数字を数える日です。'),
    asOf: '2027-04-02',
  };
}

function filterFields(prefix: string, text: string) {
  const chosen = text === '' ? '' : 'leader';
  return [
    searchField('氏名・フリガナ・職員番号', field(`${prefix}-q`, text)),
    selectField('所属', field(`${prefix}-unit`), [{ value: '1', label: '見本課' }]),
    selectField('状態', field(`${prefix}-state`), [{ value: '1', label: '受講中' }]),
    selectField('役割', field(`${prefix}-role`, chosen), ROLES),
    dayField('任期の終わり', field(`${prefix}-end`, text === '' ? '' : '2027-03-31')),
  ];
}
