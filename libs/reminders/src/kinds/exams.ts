import { isExamReported } from '@app/certifications';
import { dueWindowsOf } from './due-windows';
import type { PrivateKind } from './reminder-kind';

/** SQL: what the kinds about booked exams share: they tell the person of what is open, for an exam that there is, by the windows of their own. */
export function aboutExams(kind: string): Pick<PrivateKind, 'recipients' | 'sources' | 'about'> {
  return {
    recipients: [{ whom: 'person', link: 'a.link' }],
    sources: [],
    about: `
      SELECT w.day, e.id AS object_id, e.person_id, NULL::uuid AS unit_id, e.exam_on AS due_on, w.lead,
        c.name AS text, w.reason, '/certifications/exams/' || e.id AS link
      FROM ${dueWindowsOf(kind)} w
      JOIN exam_attempts e ON e.state = 'booked' AND e.exam_on > w."dueAfter" AND e.exam_on <= w."dueUntil"
      AND is_exam_held(e.certification_id, e.exam_on, w.day)
      JOIN certifications_called_on(e.exam_on) c ON c.id = e.certification_id
      WHERE NOT ${isExamReported('e')}`,
  };
}
