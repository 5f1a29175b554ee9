import { certificationRecordRoutes } from '../certification-records/certification-records.schemas';
import { healthRoutes } from '../health/health.schemas';
import type { ApiRoute } from './api-route';

/** Every route of the JSON API. A route of the app that is missing here fails test/structure/openapi.spec.ts. */
export const API_ROUTES: readonly ApiRoute[] = [...healthRoutes, ...certificationRecordRoutes];
