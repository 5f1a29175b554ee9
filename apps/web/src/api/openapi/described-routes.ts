import { certificationRecordRoutes } from '../certification-records/certification-records.schemas';
import { learningRoutes } from '../learning/learning.schemas';
import { healthRoutes } from '../health/health.schemas';
import { organizationRoutes } from '../organization/organization.schemas';
import { remindersRoutes } from '../reminders/reminders.schemas';
import { appointmentsRoutes } from '../appointments/appointments.schemas';
import { coverageRoutes } from '../coverage/coverage.schemas';
import type { ApiRoute } from './api-route';

/** Every route of the JSON API. A route of the app that is missing here fails test/structure/openapi.spec.ts. */
export const API_ROUTES: readonly ApiRoute[] = [
  ...healthRoutes,
  ...learningRoutes,
  ...organizationRoutes,
  ...certificationRecordRoutes,
  ...remindersRoutes,
  ...appointmentsRoutes,
  ...coverageRoutes,
];
