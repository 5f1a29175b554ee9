import { words } from '@app/platform';
import type { NominationState, NominationStep, Origin } from './nomination.rules';

const DIRECTLY = '直接任命されたため終了';

export const NOMINATION_STATE_WORDS: Readonly<Record<NominationState, string>> = {
  nominated: '同意待ち',
  consented: '決定待ち',
  returned: '差戻し',
  declined: '辞退',
  lapsed: '期限切れ',
  not_taken: '見送り',
  withdrawn: '取下げ',
  approved: '任命',
  appointed_directly: DIRECTLY,
  annulled: '任命の取消し',
};

const ORIGIN_WORDS: Readonly<Record<Origin, string>> = {
  get head() {
    return `${words.unitHead}の推薦`;
  },
  self: '自薦',
  get office() {
    return `${words.programOffice}の推薦`;
  },
};

/** 「所属長の代理」: who acts for the head of a unit. */
function deputyWord(): string {
  return `${words.unitHead}の代理`;
}

/** Who recommended: 「所属長の推薦」, 「所属長の代理による推薦」. */
export function originText({ origin, isByDeputy }: Recommended): string {
  return isByDeputy ? `${deputyWord()}による推薦` : ORIGIN_WORDS[origin];
}

interface Recommended {
  readonly origin: Origin;
  /** As the head, by whoever acted for them. */
  readonly isByDeputy: boolean;
}

/** Who speaks for somebody: 「山田 太郎」, 「所属長の代理 山田 太郎」. */
export function supporterText(name: string | null, isByDeputy: boolean): string {
  return [isByDeputy ? deputyWord() : '', name ?? ''].filter((it) => it !== '').join(' ');
}

/** What was done on a day: 「推薦」, 「所属長の代理による副申」. */
export function stepText({ step, isByDeputy }: Stepped): string {
  return isByDeputy
    ? `${deputyWord()}による${NOMINATION_STEP_WORDS[step]}`
    : NOMINATION_STEP_WORDS[step];
}

interface Stepped {
  readonly step: NominationStep;
  readonly isByDeputy: boolean;
}

const NOMINATION_STEP_WORDS: Readonly<Record<NominationStep, string>> = {
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
  appointed_directly: DIRECTLY,
};
