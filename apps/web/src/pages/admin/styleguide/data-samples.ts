import { fact, moment } from '../../../shell/parts/facts';
import { pieces, promise } from '../../../shell/parts/promises';
import { tableFrame } from '../../../shell/parts/tables';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { personName } from '../../../shell/person-name';
import { STATES, stateChip, tag } from '../../../shell/signs';
import { pager } from '../../../shell/view-parts';

const HERE = '/styleguide';
const PERSON = {
  ...personName({ staffNumber: '000001', name: '見本　花子' }),
  href: '/styleguide',
};

/** What is counted and listed. */
export function dataSamples() {
  return {
    one: {
      chip: stateChip('unit.vacant'),
      other: stateChip('unit.covered'),
      tag: tag('mandatory'),
      person: PERSON,
      lines: ['見本　花子さんの任期は、まだ終わっていません。'],
    },
    chips: Object.keys(STATES)
      .filter(isStateKey)
      .map((key) => stateChip(key, '60')),
    tags: (['mandatory', 'recommended', 'chosen', 'yearly', 'carriedOver'] as const).map(tag),
    promises: [
      promise(
        ['promise-leader', '課の充足'],
        {
          value: { text: '13', href: HERE },
          target: { text: '23', href: HERE },
          unit: '課',
          bar: { value: 13, max: 23, text: '23課のうち13課が充足' },
        },
        pieces('目標まであと', { text: '10課', href: HERE }, '。期限は令和13年3月31日です。'),
      ),
      promise(
        ['promise-none', '目標のない約束'],
        { value: { text: '0', href: '' }, unit: '人' },
        pieces('この基準日に有効な目標はありません。'),
      ),
    ],
    facts: facts(),
    moments: moments(),
    frame: tableFrame('手で書いた表', { columns: 3, rows: 2, captionNote: '令和9年4月2日現在' }),
    comparison: tableFrame('見比べる表', { hidesCaption: true, staysTable: true }),
    table: listTable(PEOPLE, ROWS, { caption: '一覧の表', path: HERE, query: {}, sort: 'name' }),
    pages: pager({ page: 2, pageSize: 50, total: 743 }, (page) => `${HERE}?page=${String(page)}`),
    crumbs: [
      { label: 'ホーム', href: '/' },
      { label: '部品の見本', href: '' },
    ],
  };
}

function facts() {
  return [
    fact('氏名(職員番号)', '', { person: PERSON }),
    fact('状態', '', { chip: stateChip('appointment.soon', '60') }),
    fact('所属', '見本課', { href: HERE }),
    fact('任期', '令和8年4月1日から令和11年3月31日まで'),
  ];
}

function moments() {
  return [
    moment(['2027-04-01', '令和9年4月1日'], '見本課へ異動', {
      tag: tag('posting'),
      text: '主務・係長',
    }),
    moment(['2026-10-05', '令和8年10月5日'], 'ITパスポート', {
      href: HERE,
      chip: stateChip('record.verified'),
    }),
    moment(['2026-04-01', '令和8年4月1日'], 'DX推進リーダー', {
      tag: tag('role'),
      paper: { text: '任命書 見本第1号', href: HERE },
    }),
    moment(['', '採用前'], '記録の始まり'),
  ];
}

interface SampleRow {
  readonly left: number;
  readonly state: 'learning.completed' | 'learning.overdue' | 'learning.in_progress';
}

const ROWS: readonly SampleRow[] = [
  { left: 0, state: 'learning.completed' },
  { left: 1234, state: 'learning.overdue' },
  { left: 2, state: 'learning.in_progress' },
];

const PEOPLE: List<SampleRow> = {
  name: '見本',
  columns: [
    {
      key: 'name',
      heading: '氏名',
      sort: 'name',
      value: () => PERSON.name,
      show: () => ({ text: '', person: PERSON, hint: 'ミホン　ハナコ' }),
    },
    {
      key: 'state',
      heading: '状態',
      value: (row) => row.state,
      show: (row) => ({ text: '', chip: stateChip(row.state) }),
    },
    { key: 'due', heading: '期限', value: () => ({ day: '2027-05-31' }) },
    {
      key: 'left',
      heading: '残り',
      isNumber: true,
      counter: '回',
      value: (row) => row.left,
      total: (rows) => rows.reduce((sum, row) => sum + row.left, 0),
    },
  ],
};

function isStateKey(key: string): key is keyof typeof STATES {
  return key in STATES;
}
