import type { HandoverItem } from '@app/appointments';
import type { HandoverKind } from './handovers.sql';

const ITEMS: Readonly<Record<HandoverKind, readonly HandoverItem[]>> = {
  successor: ['materials', 'access', 'ongoing', 'successor'],
  arrived: ['confirmed'],
};

/** What is ticked off, in the order in which it is done. */
export function itemsOf(kind: HandoverKind): readonly HandoverItem[] {
  return ITEMS[kind];
}
