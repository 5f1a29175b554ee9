import { z } from 'zod';
import { apiRoute } from '../openapi/api-route';

export const healthSchema = z.object({ status: z.literal('ok') });

export const healthRoutes = [
  apiRoute({
    method: 'get',
    path: '/health',
    summary: '動いているかどうか',
    permission: null,
    responses: { 200: { description: '画面とデータベースが使えます', schema: healthSchema } },
  }),
];
