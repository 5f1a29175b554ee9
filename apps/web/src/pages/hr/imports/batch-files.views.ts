import type { BatchSummary } from '@app/organization';
import { type ImportPart } from '@app/exports';
import { formatDateTime } from '@app/platform';
import { fileLinks, type FileLinks } from '../../../shell/lists/list-file';

/** Where the parts of a batch are saved from: which batch and which part stand behind the question mark. */
export const BATCH_ROWS = '/imports/rows';

/** Who sent it in, applied it and took it back, and when. */
export function actsView({
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
  return {
    acts: [
      ...act('読み込み', createdAt, createdBy),
      ...act('反映', appliedAt, appliedBy),
      ...act('取消し', undoneAt, undoneBy),
      { term: 'データの出どころ', text: sourceName },
    ],
  };
}

/** The rows that are looked at, as files. */
export function partFiles(
  { id }: BatchSummary,
  { part, total }: { readonly part: ImportPart; readonly total: number },
): FileLinks {
  return fileLinks(BATCH_ROWS, { batch: id, show: part }, { total });
}

/** What was read of each file; columns that we do not read were never kept. */
export function readFilesOf({ id, summary }: BatchSummary) {
  const kinds = (['units', 'postings'] as const).filter((kind) => (summary[kind]?.rows ?? 0) > 0);
  return kinds.map((kind) => ({
    name: summary[kind]?.fileName ?? '',
    files: fileLinks(BATCH_ROWS, { batch: id, show: kind }, { total: summary[kind]?.rows ?? 0 }),
  }));
}
