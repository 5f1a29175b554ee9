import type { UndoAct } from '@app/platform';
import type { PageRequest } from '../../../shell/http';
import type { Chosen } from './assignments.forms';

/** The boxes that were ticked when an exemption was refused. */
export function refusedChoice({ refusedForm, body }: PageRequest): ReadonlySet<string> {
  if (refusedForm?.values.reason === undefined) return new Set();
  const { of } = body as { readonly of?: unknown };
  return new Set([of].flat().filter((it) => typeof it === 'string'));
}

/** What the box at a person's row sends. */
export function chosenValue(personId: string, year: number | null): string {
  return year === null ? personId : `${personId}.${String(year)}`;
}

export function undoOf(assignmentId: string, chosen: readonly Chosen[]): UndoAct {
  return {
    label: '免除を取り消す',
    action: `/assignments/${assignmentId}/undo-exemptions`,
    fields: chosen.map(({ value }) => ({ name: 'of', value })),
  };
}
