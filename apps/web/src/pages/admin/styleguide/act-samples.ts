import type { SealKind } from '@app/appointments';
import { letterPaperView } from '../../../shell/parts/letters';
import { confirm, notice } from '../../../shell/parts/notices';
import { queue, row, withFirst } from '../../../shell/parts/rows';
import { stepper, tabs } from '../../../shell/parts/ways';
import { personName } from '../../../shell/person-name';
import { stateChip } from '../../../shell/signs';

const HERE = '/styleguide';
const PERSON = {
  ...personName({ staffNumber: '000001', name: '見本　花子' }),
  href: '/styleguide',
};

const letter = (seal: SealKind, stamp: string, cancelled: string) =>
  letterPaperView(
    {
      ...{
        number: 'DX第1号',
        day: '令和9年4月1日',
        addressee: ['見本課', '見本　花子 様'],
        seal,
        stamp,
      },
      ...{ title: '任命通知書', body: ['DX推進リーダーに任命します。'], authority: '見本市長' },
    },
    cancelled,
  );

function confirms() {
  return [
    confirm(
      {
        action: HERE,
        button: '見本課の任命を取り消す',
        happens: ['見本　花子さんの任命を、はじめからなかったものとします。'],
        notes: ['途中で終えるときは、取消しではなく終了を使ってください。'],
        stays: ['取り消した人と理由は、記録に残ります。', 'ほかの任命は変わりません。'],
        hidden: [{ name: 'id', value: '1' }],
      },
      HERE,
    ),
    confirm(
      { action: HERE, button: '見本　花子さんを任命する', happens: [], isDangerous: false },
      HERE,
    ),
    confirm({ action: HERE, button: '', happens: [] }, HERE, '任命に戻る'),
  ];
}

/** What is done, what comes of it, and where one is. */
export function actSamples() {
  return {
    queues: queue('待っているもの', waiting(), '取込みとメールの失敗はありません。'),
    tabs: tabs(
      [
        ['', '終わっていない人', 12],
        ['roles', '役割・資格'],
        ['all', '全員', 1530],
      ],
      'roles',
      (tab) => (tab === '' ? HERE : `${HERE}?tab=${tab}`),
    ),
    steppers: [
      stepper('はじめ', STEPS, 0),
      stepper('途中', STEPS, 1),
      stepper('終わり', STEPS, STEPS.length),
    ],
    notices: notices(),
    confirms: confirms(),
    evidence: { name: '合格証書.pdf', note: 'PDF、312KB', href: '', trouble: '', pages: [] },
    letters: [
      letter('sealed', '', ''),
      letter('omitted', '再発行 令和9年4月2日', '取り消されました。'),
    ],
    link: { label: '第1回から続ける', href: HERE, isPost: false },
    post: { label: '第1回を読む(10分)', href: HERE, isPost: true },
    files: {
      links: [
        { href: HERE, label: 'CSVで保存', isFile: false },
        { href: HERE, label: 'Excel(XLSX)で保存', isFile: false },
      ],
      others: [{ href: HERE, label: 'PDF', isFile: true }],
    },
    plans: [
      { text: '今日の分はまだ計画していません。', canPlan: true },
      { text: '今日の分は計画しました。', canPlan: false },
    ],
  };
}

const STEPS = ['ファイルを選ぶ', '確かめる', '反映する'];

function waiting() {
  return withFirst([
    row('資格の確認', '3件が確認を待っています。', {
      since: 'いちばん古いものは3月26日(金)です。',
      verb: '資格を確認する',
      href: HERE,
    }),
    row('リーダー', '見本課は空白です。', {
      chip: stateChip('unit.vacant'),
      verb: 'リーダーの候補を選ぶ',
      href: HERE,
    }),
    row('必修', '期限を過ぎた人が7名います。', { people: [PERSON, PERSON], rest: 'ほか5名' }),
  ]);
}

function notices() {
  return [
    notice('success', '見本　花子さんの資格を確認しました。次は見本　太郎さんです。', {
      isNews: true,
    }),
    notice('success', '見本　花子さんを推薦しました。', {
      undo: { label: '推薦を取り消す', action: HERE, fields: [{ name: 'id', value: '1' }] },
    }),
    notice('warn', ['名簿にない職員が12名います。', '一部だけの名簿ではありませんか。'], {
      link: { href: HERE, label: '名簿にない職員を見る' },
    }),
    notice('error', '送信できませんでした。画面を開き直してください。'),
    notice('plain', 'この日は閉庁日です。通知は次の開庁日に送ります。'),
  ];
}
