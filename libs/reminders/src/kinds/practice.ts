import { inForce, personNow } from '@app/organization';
import type { KindWords, PrivateKind } from './reminder-kind';

/** Where whoever does not want to hear of it any more says so. */
const STOP_HERE = '/itpassport/notices';

/** What the kinds about practice share: they tell the person, as long as they wish it. */
export const ABOUT_PRACTICE: Pick<PrivateKind, 'recipients' | 'sources'> = {
  recipients: [{ whom: 'person', link: `'/itpassport'` }],
  sources: [],
};

/** Nothing is due: the day is only that of the reminder. */
export const WISHED: Pick<KindWords, 'hasDueDate' | 'stopHref'> = {
  hasDueDate: false,
  stopHref: STOP_HERE,
};

/** SQL: who wishes it on each of `day`, and since when, under whichever of their numbers they said so. */
export const wishersOf = (wish: 'daily' | 'stopped'): string => `(
  SELECT d.day, ${personNow('w.person_id')} AS person_id, min(w.valid_from) AS since
  FROM day d JOIN practice_notice_wishes w ON w.wish = '${wish}' AND ${inForce('w', 'd.day')} GROUP BY 1, 2)`;

/** SQL: ITパスポート is passed or its pass reported, or nobody can sit it any more: practice is not asked for. */
export const needsNoPractice = (personId: string, day: string): string => `(
  NOT is_exam_held((SELECT c.id FROM certifications c WHERE c.code = 'ip'), ${day}, ${day})
  OR EXISTS (SELECT 1 FROM certification_records r JOIN certifications c ON c.id = r.certification_id AND c.code = 'ip'
    WHERE r.person_id = ${personId} AND r.state IN ('reported', 'verified'))
  OR EXISTS (SELECT 1 FROM exam_attempts e JOIN certifications c ON c.id = e.certification_id AND c.code = 'ip'
    WHERE e.person_id = ${personId} AND e.state IN ('provisional_pass', 'passed')))`;
