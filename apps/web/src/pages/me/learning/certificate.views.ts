import type { Actor } from '@app/access';
import { fiscalYearOfRecord, type LearningRecordRow } from '@app/courses';
import {
  formatDate,
  formatFiscalYearShort,
  localDateOf,
  type LocalDate,
  things,
  words,
} from '@app/platform';
import { fact, type FactView } from '../../../shell/parts/facts';
import { pageHead, type PageHeadView } from '../../../shell/parts/heads';
import { tableFrame, type TableFrameView } from '../../../shell/parts/tables';
import { personName } from '../../../shell/person-name';
import { breadcrumb } from '../../../shell/view-parts';
import { isCompleted } from './learning.views';

interface CertificateView {
  readonly title: string;
  readonly head: PageHeadView;
  readonly facts: readonly FactView[];
  readonly table: TableFrameView;
  readonly lines: readonly {
    readonly year: string;
    readonly title: string;
    readonly version: string;
    readonly day: string;
  }[];
  readonly day: string;
}

/** What is handed to somebody else: who, and every course with its year and the day of completion; no notes. */
export function certificateView(
  actor: Actor,
  rows: readonly LearningRecordRow[],
  today: LocalDate,
): CertificateView {
  const completed = rows.filter(isCompleted);
  const all = completed.length;
  const way = breadcrumb(['受講記録', '/learning'], ['証明用']);
  return {
    title: '受講記録(証明用)',
    head: pageHead('受講記録(証明用)', way, certificateSentence(all)),
    facts: [
      fact('氏名', '', { person: personName(actor, { hasNumberColumn: true }) }),
      fact('職員番号', actor.staffNumber),
      fact(`所属(${formatDate(today)}現在)`, actor.unitName),
    ],
    table: tableFrame(`修了した${words.course}(全${things(all)})`, { rows: all, staysTable: true }),
    lines: completed.map((row) => ({
      year: formatFiscalYearShort(fiscalYearOfRecord(row, row.endedAt)),
      title: row.title,
      version: `第${String(row.version)}版`,
      day: formatDate(localDateOf(row.endedAt)),
    })),
    day: formatDate(today),
  };
}

/** 「次の3件の講座を修了しています。」 */
export function certificateSentence(count: number): string {
  return count === 0
    ? `修了した${words.course}は、まだありません。`
    : `次の${things(count)}の${words.course}を修了しています。`;
}
