import {
  formatDateShort,
  formatDateTime,
  type LocalDate,
  type OfficeCalendar,
} from '@app/platform';
import {
  placesOf,
  type ReminderKindFacts,
  spokenBy,
  type Wording,
  type WordingExamples,
  wordingOn,
  type WordingRow,
} from '@app/reminders';
import { validityChip } from '../../../shared/validity-chip';
import type { FormView } from '../../../shell/forms';
import { tick } from '../../../shell/parts/fields';
import { breadcrumb } from '../../../shell/view-parts';
import { ruleHref, RULES_CRUMBS } from './reminder-rules.views';

export const wordsHref = (kind: string): string => `${ruleHref(kind)}/words`;

interface WordsFrame {
  readonly form: FormView<'title' | 'line' | 'isStandard' | 'validFrom'>;
  readonly examples: WordingExamples;
  readonly today: LocalDate;
  readonly calendar: OfficeCalendar;
}

/** The words as they hold, what was typed tried on the same notices, and what was written before. */
export function wordsView(
  kind: ReminderKindFacts,
  rows: readonly WordingRow[],
  { form, examples, today, calendar }: WordsFrame,
) {
  const title = kind.words.title();
  const { fields } = form;
  const now = wordingOn(rows, kind.name, today);
  const isStandard = fields.isStandard.value === 'yes';
  const typed = isStandard ? null : { title: fields.title.value, line: fields.line.value };
  const samplesOf = (wording: Wording | null) => {
    const spoken = spokenBy(kind, wording);
    return examples.entries.map(({ text, dueOn }) => ({
      title: spoken.title(),
      text,
      line: spoken.line({ dueOn, today, calendar }),
    }));
  };
  const hasErrors = form.errors.length > 0;
  const after = samplesOf(hasErrors ? now : typed);
  const places = placesOf(kind);
  return {
    title: `通知の文面: ${title}`,
    breadcrumb: breadcrumb(...RULES_CRUMBS, [title, ruleHref(kind.name)], ['文面']),
    summary: now === null ? '標準の文面で送っています。' : '市で書いた文面で送っています。',
    form,
    action: wordsHref(kind.name),
    testAction: `${wordsHref(kind.name)}/test`,
    withdrawHref: `${wordsHref(kind.name)}/withdraw`,
    back: ruleHref(kind.name),
    isPreview: form.message !== '' && !hasErrors,
    standard: tick(fields.isStandard, '標準の文面に戻す', {
      hint: `標準の見出しは「${title}」です。`,
    }),
    titleHint: `40文字以内。使えるのは、${places.title.join('')} です。`,
    lineHint: `200文字以内。使えるのは、${places.line.join('')} です。`,
    examplesNote: examples.areReal
      ? '文例は、実際の通知の内容で作っています。'
      : 'ご覧になれる通知がいまはないため、文例は見本です。',
    samples: samplesOf(now).map((before, index) => ({ before, after: after[index] ?? before })),
    tested: { ...(typed ?? { title: '', line: '' }), isStandard: fields.isStandard.value },
    history: historyOf(rows, today),
  };
}

/** Newest first: a row holds until the one above it. */
function historyOf(rows: readonly WordingRow[], today: LocalDate) {
  return rows.map((row, index) => ({
    from: `${formatDateShort(row.validFrom)}から`,
    text: row.title === null ? '標準の文面' : `${row.title} / ${row.line ?? ''}`,
    by: row.recordedBy ?? '―',
    at: formatDateTime(row.recordedAt),
    state: validityChip({ from: row.validFrom, to: rows[index - 1]?.validFrom ?? null }, today),
    withdraw: row.validFrom > today ? row.validFrom : '',
  }));
}
