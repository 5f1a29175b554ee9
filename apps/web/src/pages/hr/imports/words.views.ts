import {
  type BatchSummary,
  type CityWord,
  DAY_MEANING,
  type KnownWord,
  OFFERED_WORDS,
  POSTING_COLUMNS,
  UNIT_COLUMNS,
  type UnknownWord,
  WORD_KINDS,
  type WordKind,
} from '@app/organization';
import { formatDateShort, type Page } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { address, breadcrumb, pager } from '../../../shell/view-parts';

export const WORDS_PER_PAGE = 50;

/** Before the kind and the word, in the name of a field. */
const WORD_FIELD = 'word_';
/** What a form says of a heading that is not read; no word of ours. */
const UNREAD = '-';
const UNREAD_TEXT = '読まない';

const KIND_WORDS: Readonly<Record<WordKind, string>> = {
  unit_kind: '組織の種別',
  posting_kind: '兼務区分',
  employment_type: '任用区分',
  status: '状態',
  unit_column: '組織のファイルの見出し',
  posting_column: '職員のファイルの見出し',
  unit_day: '組織のファイルの日付の列',
  posting_day: '職員のファイルの日付の列',
};

interface Choice {
  readonly value: string;
  readonly text: string;
}

/** What may be said of a word of this kind. */
function choicesOf(kind: WordKind): readonly Choice[] {
  const same = (words: readonly string[]) => words.map((word) => ({ value: word, text: word }));
  switch (kind) {
    case 'unit_column':
      return [...same(UNIT_COLUMNS), { value: UNREAD, text: UNREAD_TEXT }];
    case 'posting_column':
      return [...same(POSTING_COLUMNS), { value: UNREAD, text: UNREAD_TEXT }];
    case 'unit_day':
    case 'posting_day':
      return [{ value: DAY_MEANING, text: '日付として読む' }];
    case 'unit_kind':
    case 'posting_kind':
    case 'employment_type':
    case 'status':
      return same(OFFERED_WORDS[kind].words);
  }
}

/** What was said of words in a form; what was left open is not sent on. */
export function readWords(body: unknown): readonly CityWord[] {
  return Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, value]) => {
    const kind = WORD_KINDS.find((one) => name.startsWith(`${WORD_FIELD}${one}_`));
    if (kind === undefined || typeof value !== 'string' || value === '') return [];
    const word = name.slice(WORD_FIELD.length + kind.length + 1);
    return [{ kind, word, meaning: value === UNREAD ? null : value }];
  });
}

/** The words of one import that nobody has explained yet. */
export function batchWordsView(batch: BatchSummary, form: FormView<never>) {
  const { unknown, used } = batch.summary.words;
  const back = `/imports/${batch.id}`;
  const day = formatDateShort(batch.effectiveOn);
  const isOpen = batch.state === 'previewed';
  return {
    title: '言葉の対応',
    breadcrumb: breadcrumb(['取込み', '/imports'], [`${day}発令`, back], ['言葉の対応']),
    form,
    isOpen,
    sentence: isOpen
      ? `ファイルの言葉のうち、意味の決まっていないものです。一度決めると、出どころ「${batch.sourceName}」の次のファイルからも同じように読みます。`
      : 'この取込みはすでに終わっています。ここでは変えられません。',
    action: `${back}/words`,
    back,
    words: isOpen ? unknown.map(questionOf) : [],
    used: used.map((row) => ({
      ...row,
      kindText: KIND_WORDS[row.kind],
      countText: countText(row),
    })),
  };
}

function questionOf({ kind, word, count, lines, example }: UnknownWord) {
  const isHeading = count === 0;
  return {
    field: `${WORD_FIELD}${kind}_${word}`,
    id: `field-${kind}-${word}`,
    word,
    kindText: KIND_WORDS[kind],
    countText: countText({ count }),
    places: [
      example,
      lines.length === 0 ? '' : `${lines.join('、')}行目${count > lines.length ? 'など' : ''}`,
      isHeading
        ? '読んでいない列。列に当てるときは、決めたあと、ファイルをもう一度読み込みます'
        : '',
    ]
      .filter((text) => text !== '')
      .join('。'),
    choices: choicesOf(kind),
  };
}

function countText({ count }: { readonly count: number }): string {
  return count === 0 ? '見出し' : `${String(count)}行`;
}

/** What was said so far, of all sources, and a heading to say more of. */
export function knownWordsView(
  words: Page<KnownWord>,
  page: number,
  form: FormView<'source' | 'column' | 'word'>,
) {
  return {
    title: '言葉の対応',
    breadcrumb: breadcrumb(['取込み', '/imports'], ['言葉の対応']),
    form,
    columns: [
      { value: '', label: '選んでください' },
      ...(['unit_column', 'posting_column'] as const).flatMap((kind) =>
        choicesOf(kind).map(({ value, text }) => ({
          value: `${kind}:${value}`,
          label: `${kind === 'unit_column' ? '組織' : '職員'}: ${text}`,
        })),
      ),
    ],
    words: words.rows.map((row) => ({
      source: row.sourceName,
      kindText: KIND_WORDS[row.kind],
      word: row.word,
      meaning: row.meaning ?? UNREAD_TEXT,
      since: formatDateShort(row.validFrom),
      action: `/imports/words/${row.id}/forget`,
    })),
    pages: pager({ page, pageSize: WORDS_PER_PAGE, total: words.total }, (number) =>
      address('/imports/words', { page: number }),
    ),
  };
}

/** 「unit_column:所属コード」 of the form as kind and meaning; null for anything else. */
export function readColumn(text: string): Omit<CityWord, 'word'> | null {
  const [kind, value = ''] = text.split(':');
  if (kind !== 'unit_column' && kind !== 'posting_column') return null;
  const isOffered = choicesOf(kind).some((choice) => choice.value === value);
  return isOffered ? { kind, meaning: value === UNREAD ? null : value } : null;
}
