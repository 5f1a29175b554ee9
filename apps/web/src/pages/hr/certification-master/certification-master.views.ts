import {
  CERTIFICATION_KIND_WORDS,
  CERTIFICATION_KINDS,
  type CertificationFilter,
  type CertificationPage,
  type CertificationSort,
  type CertificationVersion,
  type Equivalent,
  HIGHEST_LEVEL,
  versionsOn,
} from '@app/certifications';
import {
  COUNTED_YEARS,
  formatDateShort,
  formatDateTime,
  formatRange,
  isCountedDay,
  type LocalDate,
  numberText,
  things,
} from '@app/platform';
import { fileLinks } from '../../../shell/lists/list-file';
import { listTable } from '../../../shell/lists/list-table';
import { fact } from '../../../shell/parts/facts';
import {
  asked,
  dayField,
  filterBar,
  searchField,
  selectField,
} from '../../../shell/parts/filter-bar';
import { pageHead, sentence } from '../../../shell/parts/heads';
import { stateChip } from '../../../shell/signs';
import { unusedDay } from '../../../shared/asked-range';
import { address, breadcrumb, pager } from '../../../shell/view-parts';
import { REVIEWS } from '../certification-reviews/reviews.list';
import {
  certificationFacts,
  COUNTS_AS,
  type CertificationNames,
  changedLines,
  levelText,
} from './certification-facts';
import { certificationHref, certificationList, chipsOf, MASTER } from './certification-list';
import { filterQuery } from './certification-master.forms';

export const CERTIFICATIONS_PER_PAGE = 50;
export const REVIEWS_CRUMB = ['資格の確認', REVIEWS] as const;
export const MASTER_CRUMB = ['資格の一覧', MASTER] as const;

/** The first versions hold from before anything was recorded: their technical day says nothing to a reader. */
const FIRST_DAY = '2000-01-01';

interface ListFrame {
  /** The day as the address names it. */
  readonly typedOn?: string | undefined;
  readonly filter: CertificationFilter;
  readonly sort: CertificationSort;
  readonly page: number;
  readonly today: LocalDate;
  readonly canManage: boolean;
}

const PATH_OF_FILES = `${MASTER}/export`;

export function masterView({ rows, total, unsure }: CertificationPage, frame: ListFrame) {
  const { filter, sort, page, today, canManage } = frame;
  const query = { ...filterQuery(filter, today), sort: sort === 'order' ? undefined : sort };
  return {
    title: '資格の一覧',
    head: pageHead(
      '資格の一覧',
      breadcrumb(REVIEWS_CRUMB, ['資格の一覧']),
      listSentence(total, unsure, frame),
    ),
    newHref: canManage ? `${MASTER}/new` : '',
    filter: masterFilter(frame, { found: things(total), sort: query.sort }),
    files: fileLinks(PATH_OF_FILES, query, { total }),
    table:
      rows.length === 0
        ? null
        : listTable(certificationList(filter.on), rows, {
            ...{ caption: `資格の一覧(${formatDateShort(filter.on)}、${things(total)})` },
            ...{ path: MASTER, query, sort },
          }),
    pages: pager({ page, pageSize: CERTIFICATIONS_PER_PAGE, total }, (number) =>
      address(MASTER, { ...query, page: number }),
    ),
  };
}

export function listSentence(
  total: number,
  unsure: number,
  { filter: { on }, today }: Pick<ListFrame, 'filter' | 'today'>,
): string {
  const day = on === today ? '' : `${formatDateShort(on)}の一覧です。`;
  const open =
    unsure === 0
      ? 'どれも確かめてあります。'
      : `${unsure === total ? 'すべて' : `うち${things(unsure)}は`}、実施団体の公表で確かめることが残っています。`;
  return total === 0
    ? `${day}この条件に合う資格はありません。`
    : `${day}${things(total)}です。${open}`;
}

const COUNTED = { takes: isCountedDay, years: COUNTED_YEARS };

function masterFilter(
  { filter, today, typedOn }: ListFrame,
  { found, sort }: { readonly found: string; readonly sort: string | undefined },
) {
  const { words, kind, level, state, on } = filter;
  const levels = Array.from({ length: HIGHEST_LEVEL }, (_, index) => index + 1);
  return filterBar(
    [
      searchField('名称か呼び方', asked('words', words)),
      selectField(
        '種類',
        asked('kind', kind),
        CERTIFICATION_KINDS.map((value) => ({ value, text: CERTIFICATION_KIND_WORDS[value] })),
      ),
      selectField('水準', asked('level', level === null ? '' : String(level)), [
        ...levels.map((value) => ({ value: String(value), text: levelText(value) })),
        { value: '0', text: 'ITSSの水準なし' },
      ]),
      selectField('状態', asked('state', state), [
        { value: 'open', text: '受けられる資格' },
        { value: 'retired', text: '試験が終了した資格' },
        { value: 'unsure', text: '確かめることが残る資格' },
      ]),
      dayField(
        'いつの一覧か',
        asked('on', on, unusedDay(typedOn, COUNTED, '今日の一覧です。')),
        today,
      ),
    ],
    { path: MASTER, label: '資格の絞り込み', kept: { sort }, found },
  );
}

