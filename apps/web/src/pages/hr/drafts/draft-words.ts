import type { DraftFigure, UnitTurn } from '@app/coverage';
import type { DraftAct, DraftState, TransferDraft } from '@app/organization';
import { addDays, fiscalYearEnd, fiscalYearOf, type LocalDate, words } from '@app/platform';
import type { Crumb } from '../../../shell/view-parts';
import { breadcrumb } from '../../../shell/view-parts';

export const PATH = '/drafts';
export const TITLE = '異動案の試算';
export const BANNER =
  '公開前・取扱注意。この案を開けるのは、名前のある人だけです。開いたことは監査記録に残ります。';

export function draftHref(id: string, page = ''): string {
  return page === '' ? `${PATH}/${id}` : `${PATH}/${id}/${page}`;
}

export function draftCrumbs({ id, name }: Pick<TransferDraft, 'id' | 'name'>, page = ''): Crumb[] {
  return page === ''
    ? breadcrumb([TITLE, PATH], [name])
    : breadcrumb([TITLE, PATH], [name, draftHref(id)], [page]);
}

/** Nobody has closed it, and no import that holds what it held waits for 反映. */
export function isChangeable({ state, batchId }: TransferDraft): boolean {
  return state === 'open' && batchId === null;
}

/** Why nothing can be changed; empty where it can. */
export function heldText(draft: TransferDraft): string {
  if (isChangeable(draft)) return '';
  return draft.state === 'open'
    ? 'この案は取込みへ渡してあるため、いまは変えられません。変えるときは、先にその取込みを取りやめてください。'
    : 'この案はすでに終わっているため、変えられません。';
}

/** Transfers are mostly ordered for the first day of a fiscal year. */
export function nextFirstOfApril(today: LocalDate): LocalDate {
  return addDays(fiscalYearEnd(fiscalYearOf(today)), 1);
}

export const STATE_WORDS: Readonly<Record<DraftState, string>> = {
  open: '検討中',
  adopted: '反映済み',
  discarded: '取りやめ',
};

export const ACT_WORDS: Readonly<Record<DraftAct, string>> = {
  file: 'ファイル',
  move: '異動',
  promote: '昇任・職名の変更',
  retire: '退職',
  hire: '採用',
  absence: '休職・派遣・復帰',
  unit: '組織',
};

export const TURN_WORDS: Readonly<Record<UnitTurn, () => string>> = {
  loses_leader: () => `${words.leader}がいなくなる`,
  loses_leader_anyway: () => `${words.leader}がいなくなる(案がなくても)`,
  gains_leader: () => `${words.leader}がいるようになる`,
  two_leaders: () => `${words.leader}が2人以上になる`,
  loses_supporter: () => `${words.supporter}がいなくなる`,
  gains_supporter: () => `${words.supporter}がいるようになる`,
  two_supporters: () => `${words.supporter}が2人以上になる`,
  loses_last_holder: () => 'ITパスポートの取得者がいなくなる',
  founded: () => '新設',
  ends: () => '廃止',
};

export const FIGURE_WORDS: Readonly<Record<DraftFigure, () => string>> = {
  counting: () => `数える${words.unit}`,
  covered: () => `${words.leader}のいる${words.unit}`,
  missing: () => `${words.leader}のいない${words.unit}`,
  leaders: () => words.leaderTitle,
  supporters: () => words.supporterTitle,
  holders: () => 'ITパスポートの取得者',
  staff: () => '在職者',
};
