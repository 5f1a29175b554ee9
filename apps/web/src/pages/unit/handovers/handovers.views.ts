import { roleTitle } from '@app/appointments';
import { type Handover, isOpenHandover, itemsOf, type TeamUnit } from '@app/coverage';
import { formatDateShort, words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { personName } from '../../../shell/person-name';
import { breadcrumb } from '../../../shell/view-parts';
import { candidatesHref, handoversHref, teamHref } from '../team/team-links';
import { handoverSentence, ITEM_WORDS, responsibleText } from './handover-words';

interface HandoversFrame {
  readonly unit: TeamUnit;
  readonly rows: readonly Handover[];
  /** Whether the reader may tick. */
  readonly mayTick: boolean;
  /** Comes from the list of all units. */
  readonly seesAll: boolean;
  readonly form: FormView<string>;
}

/** What is to be handed over in a unit and below it, each with its list. */
export function handoversView({ unit, rows, mayTick, seesAll, form }: HandoversFrame) {
  const title = `${unit.name}の役割の引継ぎ`;
  const open = rows.filter(isOpenHandover);
  return {
    title,
    breadcrumb: seesAll
      ? breadcrumb(
          ['任命', '/appointments'],
          ['役割の引継ぎ', '/appointments/handovers'],
          [unit.name],
        )
      : breadcrumb([unit.name, teamHref(unit.code)], ['役割の引継ぎ']),
    candidatesHref: candidatesHref(unit.code, rows[0]?.role ?? 'leader'),
    summary:
      open.length === 0
        ? '引継ぎが残っている役割はありません。'
        : `引継ぎが残っている役割は${String(open.length)}件です。後任が就くと、自動で消えます。`,
    form,
    mayTick,
    action: `${handoversHref(unit.code)}/tick`,
    back: { href: teamHref(unit.code), label: `${unit.name}の状況に戻る` },
    handovers: rows.map((row) => ({
      id: `handover-${row.kind}-${row.appointmentId}`,
      heading: `${row.unitName}の${roleTitle(row.role)}`,
      text: handoverSentence(row),
      facts: [
        {
          label: '本人',
          value: '',
          person: personName({ name: row.name, staffNumber: row.staffNumber }),
        },
        { label: 'いつから', value: `${formatDateShort(row.since)}(${String(row.days)}日)` },
        { label: '担当', value: responsibleText(row.responsible) },
      ],
      items: itemsOf(row.kind).map((item) => itemView(row, item)),
    })),
    note: `印は、${words.unitHead}(代理を含む)と${words.programOffice}が付けられます。`,
  };
}

function itemView(row: Handover, item: Handover['ticks'][number]['item']) {
  const tick = row.ticks.find((it) => it.item === item);
  return {
    appointment: row.appointmentId,
    item,
    label: ITEM_WORDS[item],
    isDone: tick !== undefined,
    doneText: tick === undefined ? '' : `${formatDateShort(tick.on)} ${tick.by}`,
    value: tick === undefined ? 'yes' : 'no',
  };
}
