import { stemBlocks } from '../../learn/quiz/stem-blocks';
import { stateChip, tag } from '../../../shell/signs';

const HERE = '/styleguide';

/** What stands on the pages of learning. */
export function learningSamples() {
  return {
    learning: {
      title: '情報セキュリティ研修',
      href: HERE,
      chips: [stateChip('learning.overdue')],
      tags: [tag('mandatory')],
      due: { remaining: '期限は11月27日(金)でした', day: 'いまからでも受講できます' },
      next: '次は第4回「あやしいメール」、約10分です。',
      reason: '全職員の必修',
      action: { label: '第4回から続ける', href: HERE, isPost: false },
    },
    question: QUESTION,
    feedback: {
      chip: stateChip('answer.wrong'),
      choices: [
        {
          className: 'answer answer--wrong',
          text: '開いて確かめる',
          mark: 'あなたの答え',
          why: '開くと感染します。',
        },
        { className: 'answer answer--correct', text: '開かずに知らせる', mark: '正解', why: '' },
      ],
      others: [
        {
          className: 'answer',
          text: '消して忘れる',
          mark: '',
          why: 'ほかの職員にも届いています。',
        },
      ],
      rows: [],
      parts: [],
      explanation: '知らせると、ほかの職員も守れます。',
    },
  };
}

const QUESTION = {
  kind: 'single',
  kindName: 'q-kind',
  stem: 'あやしいメールを受け取ったら、はじめに何をしますか。',
  blocks: stemBlocks("    件名 = '至急'\n\n| 日付 | 件数 |\n|---|---|\n| 4月1日 | 3 |"),
  hint: '一つ選んでください。',
  options: [
    {
      id: 'q-1',
      type: 'radio',
      name: 'q',
      value: '1',
      label: '開いて確かめる',
      isChecked: false,
      mark: '正解',
      why: 'ほかの職員も守れます。',
      className: 'answer answer--correct',
    },
    {
      id: 'q-2',
      type: 'radio',
      name: 'q',
      value: '2',
      label: '開かずに知らせる',
      isChecked: true,
      mark: '',
      why: '',
      className: '',
    },
  ],
  places: [],
  typed: null,
  parts: [],
};
