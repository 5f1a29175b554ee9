import type { ImportJoinRow, PartingPreview } from '@app/organization';
import { formatDateShort, formatDateTime } from '@app/platform';
import type { FormView } from '../../../shell/forms';
import { type ChipView, stateChip } from '../../../shell/signs';
import { breadcrumb } from '../../../shell/view-parts';
import { JOINS_CRUMB } from './new-join.views';

/** One number that an import gave to somebody known: what parting it moves, and what stays. */
export function partingView(
  { join, moves, stays, blockers }: PartingPreview,
  form: FormView<'reason'>,
) {
  const title = importJoinText(join);
  const former = join.formerNumber;
  return {
    title,
    breadcrumb: breadcrumb(['職員', '/people'], JOINS_CRUMB, [title]),
    chip: importJoinChip(join),
    sentence: sentenceOf(join),
    file: `${join.fileName ?? '取込み'}(${formatDateTime(join.appliedAt)}に反映、発令日 ${formatDateShort(join.effectiveOn)})`,
    fileHref: `/imports/${join.batchId}`,
    partingReason: join.partingReason ?? '',
    isOpen: join.partedAt === null,
    isPossible: blockers.length === 0,
    blockers,
    newPerson: `番号${join.staffNumber}の新しい職員`,
    keptPerson: `番号${former}の${join.name}さん`,
    moves,
    stays: stays
      .filter(({ holdings }) => holdings.length > 0)
      .map(({ heading, holdings }) => ({ heading, lines: holdings.map(({ text }) => text) })),
    rejoinHref: `/people/joins/pair?one=${encodeURIComponent(former)}&other=${encodeURIComponent(join.staffNumber)}`,
    form,
    action: `${partingHref(join)}/part`,
    backHref: '/people/joins',
  };
}

export function importJoinText({ staffNumber, formerNumber, name }: ImportJoinRow): string {
  return `${staffNumber}を${formerNumber} ${name}さんに(取込み)`;
}

export function importJoinChip({ partedAt }: ImportJoinRow): ChipView {
  return stateChip(partedAt ? 'join.parted' : 'join.joined');
}

export function partingHref(key: Pick<ImportJoinRow, 'staffNumber'> & { batchId: string }): string {
  return `/people/joins/imports/${key.batchId}/${encodeURIComponent(key.staffNumber)}`;
}

function sentenceOf({ partedAt, staffNumber, appliedAt }: ImportJoinRow): string {
  return partedAt
    ? `${formatDateTime(partedAt)}に分けました。番号${staffNumber}は、別の職員のものです。`
    : `${formatDateTime(appliedAt)}に反映した取込みで、「同じ人として取り込む」を選んだ番号です。`;
}
