import { pageHead, printHead, sentence } from '../../../shell/parts/heads';
import { stateChip } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';
import { actSamples } from './act-samples';
import { dataSamples } from './data-samples';
import { figureSamples } from './figure-samples';
import { formSamples } from './form-samples';
import { learningSamples } from './learning-samples';

/** Every part in every state, of things that no city has. */
export function styleguideView() {
  return {
    title: '部品の見本',
    head: pageHead(
      '部品の見本',
      breadcrumb(['管理', '/'], ['部品の見本']),
      sentence('画面はここにある部品だけで組み立てます。', {
        chip: stateChip('check.passed'),
        note: '開発とテストのときだけ開けます。',
      }),
    ),
    print: printHead('令和9年4月2日現在', {
      rule: '数え方 第3版(令和8年4月1日から)',
      range: '1〜50件目を印刷(全739件)',
    }),
    ...actSamples(),
    ...dataSamples(),
    ...figureSamples(),
    ...formSamples(),
    ...learningSamples(),
  };
}
