import {
  type ChangedPerson,
  type ChangedTarget,
  FILE_KINDS,
  FILE_WORDS,
  isNamed,
  PEOPLE_FIGURE_WORDS,
  type Publication,
  type PublicationDifferences,
  type PublicationFile,
  publicationState,
  type FileKind,
  type PublishedContent,
  type WhyDifferent,
} from '@app/coverage';
import { formatDateShort, formatDateTime, numberText, people } from '@app/platform';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { fact } from '../../../shell/parts/facts';
import { personName } from '../../../shell/person-name';
import { breadcrumb } from '../../../shell/view-parts';
import {
  COVERAGE_CRUMB,
  figureWords,
  LATER_FACT_WORDS,
  LIST_CRUMB,
  PATH,
  publicationChip,
  publicationHref,
  publicationName,
  targetPartWords,
} from './publication-words';
import { coverageHref } from '../coverage/coverage-links';
import { contentFacts, lateText } from './publishing.views';

interface Found {
  readonly row: Publication;
  readonly content: PublishedContent;
  readonly files: readonly (PublicationFile & { readonly kind: FileKind })[];
  readonly differences: PublicationDifferences;
}

/** What was frozen, its files, and below what is counted otherwise by now. */
export function publicationView(found: Found, mayWithdraw: boolean) {
  const { row, content, files, differences } = found;
  const self = publicationHref(row.id);
  return {
    title: publicationName(row),
    breadcrumb: breadcrumb(COVERAGE_CRUMB, LIST_CRUMB, [`第${String(row.number)}号`]),
    summary: sentenceOf(row, differences),
    // What holds is the normal state, and needs no sign.
    chip: publicationState(row) === 'standing' ? null : publicationChip(row),
    withdrawn:
      row.withdrawnAt === null
        ? ''
        : `${formatDateTime(row.withdrawnAt)}に${row.withdrawnByName ?? ''}が取り下げました。理由: ${row.withdrawalReason ?? ''}`,
    corrections: correctionsOf(row),
    progress: row.madeAt === null ? { done: files.length, all: FILE_KINDS.length } : null,
    facts: [...contentFacts(content), ...ownFacts(row)],
    late: lateText(content),
    sha256: row.sha256,
    plain: fileLinks(files, self, false),
    named: fileLinks(files, self, true),
    differences: differencesView(differences, row),
    coverageHref: coverageHref(row.asOf),
    withdrawHref: mayWithdraw ? `${self}/withdraw` : '',
    correctHref: mayWithdraw ? `${PATH}/new?asOf=${row.asOf}` : '',
  };
}

function sentenceOf(
  { publishedAt, publishedByName }: Publication,
  { count }: PublicationDifferences,
) {
  const by = publishedByName === null ? '' : `${publishedByName}が`;
  const now =
    count === 0
      ? 'いまの記録で数えても同じです。'
      : `いまの記録で数えると${String(count)}か所違います。`;
  return `${formatDateTime(publishedAt)}に${by}確定しました。${now}`;
}

/** What it corrects, and what became of its own corrections: one that was withdrawn leaves it as valid as it was. */
function correctionsOf(row: Publication) {
  const link = (id: string, number: number | null) => ({
    ...{ href: publicationHref(id), label: `第${String(number)}号を開く` },
  });
  const { followsId, correctedById, undoneId, undoneAt } = row;
  const isUndone = undoneId !== null && undoneAt !== null && publicationState(row) !== 'corrected';
  const stands = publicationState(row) === 'standing' || publicationState(row) === 'making';
  return [
    ...(followsId === null
      ? []
      : [
          {
            text: `第${String(row.followsNumber)}号を訂正するものです。`,
            ...link(followsId, row.followsNumber),
          },
        ]),
    ...(correctedById === null
      ? []
      : [
          {
            text: `第${String(row.correctedByNumber)}号で訂正しました。`,
            ...link(correctedById, row.correctedByNumber),
          },
        ]),
    ...(isUndone
      ? [
          {
            text: `訂正の第${String(row.undoneNumber)}号は、${formatDateTime(undoneAt)}に${row.undoneByName ?? ''}が取り下げました。理由: ${row.undoneReason ?? ''}。${stands ? `いまは、この第${String(row.number)}号が有効です。` : ''}`,
            ...link(undoneId, row.undoneNumber),
          },
        ]
      : []),
  ];
}

function ownFacts({ documentNumber, reason }: Publication) {
  return [fact('文書番号', documentNumber === '' ? 'なし' : documentNumber), fact('理由', reason)];
}

/** The packages first: they hold the others. */
function fileLinks(files: Found['files'], self: string, named: boolean) {
  return files
    .filter(({ kind }) => isNamed(kind) === named)
    .toSorted((a, b) => Number(b.kind.startsWith('package')) - Number(a.kind.startsWith('package')))
    .map(({ kind, name, sha256, byteSize }) => ({
      href: `${self}/${named ? 'named' : 'files'}/${kind}`,
      label: FILE_WORDS[kind],
      name,
      size: `${Math.ceil(byteSize / 1024).toLocaleString('ja-JP')}KB`,
      sha256,
    }));
}

