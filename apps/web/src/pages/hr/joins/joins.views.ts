import type {
  DistinctPair,
  ImportJoinRow,
  LikelyPair,
  PersonFace,
  PersonJoinRow,
} from '@app/organization';
import { formatDateTime, things } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { type ChipView, stateChip } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';
import { employmentText, postText } from './faces';
import { apartText, JOINS_CRUMB, pairAddress } from './new-join.views';
import { importJoinChip, importJoinText, partingHref } from './parting.views';

interface PairLine {
  readonly href: string;
  readonly name: string;
  readonly people: readonly { readonly number: string; readonly text: string }[];
  /** Why they are two people; empty for those to look at. */
  readonly told: string;
}

export interface PairsOfPage {
  /** Those that were told apart instead of those to look at. */
  readonly showsApart: boolean;
  readonly likely: readonly LikelyPair[];
  readonly apartCount: number;
  readonly pairs: readonly PairLine[];
}

/** Pairs to look at, or those that were told apart, and what was joined before. */
export function joinsView(
  { showsApart, likely, apartCount, pairs }: PairsOfPage,
  made: { readonly joins: readonly PersonJoinRow[]; readonly imported: readonly ImportJoinRow[] },
) {
  return {
    title: '番号のつなぎ',
    breadcrumb: breadcrumb(['職員', '/people'], ['番号のつなぎ']),
    showsApart,
    tabs: [
      { href: '/people/joins', label: '確かめる組', isCurrent: !showsApart },
      {
        href: '/people/joins?show=apart',
        label: `別の人とした組(${String(apartCount)}組)`,
        isCurrent: showsApart,
      },
    ],
    namesakes: showsApart
      ? ''
      : namesakesText(likely.filter((pair) => pair.wereAtWorkAtOnce).length),
    pairs,
    joins: [...made.joins.map(joinLine), ...made.imported.map(importLine)]
      .toSorted((a, b) => b.at.getTime() - a.at.getTime())
      .map(({ at, ...line }) => ({ ...line, joinedAt: formatDateTime(at) })),
  };
}

/** To look at: who was at work on one day under both numbers is two people, and only counted. */
export function likelyPairsOf(
  pairs: readonly LikelyPair[],
  faces: readonly PersonFace[],
): readonly PairLine[] {
  return pairs
    .filter((pair) => !pair.wereAtWorkAtOnce)
    .flatMap((pair) => pairLine(pair, faces, ''));
}

export function apartPairsOf(
  pairs: readonly DistinctPair[],
  faces: readonly PersonFace[],
): readonly PairLine[] {
  return pairs.flatMap((pair) => pairLine(pair, faces, apartText(pair)));
}

function pairLine(
  { personId, otherId }: Pick<LikelyPair, 'personId' | 'otherId'>,
  faces: readonly PersonFace[],
  told: string,
): readonly PairLine[] {
  const [one, other] = [personId, otherId].map((id) => faces.find((it) => it.personId === id));
  if (!one || !other) return [];
  const people = [one, other].map((face) => ({
    number: face.staffNumber,
    text: `${employmentText(face)}、${postText(face)}`,
  }));
  return [{ href: pairAddress(one, other), name: one.name, people, told }];
}

function joinLine(join: PersonJoinRow) {
  return {
    at: join.joinedAt,
    href: `/people/joins/${join.id}`,
    text: joinText(join),
    reason: join.reason,
    chip: joinChip(join),
  };
}

function importLine(join: ImportJoinRow) {
  return {
    at: join.appliedAt,
    href: partingHref(join),
    text: importJoinText(join),
    reason: '取込み(同じ人として取り込む)',
    chip: importJoinChip(join),
  };
}

/** Who was at work on one day under both numbers is two people: naming them all would hide the few who are one. */
function namesakesText(count: number): string {
  if (count === 0) return '';
  return `ほかに、氏名とフリガナが同じ職員が${String(count)}組いますが、同じ日に両方の番号で在職しているため、別の人とみて出していません。`;
}

/** One join and its undoing. */
export function joinView(
  join: PersonJoinRow,
  dependents: readonly string[],
  form: FormView<'reason'>,
) {
  const { separatedAt } = join;
  return {
    title: joinText(join),
    breadcrumb: breadcrumb(['職員', '/people'], JOINS_CRUMB, [joinText(join)]),
    chip: joinChip(join),
    sentence: separatedAt
      ? `${formatDateTime(separatedAt)}に分けました。つなぐ前の記録は、それぞれの番号に戻っています。`
      : `${formatDateTime(join.joinedAt)}につなぎました。${things(join.rows)}の記録が、1人の記録になっています。`,
    reason: join.reason,
    separationReason: join.separationReason ?? '',
    personHref: `/people/${encodeURIComponent(join.keptNumber)}`,
    person: `${join.keptNumber} ${join.name}`,
    isOpen: separatedAt === null,
    dependents,
    isSeparable: separatedAt === null && dependents.length === 0,
    form,
    action: `/people/joins/${join.id}/separate`,
    backHref: '/people/joins',
  };
}

/** 「901を001 山田　太郎さんに」: both numbers as they were when they were joined, also once they are separated again. */
function joinText({ number, joinedNumber, keptNumber, name }: PersonJoinRow): string {
  return `${number}を${joinedNumber || keptNumber} ${name}さんに`;
}

function joinChip({ separatedAt }: PersonJoinRow): ChipView {
  return stateChip(separatedAt ? 'join.parted' : 'join.joined');
}
