import {
  courses,
  addedRoleOf,
  isWordKey,
  LESSON_WORDS,
  type LocalDate,
  partOf,
  peopleSentence,
  thingsSentence,
  PRODUCT_WORDS,
  units,
  VOCABULARY,
  withWords,
  type WordForms,
  type WordKey,
  WORD_KEYS,
  type WordRow,
  words,
  Words,
} from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { notice } from '../../../shell/parts/notices';
import { validityChip } from '../../../shared/validity-chip';
import { fromText, SETTINGS, settingsFrame } from './city-settings.parts';

/** The keys whose form inside a sentence differs from the word: they have a second field. */
const WITH_SHORT = ['role_leader', 'role_supporter'] as const satisfies readonly WordKey[];
type ShortField = `${(typeof WITH_SHORT)[number]}_short`;
export type WordField = WordKey | ShortField;
export type TypedWords = Readonly<Record<WordField, string>>;

interface Shown {
  readonly today: LocalDate;
  readonly canManage: boolean;
}

function hasShort(key: WordKey): key is (typeof WITH_SHORT)[number] {
  return (WITH_SHORT as readonly string[]).includes(key);
}

/** What stands in the form's fields as long as nothing was typed. */
export function wordFields(now: Words): TypedWords {
  const entries = WORD_KEYS.flatMap((key) => {
    const field = [key, now.full(key)] as const;
    return hasShort(key) ? [field, [`${key}_short`, now.short(key)] as const] : [field];
  });
  return Object.fromEntries(entries) as TypedWords;
}

/**
 * What was typed over the words of today, with which the form was filled. A word that was left as it stood is none, also
 * when another one is planned for it: that is taken back by an act of its own.
 */
export function wordChanges(typed: TypedWords, now: Words): ProductWord[] {
  return formsOf(typed).filter(
    ({ key, word, short }) => word !== now.full(key) || short !== now.short(key),
  );
}

function formsOf(typed: TypedWords): ProductWord[] {
  return WORD_KEYS.map((key) => ({
    key,
    word: typed[key],
    short: hasShort(key) ? typed[`${key}_short`] : typed[key],
  }));
}

interface ProductWord extends WordForms {
  readonly key: WordKey;
}

interface WordsFound {
  readonly rows: readonly WordRow[];
  readonly now: Words;
  readonly form: FormView<WordField | 'validFrom'>;
  /** What letters on paper say otherwise than what was typed. */
  readonly issued: readonly string[];
  /** By the id of a planned word: that letters say it already. */
  readonly planned: ReadonlyMap<string, string>;
}

export function wordsView({ rows, now, form, issued, planned }: WordsFound, shown: Shown) {
  const { today, canManage } = shown;
  const begun = rows.filter((row) => row.validFrom <= today).map((row) => row.key);
  const set = new Set(begun.filter(isWordKey));
  const typed = new Words(typedForms(form));
  return {
    ...settingsFrame('/words', '市の言葉'),
    summary: summaryOf(set.size),
    canManage,
    form,
    isPreview: form.message !== '',
    issued: issued.length === 0 ? null : notice('warn', issued),
    groups: [
      { title: '画面・メール・帳票の言葉', fields: fieldsOf(Object.keys(PRODUCT_WORDS), form) },
      { title: '教材の中の言葉', fields: fieldsOf(Object.keys(LESSON_WORDS), form) },
    ],
    samples: samplesOf(now).map((before, index) => {
      const after = samplesOf(typed)[index] ?? '';
      return { before, after: after === before ? '変わりません' : after };
    }),
    history: rows.map((row, index) => ({
      name: nameOf(row.key, now),
      issuedText: planned.get(row.id) ?? '',
      ...historyRow(row, rows[index - 1], shown),
    })),
  };
}

function summaryOf(set: number): string {
  if (set === 0) return 'すべて標準の言葉で表示しています。';
  const own = `${partOf(set, WORD_KEYS.length, '語')}を、市の言葉にしています。`;
  return set === WORD_KEYS.length ? own : `${own}残りは標準の言葉で表示します。`;
}

function fieldsOf(keys: readonly string[], form: FormView<WordField | 'validFrom'>) {
  return keys.filter(isWordKey).flatMap((key) => {
    const { word, about } = VOCABULARY[key];
    const standard = word === '' ? '' : `標準は「${word}」です。`;
    const field = { field: form.fields[key], label: labelOf(key), hint: about + standard };
    if (!hasShort(key)) return [field];
    const short = VOCABULARY[key].short;
    const label = `${labelOf(key)}(文の中)`;
    const hint = `文の中や見出しで使う短い言葉です。標準は「${short}」です。`;
    return [field, { field: form.fields[`${key}_short`], label, hint }];
  });
}

function labelOf(key: WordKey): string {
  return key === 'city_name' ? '市の名前' : VOCABULARY[key].word;
}

function nameOf(key: string, now: Words): string {
  return isWordKey(key) ? labelOf(key) : now.role(addedRoleOf(key) ?? key).word;
}

function typedForms(form: FormView<WordField | 'validFrom'>): Readonly<Record<WordKey, WordForms>> {
  const typed = Object.fromEntries(
    Object.entries(form.fields).map(([name, { value }]) => [name, value]),
  ) as TypedWords;
  const forms = formsOf(typed).map(({ key, word, short }) => [key, { word, short }] as const);
  return Object.fromEntries(forms) as Record<WordKey, WordForms>;
}

/** The same sentences in these words: what a change would make of the pages. */
function samplesOf(chosen: Words): readonly string[] {
  return withWords(chosen, () => [
    thingsSentence(`${words.leader}がいない${words.unit}`, 3, words.unit),
    `${units(12)}のうち${units(9)}に${words.leaderTitle}がいます。`,
    `${words.supporter}がいません。${words.programOffice}へ推薦してください。`,
    peopleSentence(`必修をまだ終えていない${words.unitHead}`, 2),
    `${courses(8)}のうち${courses(3)}を修了しました。`,
    `合格の報告は、${words.hr}が確認します。`,
  ]);
}

function historyRow(row: WordRow, newer: WordRow | undefined, { today, canManage }: Shown) {
  const to = newer?.key === row.key ? newer.validFrom : null;
  return {
    value: row.word === row.short ? row.word : `${row.word}(文の中では「${row.short}」)`,
    from: fromText(row.validFrom),
    state: validityChip({ from: row.validFrom, to }, today),
    withdrawHref: canManage && row.validFrom > today ? `${SETTINGS}/words/${row.id}/withdraw` : '',
  };
}
