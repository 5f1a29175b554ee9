import type { ImportJoinRow, LikelyPair, PersonFace, PersonJoinRow } from '@app/organization';
import { formatDateTime } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { breadcrumb, chip, type ChipView } from '../../../shell/view-parts';
import { employmentText, postText } from './faces';
import { JOINS_CRUMB, pairAddress } from './new-join.views';
import { importJoinChip, importJoinText, partingHref } from './parting.views';

/** Pairs to look at, and what was joined before. */
export function joinsView(
  pairs: readonly LikelyPair[],
  faces: readonly PersonFace[],
  made: { readonly joins: readonly PersonJoinRow[]; readonly imported: readonly ImportJoinRow[] },
) {
  const byId = new Map(faces.map((face) => [face.personId, face]));
  return {
    title: '番号のつなぎ',
    breadcrumb: breadcrumb(['職員', '/people'], ['番号のつなぎ']),
    namesakes: namesakesText(pairs.filter((pair) => pair.areBothEmployed).length),
    pairs: pairs.flatMap(({ personId, otherId, areBothEmployed }) => {
      if (areBothEmployed) return [];
      const [one, other] = [byId.get(personId), byId.get(otherId)];
      if (!one || !other) return [];
      return [
        {
          href: pairAddress(one, other),
          name: one.name,
          people: [one, other].map((face) => ({
            number: face.staffNumber,
            text: `${employmentText(face)}、${postText(face)}`,
          })),
        },
      ];
    }),
    joins: [...made.joins.map(joinLine), ...made.imported.map(importLine)]
      .toSorted((a, b) => b.at.getTime() - a.at.getTime())
      .map(({ at, ...line }) => ({ ...line, joinedAt: formatDateTime(at) })),
  };
}

function joinLine(join: PersonJoinRow) {
  return {
    at: join.joinedAt,
    href: `/people/joins/${join.id}`,
    text: joinText(join),
    reason: join.reason,
    chip: stateChip(join),
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
    chip: stateChip(join),
    sentence: separatedAt
      ? `${formatDateTime(separatedAt)}に分けました。つなぐ前の記録は、それぞれの番号に戻っています。`
      : `${formatDateTime(join.joinedAt)}につなぎました。${String(join.rows)}件の記録が、1人の記録になっています。`,
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

function stateChip({ separatedAt }: PersonJoinRow): ChipView {
  return separatedAt ? chip('none', '分けた') : chip('ok', 'つないでいる');
}
