import { words } from '@app/platform';
import type { AppointmentState, DxRole, EndReason } from './appointment/appointment.rules';

export const DX_ROLE_WORDS: Readonly<Record<DxRole, string>> = {
  get supporter() {
    return words.supporterTitle;
  },
  get leader() {
    return words.leaderTitle;
  },
};

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
