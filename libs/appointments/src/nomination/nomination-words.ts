import { words } from '@app/platform';
import type { NominationState, NominationStep, Origin } from './nomination.rules';

export const NOMINATION_STATE_WORDS: Readonly<Record<NominationState, string>> = {
  nominated: '同意待ち',
  consented: '決定待ち',
  returned: '差戻し',
  declined: '辞退',
  lapsed: '期限切れ',
  not_taken: '見送り',
  withdrawn: '取下げ',
  approved: '任命',
};

export const ORIGIN_WORDS: Readonly<Record<Origin, string>> = {
  get head() {
    return `${words.unitHead}の推薦`;
  },
  self: '自薦',
  get office() {
    return `${words.programOffice}の推薦`;
  },
};

export const NOMINATION_STEP_WORDS: Readonly<Record<NominationStep, string>> = {
  nominated: '推薦',
  self_nominated: '自薦',
  consented: '本人が同意',
  declined: '本人が辞退',
  lapsed: '返事の期限切れ',
  withdrawn: '取下げ',
  supported: '副申',
  returned: '差戻し',
  not_taken: '見送り',
  approved: '任命',
  answer_taken_back: '返事の取消し',
  support_taken_back: '副申の取消し',
  decision_taken_back: '差戻し・見送りの取消し',
};
