import { formatDate } from '@app/platform';
import type { AuditCheckRow } from './audit-guard.service';

type Found = Pick<AuditCheckRow, 'entries' | 'anchors' | 'problem' | 'entryId' | 'anchorDay'>;

/** What a check of the audit log found, in one or two sentences. */
export function auditCheckSentence(check: Found): string {
  const entries = Number(check.entries).toLocaleString('ja-JP');
  if (check.problem === null)
    return `記録のつながりは正常です(記録${entries}件、控え${check.anchors}件を確認)。`;
  const day = check.anchorDay === null ? '' : formatDate(check.anchorDay);
  const entry = `番号${check.entryId ?? ''}の記録`;
  const told: Record<NonNullable<Found['problem']>, string> = {
    broken: `${entry}が、前の記録とつながりません。それより前の${entries}件は正常です。`,
    unkeyed: `${entry}に、鍵による署名がありません。それより前の${entries}件は正常です。`,
    unknown_key: `${entry}は、設定(AUDIT_KEY)にない鍵で署名されています。鍵を取り替えたときは、今までの鍵も残してください。`,
    forged_anchor: `${day}の控えは、このシステムが作ったものではありません。`,
    lost_tail: `${day}の控えにある記録が、監査記録にありません。記録の終わりが切り取られたか、書き直されています。`,
  };
  return told[check.problem];
}
