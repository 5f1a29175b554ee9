import type { HandoverItem } from '@app/appointments';
import type { Handover } from './handovers.queries';
import type { HandoverKind } from './handovers.sql';

const ITEMS: Readonly<Record<HandoverKind, readonly HandoverItem[]>> = {
  successor: ['materials', 'access', 'ongoing', 'successor'],
  arrived: ['confirmed'],
};

/** What is ticked off, in the order in which it is done. */
export function itemsOf(kind: HandoverKind): readonly HandoverItem[] {
  return ITEMS[kind];
}

/** What was talked over stays in the list of its unit for a few days, to be taken back; it waits for nobody. */
export function isOpenHandover({ kind, ticks }: Pick<Handover, 'kind' | 'ticks'>): boolean {
  return kind === 'successor' || ticks.length === 0;
}
