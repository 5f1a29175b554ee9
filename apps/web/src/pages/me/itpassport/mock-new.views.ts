import { formatTime, numberText } from '@app/platform';
import type { MockChoice, MockOfPerson, MockPreview, SyllabusTree } from '@app/practice';
import { fact } from '../../../shell/parts/facts';
import { confirm } from '../../../shell/parts/notices';
import { breadcrumb } from '../../../shell/view-parts';
import { mockTitle } from '../../../shared/mock-words';
import { attemptAddress, minutesText } from './mock-words';

interface NewMockFacts {
  readonly choice: MockChoice;
  readonly syllabus: SyllabusTree;
  readonly preview: MockPreview;
  readonly open: MockOfPerson | null;
  readonly now: Date;
}

/** What one must know before the clock starts. */
export function newMockView(facts: NewMockFacts) {
  const { choice, syllabus, preview, open } = facts;
  const title = mockTitle(choice, syllabus.fields);
  return {
    title: `${title}を受ける`,
    breadcrumb: breadcrumb(['ITパスポート', '/itpassport'], [`${title}を受ける`]),
    summary:
      open === null
        ? summary(facts)
        : `受けている途中の${mockTitle(open, syllabus.fields)}があります。先にそれを終えてください。`,
    facts: open === null ? factsOf(facts) : [],
    confirm: open === null ? startOf(choice, preview) : goBack(open),
  };
}

function summary({ preview, now }: NewMockFacts): string {
  const minutes = preview.minutes + preview.extraMinutes;
  const end = new Date(now.getTime() + minutes * 60_000);
  return `いま始めると、${formatTime(end)}までです。まだ始まっていません。`;
}

function factsOf({ preview, syllabus }: NewMockFacts) {
  const { passTotal, passField } = syllabus;
  return [
    fact('問題', `${numberText(preview.questions)}問`),
    fact('時間', minutesText(preview)),
    fact('合格の線', `総合${String(passTotal)}点、分野ごとに${String(passField)}点(目安で見ます)`),
    fact('結果を見られる人', '本人だけ'),
  ];
}

function startOf(
  { form, paper, field }: MockChoice,
  { seenCount, questions, leftOut }: MockPreview,
) {
  return confirm(
    {
      action: '/itpassport/mocks',
      button: '試験を始める',
      happens: [
        '始めると、時間を止められません。「中断する」で離れていても、ほかの端末に移っても、時間は進みます。',
        '時間になると、保存した解答で提出されます。時間のあとに届いた解答は数えません。',
      ],
      notes: [
        '本番と同じく、採点しない問題がいくつか混じっています。どれかは、提出したあとに分かります。',
        ...(leftOut > 0
          ? [`誤りがあって取り下げた${numberText(leftOut)}問を除いて出します。時間は変わりません。`]
          : []),
        ...(seenCount === 0
          ? []
          : [
              `${seenCount === questions ? '全て' : `${numberText(questions)}問のうち${numberText(seenCount)}問は`}、前の模擬試験で解いた問題です${paper === null ? '(新しい問題が足りないところだけ、前に解いたのが古いものから選びます)' : ''}。`,
            ]),
      ],
      hidden: [
        { name: 'form', value: form },
        { name: 'paper', value: paper ?? '' },
        { name: 'field', value: field ?? '' },
      ],
      isDangerous: false,
    },
    '/itpassport',
  );
}

function goBack({ attemptId }: MockOfPerson) {
  return confirm(
    { action: '', button: '', happens: [] },
    attemptAddress(attemptId),
    '受けている模擬試験に戻る',
  );
}
