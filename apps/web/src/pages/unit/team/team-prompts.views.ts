import type { TeamMember } from '@app/coverage';
import { formatDateShort, type LocalDate, type UndoAct } from '@app/platform';
import type { PageRequest } from '../../../shell/http';
import type { ListColumn } from '../../../shell/lists/list';
import { personName, type PersonNameView } from '../../../shell/person-name';
import { address } from '../../../shell/view-parts';
import { teamHref } from './team-links';

export type TeamQuery = Readonly<Record<string, string | number | undefined>>;

/** Who may note whom they spoke to, and what is ticked while the page is shown again. */
export interface PrompterFrame {
  /** The head's own id; null for whoever heads nothing here: they see no notes. */
  readonly prompter: string | null;
  readonly refused: ReadonlySet<string>;
  /** On which day who was reminded at the wish of a head. */
  readonly reminded: ReadonlyMap<string, LocalDate>;
}

/** What can be done at the row of a person. */
interface PromptView {
  readonly person: PersonNameView;
  readonly value: string;
  readonly canChoose: boolean;
  readonly isChosen: boolean;
  /** 「4月2日」; empty without a note. */
  readonly day: string;
  readonly undo: string;
  /** 「4月2日に思い出してもらいました」; empty if nobody asked. */
  readonly reminded: string;
}

/** 声かけ: the day of the last note with its undo, and a box unless it is of today. Nobody ticks themselves. */
export function promptColumn(
  { prompter, refused, reminded }: PrompterFrame,
  { undo, on }: { readonly undo: string; readonly on: LocalDate },
): readonly ListColumn<TeamMember>[] {
  if (prompter === null) return [];
  const slot = (row: TeamMember): PromptView | null =>
    row.personId === prompter
      ? null
      : {
          person: personName(row, { isOfOwnUnit: true }),
          value: row.personId,
          canChoose: row.promptedOn !== on,
          isChosen: refused.has(row.personId),
          day: row.promptedOn === null ? '' : formatDateShort(row.promptedOn),
          undo: row.promptedOn === null ? '' : undo,
          reminded: remindedText(reminded.get(row.personId)),
        };
  return [{ key: 'prompted', heading: '声かけ', only: 'page', value: () => null, slot }];
}

function remindedText(day: LocalDate | undefined): string {
  return day === undefined ? '' : `${formatDateShort(day)}に思い出してもらいました`;
}

export function promptAction(code: string, act: 'prompt' | 'undo-prompts', query: TeamQuery) {
  return address(`${teamHref(code)}/${act}`, query);
}

/** In the notice, as long as it stands there. */
export function undoOf(code: string, query: TeamQuery, personIds: readonly string[]): UndoAct {
  return {
    label: '声かけの記録を取り消す',
    action: promptAction(code, 'undo-prompts', query),
    fields: personIds.map((value) => ({ name: 'of', value })),
  };
}

/** The boxes that were ticked when the act was refused. */
export function refusedChoice({ refusedForm, body }: PageRequest): ReadonlySet<string> {
  if (refusedForm === undefined) return new Set();
  const { of } = body as { readonly of?: unknown };
  return new Set([of].flat().filter((it) => typeof it === 'string'));
}
