import {
  roleTitle,
  isOpen,
  type NominatedPerson,
  type NominationRow,
  type Origin,
  type DxRole,
} from '@app/appointments';
import { things, words } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { listTable } from '../../../shell/lists/list-table';
import { tick, tickAsked } from '../../../shell/parts/fields';
import { notice } from '../../../shell/parts/notices';
import { personName } from '../../../shell/person-name';
import { candidatesHref } from '../../unit/team/team-links';
import { breadcrumb } from '../../../shell/view-parts';
import { OWN_NOMINATIONS } from './nominations.list';

export type NominatingField = 'role' | 'reason' | 'warningsAccepted' | 'warningsSeen';

interface NominatingFrame {
  readonly form: FormView<NominatingField>;
  /** Those for which somebody can be recommended today. */
  readonly roles: readonly DxRole[];
  /** What of the roles that the person holds is in the way. */
  readonly overlaps: readonly string[];
  /** What else must have been seen. */
  readonly warnings: readonly { readonly text: string }[];
}

/** Where the recommendation will stand. */
const LISTS: Readonly<Record<Origin, readonly [string, string]>> = {
  self: ['自分の推薦', '/nominations'],
  head: ['推薦', '/team/nominations'],
  office: ['推薦の受付', '/appointments/nominations'],
};

/** Whom, for what and why: the same page for the head, the office and for oneself. */
export function nominatingView(
  person: NominatedPerson,
  origin: Origin,
  { form, roles, overlaps, warnings }: NominatingFrame,
) {
  const isSelf = origin === 'self';
  const role = form.fields.role.value;
  const lines = warnings.map(({ text }) => text);
  const asked = tickAsked(form, lines);
  return {
    title: isSelf ? '自分を推薦する' : '推薦する',
    breadcrumb: breadcrumb(LISTS[origin], [isSelf ? '自分を推薦する' : '推薦する']),
    overlaps: overlaps.length === 0 ? null : notice('warn', overlaps),
    summary: isSelf
      ? `自薦では、この送信が同意になります。${words.unitHead}にも知らせます。`
      : `${person.name}さんを推薦します。本人が同意すると、${words.programOffice}が決めます。`,
    back:
      isSelf || person.unitCode === null ? LISTS[origin][1] : candidatesHref(person.unitCode, role),
    personId: person.personId,
    person: personName(person, { isOfOwnUnit: origin === 'head' }),
    unitName: person.unitName ?? '',
    form: asked,
    roles: roles.map((value) => ({ value, label: roleTitle(value) })),
    warnings: lines,
    accepted: tick(asked.fields.warningsAccepted, '上の内容を確認したうえで推薦します'),
    reasonHint: `本人、${words.unitHead}、${words.programOffice}が読みます。`,
  };
}

/** One's own recommendations, and the way to one more. */
export function ownNominationsView(rows: readonly NominationRow[]) {
  const open = rows.filter(({ state }) => isOpen(state));
  return {
    title: '自分の推薦',
    breadcrumb: breadcrumb(['自分の推薦']),
    summary:
      open.length === 0
        ? '進んでいる推薦はありません。'
        : `進んでいる推薦が${things(open.length)}あります。`,
    isEmpty: rows.length === 0,
    table: listTable(OWN_NOMINATIONS, rows, {
      caption: `自分の推薦(${things(rows.length)})`,
      path: '',
      query: {},
    }),
  };
}
