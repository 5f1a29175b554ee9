import { type BatchSummary, lastDayOf } from '@app/organization';
import { type ImportPart } from '@app/exports';
import { formatDateShort, formatDateTime } from '@app/platform';
import { fileLinks, type FileLinks } from '../../../shell/lists/list-file';

/** Where the parts of a batch are saved from: which batch and which part stand behind the question mark. */
export const BATCH_ROWS = '/imports/rows';

/** What can be saved and taken back of a batch, and who did what with it. */
export function batchFilesView(
  batch: BatchSummary,
  shown: { readonly part: ImportPart; readonly total: number },
) {
  return {
    acts: actsOf(batch),
    undoReason: batch.undoReason,
    undoHref: batch.state === 'applied' ? `/imports/${batch.id}/undo` : '',
    rowFiles: shown.total > 0 ? partFiles(batch, shown) : null,
    readFiles: readFilesOf(batch),
  };
}

/** Who sent it in, applied it and took it back, and when. */
function actsOf({
  state,
  createdAt,
  createdBy,
  appliedAt,
  appliedBy,
  undoneAt,
  undoneBy,
  sourceName,
}: BatchSummary) {
  const act = (term: string, at: Date | null, who: string | null) =>
    at === null ? [] : [{ term, text: [formatDateTime(at), who ?? ''].filter(Boolean).join(' ') }];
  return [
    ...act('読み込み', createdAt, createdBy),
    ...act('反映', appliedAt, appliedBy),
    ...act('取消し', undoneAt, undoneBy),
    ...deadlineOf(state, createdAt),
    { term: 'データの出どころ', text: sourceName },
  ];
}

/** Until when a preview waits. */
function deadlineOf(state: BatchSummary['state'], createdAt: Date) {
  if (state !== 'previewed') return [];
  const last = formatDateShort(lastDayOf({ createdAt }));
  return [{ term: '反映の期限', text: `${last}(過ぎると、自動で取りやめになります)` }];
}

/** The rows that are looked at, as files. */
function partFiles(
  { id }: BatchSummary,
  { part, total }: { readonly part: ImportPart; readonly total: number },
): FileLinks {
  return fileLinks(BATCH_ROWS, { batch: id, show: part }, { total });
}

/** What was read of each file; columns that we do not read were never kept. */
function readFilesOf({ id, summary }: BatchSummary) {
  const kinds = (['units', 'postings'] as const).filter((kind) => (summary[kind]?.rows ?? 0) > 0);
  return kinds.map((kind) => ({
    name: summary[kind]?.fileName ?? '',
    files: fileLinks(BATCH_ROWS, { batch: id, show: kind }, { total: summary[kind]?.rows ?? 0 }),
  }));
}
