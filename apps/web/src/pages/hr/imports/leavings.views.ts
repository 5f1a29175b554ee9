import type { BatchSummary, Suspicion } from '@app/organization';
import { addDays, formatDateShort } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { labelledPerson } from '../../../shell/person-name';
import { hasGrave } from './grave.rules';
import { address, breadcrumb, pager } from '../../../shell/view-parts';

export const PEOPLE_PER_PAGE = 50;

const MANY_PEOPLE = 20;
const LARGE_SHARE = 0.05;

/** Who is about to be ended, one page of them; `self` is the acting person when they are among them. */
export interface ShownLeavings {
  readonly page: number;
  readonly people: readonly Suspicion[];
  readonly self: { readonly staffNumber: string; readonly name: string } | null;
}

/** More people than leave in an ordinary year, all at once: a wrong file is likelier than so many leavings. */
export function mustTypeNumber(leaving: number, employed: number): boolean {
  return leaving > MANY_PEOPLE || leaving > employed * LARGE_SHARE;
}

export function leavingsView(
  batch: BatchSummary,
  shown: ShownLeavings,
  form: FormView<'leavings' | 'withoutRefused' | 'alarmsAccepted'>,
) {
  const { affectedPeople, missingPeople, employedPeople, units, postings } = batch.summary;
  const backHref = `/imports/${batch.id}`;
  const action = `${backHref}/leavings`;
  const lastDay = formatDateShort(addDays(batch.effectiveOn, -1));
  const day = formatDateShort(batch.effectiveOn);
  const withoutRefused = form.fields.withoutRefused.value;
  return {
    title: '退職の確認',
    breadcrumb: breadcrumb(['取込み', '/imports'], [`${day}発令`, backHref], ['退職の確認']),
    summary: `名簿にない職員${missingPeople}名を、${lastDay}で在職を終えたもの(退職)として登録します。まだ何も反映していません。`,
    warnings: warningsOf(batch, shown.self),
    form,
    isOpen: batch.state === 'previewed',
    mustType: mustTypeNumber(missingPeople, employedPeople) || hasGrave(batch),
    missing: missingPeople,
    alarms: batch.summary.alarms,
    refused: (units?.refused ?? 0) + (postings?.refused ?? 0),
    buttonText: `反映する(退職${missingPeople}名、名簿の職員${affectedPeople}名)`,
    action,
    backHref,
    people: shown.people.map(({ subject, message }) => ({
      subject,
      person: labelledPerson(subject),
      message,
    })),
    pages: pager({ page: shown.page, pageSize: PEOPLE_PER_PAGE, total: missingPeople }, (number) =>
      address(action, {
        withoutRefused: withoutRefused || undefined,
        alarmsAccepted: form.fields.alarmsAccepted.value || undefined,
        page: number,
      }),
    ),
  };
}

function warningsOf(batch: BatchSummary, self: ShownLeavings['self']): readonly string[] {
  const { affectedPeople, missingPeople, employedPeople } = batch.summary;
  const day = formatDateShort(batch.effectiveOn);
  return [
    `${day}に在職するはずの職員${employedPeople}名のうち${missingPeople}名です。所属と兼務も終わります。`,
    ...(self
      ? [
          `あなた自身(${self.staffNumber} ${self.name})も含まれます。${day}からログインできなくなります。`,
        ]
      : []),
    `あわせて、名簿の職員${affectedPeople}名のデータが変わります。変わる職員は合わせて${affectedPeople + missingPeople}名です。`,
    '反映のあとでも、これを前提にした登録がないあいだは、取込みごと取り消せます。',
  ];
}
