import { words, wordsInUse } from '@app/platform';
import type { BatchAct } from './batch/batch.rules';
import type { LetterState } from './letter/letter-words';
import type { SealKind } from './letter/letter.rules';
import type { BenchGroup } from './path/path.rules';
import type { LetterKind } from './role/letter-kind';
import type { AppointmentState, DxRole, EndReason } from './appointment/appointment.rules';

/** What a role is called today. */
export function roleTitle(role: DxRole): string {
  return wordsInUse().role(role).word;
}

/** What somebody does who takes on a role of the plan; empty for one that the city added. */
export function roleTasks(role: DxRole): string {
  if (role === 'leader') return `${words.unit}の業務の見直しを、中心になって進めます。`;
  return role === 'supporter' ? `${words.unit}の身近な相談役として、まわりの人を助けます。` : '';
}

/** Every role of the city: those that its plan counts, then those that it added, also those that have ended. */
export function dxRoles(): readonly DxRole[] {
  return wordsInUse().roles;
}

export const APPOINTMENT_STATE_WORDS: Readonly<Record<AppointmentState, string>> = {
  in_force: '任期中',
  upcoming: '開始前',
  left_service: '退職により終了',
  ended: '終了',
  expired: '任期満了',
  annulled: '取消し',
};

export const END_REASON_WORDS: Readonly<Record<EndReason, string>> = {
  resigned: '本人の申出',
  dismissed: '解任',
  transferred_out: '異動',
  left_service: '退職',
  expired: '任期満了',
};

export const BATCH_ACT_WORDS: Readonly<Record<BatchAct, string>> = {
  renew: '再任',
  extend: '任期の延長',
  let_expire: '満了のまま',
  appoint: '任命',
};

/** Stands where the reader may not know yet what a personnel order says. */
export const NOT_ANNOUNCED = '公表前';

export const LETTER_WORDS: Readonly<Record<LetterKind, string>> = {
  appointment: '任命',
  commission: '委嘱',
};

export const LETTER_STATE_WORDS: Readonly<Record<LetterState, string>> = {
  issued: '有効',
  replaced: '再発行済み',
  annulled: '取消し',
  set_aside: 'つなぐ前の番号',
};

/** How far somebody is on the way to a role. */
export const BENCH_GROUP_WORDS: Readonly<Record<BenchGroup, string>> = {
  ready: '要件がそろっている',
  soon: 'あと少し',
  growing: 'まだ先',
};

/** The paper itself, where it is spoken of without its own title. */
export const PAPER_WORDS: Readonly<Record<LetterKind, string>> = {
  appointment: '任命書',
  commission: '委嘱状',
};

export const SEAL_WORDS: Readonly<Record<SealKind, string>> = {
  sealed: '公印',
  omitted: '公印省略',
  electronic: '電子',
};