interface PageFrame {
  readonly names: CertificationNames;
  readonly equivalents: readonly Equivalent[];
  readonly today: LocalDate;
  readonly canManage: boolean;
}

/** The version of today in full, what counts as what, then every version there has been. */
export function certificationView(versions: readonly CertificationVersion[], frame: PageFrame) {
  const { names, today, canManage } = frame;
  const [newest] = versions;
  const [now = newest] = versionsOn(versions, today);
  if (newest === undefined || now === undefined) return null;
  const { code } = now;
  return {
    title: now.name,
    head: pageHead(
      now.name,
      breadcrumb(REVIEWS_CRUMB, MASTER_CRUMB, [now.shortName]),
      headSentence(now, frame),
    ),
    changeHref: canManage ? `${certificationHref(code)}/change` : '',
    check: checkView(now, canManage),
    facts: [fact('コード', code), ...factsOf(now, frame)],
    versions: versions.map((it, index) => ({
      name: versionName(it),
      number: it.version,
      period: periodText(it),
      recorded: recordedText(it),
      state: stateChip(validityOf(it, today)),
      changes: changesOf(it, versions[index + 1], names),
      withdrawAction:
        canManage && it === newest && it.validFrom > today
          ? `${certificationHref(code)}/withdraw`
          : '',
    })),
  };
}

function headSentence(now: CertificationVersion, { today }: PageFrame) {
  const [chip = null] = chipsOf(openOf(now), today);
  const text =
    now.validFrom > today
      ? `${formatDateShort(now.validFrom)}から一覧に加わります。`
      : `${CERTIFICATION_KIND_WORDS[now.kind]}です。${retirementText(now)}`;
  return sentence(text, { chip });
}

/** 「試験は令和9年3月31日までです。それまでの合格は、その後も数えます。」 */
function retirementText({ lastExamOn }: CertificationVersion): string {
  return lastExamOn === null
    ? ''
    : `試験は${formatDateShort(lastExamOn)}までです。それまでの合格は、その後も数えます。`;
}

function openOf(version: CertificationVersion): CertificationVersion {
  return version.checkedAt === null ? version : { ...version, unsure: null };
}

/** What is still to be looked up, for whoever may say that they have; what was looked up, by whom. */
function checkView(
  { code, version, unsure, checkedAt, checker }: CertificationVersion,
  canManage: boolean,
) {
  if (unsure === null) return null;
  if (checkedAt !== null) {
    const who = checker === null ? '' : `${checker}さんが`;
    return {
      text: `${formatDateTime(checkedAt)}に${who}確かめました(${unsure})。`,
      action: '',
      version,
    };
  }
  return {
    text: `実施団体の公表で確かめること: ${unsure}。違っていたときは、「変更する」から改めてください。`,
    action: canManage ? `${certificationHref(code)}/check` : '',
    version,
  };
}

/** With what it counts as by way of others, and what counts as it, beside what was said of it. */
function factsOf(now: CertificationVersion, { names, equivalents }: PageFrame) {
  const called = (codes: readonly string[]) => codes.map((it) => names.get(it) ?? it).join('、');
  const { code, countsAs } = now;
  const all = equivalents.filter(({ heldCode }) => heldCode === code);
  const further = all
    .map(({ askedCode }) => askedCode)
    .filter((askedCode) => !countsAs.includes(askedCode));
  const by = equivalents.filter(({ askedCode }) => askedCode === code);
  const counted = [
    ...(further.length === 0 ? [] : [fact('その先でも満たせる資格', called(further))]),
    ...(by.length === 0
      ? []
      : [fact('この資格の代わりになる資格', called(by.map(({ heldCode }) => heldCode)))]),
  ];
  return certificationFacts(openOf(now), names).flatMap((it) =>
    it.label === COUNTS_AS ? [it, ...counted] : [it],
  );
}

function changesOf(
  version: CertificationVersion,
  before: CertificationVersion | undefined,
  names: CertificationNames,
): readonly string[] {
  if (before === undefined) return [];
  return changedLines(openOf(before), version, names);
}

function recordedText({ note, recorder, recordedAt }: CertificationVersion): string {
  if (recorder === null) return '製品の初期の一覧です。';
  return `${formatDateTime(recordedAt)}に${recorder}さんが登録しました。理由: ${note}`;
}

export function versionName({ version }: Pick<CertificationVersion, 'version'>): string {
  return `第${numberText(version)}版`;
}

function periodText({ validFrom, validUntil }: CertificationVersion): string {
  if (validFrom > FIRST_DAY) return formatRange(validFrom, validUntil);
  return validUntil === null ? '当初から' : `当初から${formatDateShort(validUntil)}まで`;
}

function validityOf({ validFrom, validUntil }: CertificationVersion, today: LocalDate) {
  if (validFrom > today) return 'validity.ahead';
  return validUntil === null || validUntil >= today ? 'validity.in_force' : 'validity.over';
}
