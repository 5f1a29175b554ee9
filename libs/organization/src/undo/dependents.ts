import { Injectable } from '@nestjs/common';
import { formatDateShort, words } from '@app/platform';
import { JoinParts } from '../join/join-parts';
import type { Stranded } from './undo-parts';
import { type ClaimedUndo, UndoQueries } from './undo.queries';

/** Something later that rests upon an import, with whom or which unit it is about. */
export interface Dependent {
  readonly subjectId: string;
  /** 「000033 後藤　真由美」. */
  readonly subject: string;
  readonly isUnit: boolean;
  readonly text: string;
  /** The later batch that is taken back first; null for anything else. */
  readonly laterId: string | null;
}

type Found = Omit<Dependent, 'subject' | 'isUnit'>;

const TABLE_WORDS: Readonly<Record<string, string>> = {
  get org_unit_periods() {
    return words.unit;
  },
  unit_successions: '前身と後継',
  person_details: '氏名・フリガナ・メールアドレス',
  staff_numbers: '職員番号',
  employments: '任用',
  employment_statuses: '休職・派遣など',
  postings: '所属',
};

/** Finds what later things rest upon an import, by person and unit. */
@Injectable()
export class Dependents {
  constructor(
    private readonly queries: UndoQueries,
    private readonly parts: JoinParts,
  ) {}

  /** What can be seen in the rows themselves, before anything is taken back. */
  async listRecorded(batch: ClaimedUndo): Promise<readonly Found[]> {
    const changed = await this.changed(batch.id);
    // What was changed since stands in its own way.
    const known = new Set(changed.map(({ subjectId }) => subjectId));
    const inTheWay = await this.inTheWay(batch.id);
    return [
      ...changed,
      ...inTheWay.filter(({ subjectId }) => !known.has(subjectId)),
      ...(await this.joined(batch)),
      ...(await this.heldByNewcomers(batch.id)),
    ];
  }

  /** In the order of people's numbers. */
  async named(found: readonly Found[]): Promise<readonly Dependent[]> {
    const labels = await this.queries.labelsOf(found.map(({ subjectId }) => subjectId));
    return found
      .map((it) => ({
        ...it,
        subject: labels.get(it.subjectId)?.label ?? '',
        isUnit: labels.get(it.subjectId)?.isUnit ?? false,
      }))
      .toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)));
  }

  private async changed(batchId: string): Promise<readonly Found[]> {
    const rows = await this.queries.listChanged(batchId);
    const batches = await this.queries.batchesOf(rows.flatMap(({ laterId }) => laterId ?? []));
    return rows.map(({ table, subjectId, laterId }) => {
      const later = laterId === null ? undefined : batches.get(laterId);
      const by = later
        ? `${formatDateShort(later.effectiveOn)}の${later.isOfScreen ? '画面での変更' : '取込み'}`
        : 'そのあとの登録';
      return { subjectId, laterId, text: `${TABLE_WORDS[table] ?? table}が、${by}で変わりました` };
    });
  }

  private async inTheWay(batchId: string): Promise<readonly Found[]> {
    const rows = await this.queries.listInTheWay(batchId);
    return rows.map(({ table, subjectId }) => ({
      ...{ subjectId, laterId: null },
      text: `${TABLE_WORDS[table] ?? table}に、同じ日のそのあとの登録があります`,
    }));
  }

  private async joined({ id, appliedAt }: ClaimedUndo): Promise<readonly Found[]> {
    const subjects = await this.queries.listJoined(id, appliedAt ?? new Date(0));
    const text = 'この番号は、そのあとほかの番号につながれました';
    return subjects.map((subjectId) => ({ subjectId, laterId: null, text }));
  }

  /** Nobody knew them before: whatever they hold came later. */
  private async heldByNewcomers(batchId: string): Promise<readonly Found[]> {
    const newcomers = await this.queries.listNewcomers(batchId);
    if (newcomers.length === 0) return [];
    const holders = new Set<string>();
    for (const part of this.parts.all)
      for (const { personId } of await part.listHoldings(newcomers)) holders.add(personId);
    // Not of which kind: some of it is the person's own business.
    const text = 'この取込みで加わった職員に、そのあとの記録(アカウント、受講、役割など)があります';
    return [...holders].map((subjectId) => ({ subjectId, laterId: null, text }));
  }
}

/** What stands on nothing only now. */
export function strandedSince(
  before: readonly Stranded[],
  after: readonly Stranded[],
): readonly Found[] {
  const known = new Set(before.map(({ key }) => key));
  return after
    .filter(({ key }) => !known.has(key))
    .map(({ subjectId, text }) => ({ subjectId, laterId: null, text }));
}

function keyOf({ isUnit, subject, text }: Dependent): string {
  return [isUnit ? 1 : 0, subject, text].join(' ');
}
