import type { AppointmentRow } from '@app/appointments';
import { appointmentChip, leftText } from './appointment-words';

type Facts = Parameters<typeof appointmentChip>[0];

const IN_FORCE: Facts = {
  state: 'in_force',
  termStart: '2026-04-01',
  termEnd: '2029-03-31',
  endedOn: null,
  leftOn: null,
  absence: null,
};
const seen = (facts: Partial<AppointmentRow>) => {
  const { sign, label } = appointmentChip({ ...IN_FORCE, ...facts }, '2026-11-16');
  return [sign, label].join(' ').trim();
};

describe('The state of an appointment', () => {
  it('has no sign as long as nothing is to be known of it', () => {
    expect(seen({})).toBe('任期中');
    expect(seen({ termEnd: '2027-02-15' })).toBe('任期中');
  });

  it('says from 90 days before how long it is, to the end that is nearest', () => {
    expect(seen({ termEnd: '2027-02-14' })).toBe('▲ 任期あと90日');
    expect(seen({ endedOn: '2026-11-30' })).toBe('▲ 任期あと14日');
  });

  it('is quiet of whoever is away, and of what is over', () => {
    expect(seen({ absence: 'parental_leave' })).toBe('― 任期中(育休)');
    expect(seen({ state: 'expired' })).toBe('― 任期満了');
    expect(seen({ state: 'annulled' })).toBe('― 取消し');
    expect(seen({ state: 'ended', endedOn: '2026-03-31' })).toBe('― 取りやめ');
    expect(seen({ state: 'left_service' })).toBe('― 退職により終了');
    expect(seen({ state: 'left_service', leftOn: '2027-03-31' })).toBe(
      '― 退職により終了(令和9年3月31日)',
    );
    expect(leftText({ leftOn: '2027-03-31' })).toBe('退職により終了(令和9年3月31日)');
  });

  it('is not begun before its first day', () => {
    expect(seen({ state: 'upcoming', termStart: '2027-04-01' })).toBe('□ 開始前');
  });
});
