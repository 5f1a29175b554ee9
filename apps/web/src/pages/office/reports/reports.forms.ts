import { type SystemRole } from '@app/access';
import { REPORT_PAPERS } from '@app/coverage';
import { REPORT_PERIODS, REPORT_ROLES } from '@app/exports';
import { z } from 'zod';

const [OFFICE, HR, AUDITOR] = REPORT_ROLES;

/** To whom a report may go, as one choice. */
export const RECIPIENTS: readonly (readonly SystemRole[])[] = [
  [OFFICE],
  [OFFICE, HR],
  [OFFICE, AUDITOR],
  [OFFICE, HR, AUDITOR],
  [HR],
  [AUDITOR],
];

export const reportForm = z.object({
  paper: z.enum(REPORT_PAPERS, '書類を選んでください。'),
  period: z.enum(REPORT_PERIODS, '間隔を選んでください。'),
  roles: z
    .enum(
      RECIPIENTS.map((roles) => roles.join(',')),
      '宛先を選んでください。',
    )
    .transform((text) => RECIPIENTS.find((roles) => roles.join(',') === text) ?? []),
});