function differencesView(
  { count, targets, figures, people: all, later, ruleNow }: PublicationDifferences,
  row: Publication,
) {
  const places = figures.filter(({ unit }) => unit !== null);
  return {
    hasSome: count > 0,
    later: later.map((it) => `${LATER_FACT_WORDS[it.what]} ${people(it.people)}`),
    why: whyText(targets, figures, all, ruleNow),
    rule: ruleNow === null ? '' : `いまは数え方の${ruleNow}で数えています。`,
    targets: listTable(TARGETS, targets, {
      ...{ caption: '変わった目標', hidesCaption: true, path: '', query: {} },
    }),
    city: listTable(
      FIGURES,
      figures.filter(({ unit }) => unit === null),
      { ...{ caption: '違う数(市全体)', hidesCaption: true, path: '', query: {} } },
    ),
    figures: listTable(FIGURES, places, {
      ...{ caption: '違う数(所属)', hidesCaption: true, path: '', query: {} },
    }),
    folds: places.length > MOST_OPEN ? `所属ごとの違い${String(places.length)}か所を開く` : '',
    people: listTable(peopleList(row), all, {
      ...{ caption: '加わった人・外れた人', hidesCaption: true, path: '', query: {} },
    }),
  };
}

/** More rows than these stand folded: on a phone each is a card. */
const MOST_OPEN = 20;

const WHY_WORDS: Readonly<Record<WhyDifferent, string>> = {
  recorded: 'あとからの登録・訂正',
  rule: '数え方の変更',
  both: '登録・訂正と数え方の変更',
};

/** What it is, and nothing that it is not: after a change of the rule alone nobody has registered anything. */
function whyText(
  targets: PublicationDifferences['targets'],
  figures: PublicationDifferences['figures'],
  all: PublicationDifferences['people'],
  ruleNow: string | null,
): string {
  const whys = new Set([...figures, ...all].map(({ why }) => why));
  const reasons = [
    ...(whys.has('recorded') || whys.has('both') ? ['確定したあとに登録・訂正したもの'] : []),
    ...(whys.has('rule') || whys.has('both')
      ? [`数え方の変更${ruleNow === null ? '' : `(いまは${ruleNow})`}`]
      : []),
    ...(targets.length > 0 ? ['目標の変更'] : []),
  ];
  return `${reasons.join('と')}があるため、いまの記録で同じ日を数えると違うところがあります。確定した数字は変えません。`;
}

const TARGETS: List<ChangedTarget> = {
  name: '変わった目標',
  columns: [
    {
      key: 'target',
      heading: '目標',
      keepsLabel: true,
      value: ({ code, part }) => targetPartWords(code, part),
    },
    { key: 'then', heading: '確定したとき', value: ({ then }) => targetText(then) },
    { key: 'now', heading: 'いまの登録', value: ({ now }) => targetText(now) },
    {
      key: 'by',
      heading: '変えた人と日',
      value: ({ on, byName }) =>
        on === null ? '' : `${byName === null ? '' : `${byName} `}${formatDateShort(on)}`,
    },
  ],
};

/** A day or a number; a promise of every unit has none. */
function targetText(value: ChangedTarget['then']): string {
  if (value === null) return 'なし';
  return typeof value === 'number' ? numberText(value) : formatDateShort(value);
}

const FIGURES: List<PublicationDifferences['figures'][number]> = {
  name: '違う数',
  columns: [
    { key: 'place', heading: '所属', value: ({ unit }) => unit?.name ?? '市全体' },
    { key: 'figure', heading: '数', keepsLabel: true, value: ({ figure }) => figureWords(figure) },
    { key: 'then', heading: '確定した数', isNumber: true, value: ({ then }) => then },
    { key: 'now', heading: 'いまの記録で数えた数', isNumber: true, value: ({ now }) => now },
    { key: 'why', heading: '違う理由', value: ({ why }) => WHY_WORDS[why] },
  ],
};

const NO_REASON = '組織など、ほかの登録の変更';

/** 「任命(令和9年4月2日、佐藤 花子。理由: 登録もれ)」 */
function laterText({ what, on, reason, byName }: ChangedPerson['later'][number]): string {
  const by = byName === null ? '' : `、${byName}`;
  const why = reason === null ? '' : `。理由: ${reason}`;
  return `${LATER_FACT_WORDS[what]}(${formatDateShort(on)}${by}${why})`;
}

const peopleList = ({ asOf }: Publication): List<ChangedPerson> => ({
  name: '加わった人・外れた人',
  columns: [
    {
      key: 'name',
      heading: '氏名',
      isRowHeading: true,
      value: ({ name }) => name,
      show: (it) => ({ text: '', person: personName(it, { asOf }) }),
    },
    { key: 'unit', heading: '所属', value: ({ unitName }) => unitName },
    { key: 'figure', heading: '数', value: ({ figure }) => PEOPLE_FIGURE_WORDS[figure] },
    {
      key: 'change',
      heading: '変わり方',
      value: ({ isEntering }) => (isEntering ? '加わった' : '外れた'),
    },
    {
      key: 'reason',
      heading: '確定のあとに登録したもの',
      value: ({ why, later }) => {
        if (why === 'rule') return WHY_WORDS.rule;
        return later.length === 0 ? NO_REASON : later.map(laterText).join('、');
      },
    },
  ],
});
