import { OPEN_REMINDER_KINDS } from '@app/reminders';
import { byRoles, type RouteRow } from '../../../shell/route-rows';

const reads = byRoles(['programOffice', 'auditor']);
const manages = byRoles(['programOffice']);
const SAMPLE = `/reminders/rules/${OPEN_REMINDER_KINDS[0] ?? ''}`;

/** Who may do what here. */
export const ROUTES: readonly RouteRow[] = [
  { method: 'GET', path: '/reminders/rules', verdicts: reads },
  { method: 'GET', path: '/reminders/rules/:kind', sample: SAMPLE, verdicts: reads },
  { method: 'POST', path: '/reminders/rules/:kind', sample: SAMPLE, verdicts: manages },
  {
    method: 'GET',
    path: '/reminders/rules/:kind/preview',
    sample: `${SAMPLE}/preview`,
    verdicts: { ...manages, programOffice: 'notFound' },
  },
  {
    method: 'POST',
    path: '/reminders/rules/:kind/preview',
    sample: `${SAMPLE}/preview`,
    verdicts: manages,
  },
  {
    method: 'POST',
    path: '/reminders/rules/:kind/withdraw',
    sample: `${SAMPLE}/withdraw`,
    verdicts: manages,
  },
  {
    method: 'GET',
    path: '/reminders/rules/:kind/words',
    sample: `${SAMPLE}/words`,
    verdicts: manages,
  },
  {
    method: 'POST',
    path: '/reminders/rules/:kind/words',
    sample: `${SAMPLE}/words`,
    verdicts: manages,
  },
  {
    method: 'POST',
    path: '/reminders/rules/:kind/words/test',
    sample: `${SAMPLE}/words/test`,
    verdicts: manages,
  },
  {
    method: 'POST',
    path: '/reminders/rules/:kind/words/withdraw',
    sample: `${SAMPLE}/words/withdraw`,
    verdicts: manages,
  },
];
