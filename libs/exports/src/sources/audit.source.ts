import { Injectable } from '@nestjs/common';
import { AuditEntryQueries, type AuditFilter, type AuditRow } from '@app/accounts';
import { CourseLabelQueries } from '@app/courses';
import { formatDateShort, formatRange, isEnteredDay, type Page, things } from '@app/platform';
import { actionName } from '../audit/audit-words';
import { conditionText, type ListAsked, ListSource, type OpenList } from '../list/list-source';
import { AUDIT_IN_FILES } from './audit.list';

export type AuditQuery = Readonly<
  Record<'from' | 'to' | 'actor' | 'action' | 'subject', string | undefined>
>;

/** A date that is none counts as not given. */
export function auditFilter(query: AuditQuery, page: number, pageSize: number): AuditFilter {
  const { from, to, actor = '', action = '', subject = '' } = query;
  return {
    from: isEnteredDay(from) ? from : null,
    to: isEnteredDay(to) ? to : null,
    ...{ actor, action, subject, page, pageSize },
  };
}

/** 監査記録, the newest first. */
@Injectable()
export class AuditSource extends ListSource<AuditRow> {
  readonly key = 'audit';
  readonly permission = 'audit.read';

  constructor(
    private readonly audit: AuditEntryQueries,
    private readonly courses: CourseLabelQueries,
  ) {
    super();
  }

  async open({ actor, query, today }: ListAsked): Promise<OpenList<AuditRow>> {
    const asked = auditFilter(query, 1, 1);
    const { total } = await this.audit.list(actor, asked);
    return {
      list: AUDIT_IN_FILES,
      total,
      title: `監査記録(${formatDateShort(today)}に保存${wordsOf(asked)}、${things(total)})`,
      suffix: today,
      rows: async (slice) => {
        const found = await this.audit.list(actor, { ...asked, ...slice });
        return (await this.withCourses(found)).rows;
      },
    };
  }

  /** The log has ids of courses and of what belongs to them; people read names. */
  async withCourses({ rows, total }: Page<AuditRow>): Promise<Page<AuditRow>> {
    const labels = await this.courses.labelsOf(rows);
    return {
      rows: rows.map((row, at) => {
        const course = labels[at] ?? '';
        return course === '' || 'course' in row.detail
          ? row
          : { ...row, detail: { course, ...row.detail } };
      }),
      total,
    };
  }
}

function wordsOf({ from, to, actor, action, subject }: AuditFilter): string {
  return conditionText([
    ['期間', from === null && to === null ? '' : formatRange(from, to)],
    ['行った人', actor],
    ['内容', action === '' ? '' : actionName(action)],
    ['対象', subject],
  ]);
}
