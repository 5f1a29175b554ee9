import {
  againReason,
  type AppointmentRow,
  type IssuedLetter,
  type LetterChoice,
  type LetterDraft,
  SEAL_KINDS,
  SEAL_WORDS,
  letterState,
  issueText,
} from '@app/appointments';
import { formatDateShort, formatDateTime, localDateOf } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import type { List } from '../../../shell/lists/list';
import { listTable } from '../../../shell/lists/list-table';
import { letterPaperView } from '../../../shell/parts/letters';
import { stateChip } from '../../../shell/signs';
import { address, breadcrumb } from '../../../shell/view-parts';
import { LIST_CRUMB } from '../appointments/appointments.views';

export function letterHref(appointmentId: string): string {
  return `/appointments/${appointmentId}/letter`;
}

/** The page of the act, with what is to be looked at. */
export function issuingHref(
  appointmentId: string,
  { seal, datedOn, reason }: LookedAt & { readonly reason: string },
): string {
  const chosen = { seal: seal ?? '', datedOn: datedOn ?? '', reason };
  return address(`${letterHref(appointmentId)}/issue`, chosen);
}

type LookedAt = Pick<LetterChoice, 'seal' | 'datedOn'>;

export function issueHref({ appointmentId, issueNumber }: IssuedLetter): string {
  return `${letterHref(appointmentId)}/issues/${String(issueNumber)}`;
}

/** What is opened by default: of an annulled appointment the copy that says so. */
export function openHref(letter: IssuedLetter): string {
  return letter.annulledAt === null ? issueHref(letter) : `${issueHref(letter)}/cancelled`;
}

interface LetterFrame {
  /** The newest first. */
  readonly issues: readonly IssuedLetter[];
  /** What would be issued; only as long as nothing was. */
  readonly draft: LetterDraft | null;
  readonly canIssue: boolean;
}

/** What was issued, the newest in full; before the first issue what would be. */
export function letterView(row: AppointmentRow, { issues, draft, canIssue }: LetterFrame) {
  const newest = issues.at(0);
  const content = (newest ?? draft)?.says.content;
  const title = content?.title ?? '書面';
  return {
    title: `${row.name}さんの${title}`,
    breadcrumb: breadcrumb(LIST_CRUMB, [row.name, `/appointments/${row.id}`], [title]),
    summary: letterSentence(row, newest),
    issueHref: canIssue ? `${letterHref(row.id)}/issue` : '',
    paper: content && letterPaperView(content, cancelledText(row)),
    ...(newest === undefined ? BEFORE_ISSUE : issuedParts(newest, issues)),
  };
}

const BEFORE_ISSUE = {
  issueLabel: '下見して発行する',
  openHref: '',
  openLabel: '',
  originalHref: '',
  issues: null,
  paperTitle: '発行するときの文面',
};

function issuedParts(newest: IssuedLetter, issues: readonly IssuedLetter[]) {
  const frame = { caption: '発行した書面', hidesCaption: true, path: '', query: {} };
  return {
    issueLabel: '再発行する',
    openHref: openHref(newest),
    openLabel: newest.annulledAt === null ? 'PDFを開く' : '取消しの印のあるPDFを開く',
    originalHref: newest.annulledAt === null ? '' : issueHref(newest),
    issues: listTable(ISSUES, issues, frame),
    paperTitle: '書面の文面',
  };
}

function letterSentence(row: AppointmentRow, newest: IssuedLetter | undefined): string {
  if (row.state === 'annulled')
    return `この任命は取り消されています。${issuedText(newest)}${newest === undefined ? '' : RECALL}`;
  const ended =
    row.endedOn === null ? '' : `この任命は${formatDateShort(row.endedOn)}で終了しています。`;
  const due = dueReason(row, newest);
  const again =
    due === undefined ? '' : `書面の任期が、いまの任期と違います(${due})。再発行してください。`;
  return `${issuedText(newest)}${ended}${again}`;
}

/** Why the newest letter is to be issued again; nothing where it says what holds. */
export function dueReason(
  { state, termEnd }: Pick<AppointmentRow, 'state' | 'termEnd'>,
  newest: IssuedLetter | undefined,
) {
  if (newest === undefined || !['in_force', 'upcoming'].includes(state)) return undefined;
  return againReason(newest.says.facts.termEnd, termEnd) ?? undefined;
}

const RECALL = '渡した書面は、回収してください。';

function issuedText(newest: IssuedLetter | undefined): string {
  if (newest === undefined) return '書面はまだ発行していません。';
  const day = formatDateShort(localDateOf(newest.issuedAt));
  return newest.issueNumber === 1
    ? `${day}に発行しました。`
    : `${day}に再発行しました(${String(newest.issueNumber)}回目の発行)。`;
}

/** Said beside the words: the bytes stay as they were handed over. */
function cancelledText({ annulledAt }: Pick<IssuedLetter, 'annulledAt'>): string {
  if (annulledAt === null) return '';
  return `この任命は${formatDateShort(localDateOf(annulledAt))}に取り消されました。`;
}

/** Of one appointment: which issue holds. */
export function letterChip(letter: IssuedLetter) {
  return stateChip(`letter.${letterState(letter)}`);
}

const ISSUES: List<IssuedLetter> = {
  name: '発行した書面',
  columns: [
    {
      key: 'issue',
      heading: '発行の別',
      isRowHeading: true,
      value: issueText,
      show: (row) => ({ text: issueText(row), href: openHref(row), spoken: 'PDFを開く' }),
    },
    {
      key: 'state',
      heading: '状態',
      value: (row) => letterChip(row).label,
      show: (row) => ({ text: '', chip: letterChip(row) }),
    },
    {
      key: 'issuedAt',
      heading: '発行した日時',
      value: (row) => `${formatDateTime(row.issuedAt)} ${row.issuedByName ?? ''}`,
    },
    { key: 'seal', heading: '公印の扱い', value: (row) => SEAL_WORDS[row.seal] },
    { key: 'datedOn', heading: '書面の日付', value: (row) => ({ day: row.datedOn }) },
    { key: 'reason', heading: '再発行の理由', value: (row) => row.reason, keepsLabel: true },
  ],
};

/** The page on which a letter is looked at before it is issued. */
export function issueView(draft: LetterDraft, form: FormView<'seal' | 'datedOn' | 'reason'>) {
  const { row, seal, datedOn, issueNumber, says, mark } = draft;
  const self = letterHref(row.id);
  const isAgain = issueNumber > 1;
  const title = isAgain ? '書面を再発行する' : '書面を発行する';
  return {
    title,
    breadcrumb: breadcrumb(
      LIST_CRUMB,
      [row.name, `/appointments/${row.id}`],
      ['書面', self],
      [isAgain ? '再発行する' : '発行する'],
    ),
    summary: `${row.name}さんの${says.facts.roleName}の${says.content.title}です。下見で確かめてから発行します。`,
    action: `${self}/issue`,
    back: self,
    form,
    seals: SEAL_KINDS.map((value) => ({ value, text: SEAL_WORDS[value] })),
    openHref: isAgain ? `${self}/issues/${String(issueNumber - 1)}` : '',
    previewHref: address(`${self}/preview.pdf`, { seal, datedOn }),
    paper: letterPaperView(says.content),
    seen: mark,
    isAgain,
    button: isAgain ? '再発行する' : '発行する',
  };
}
