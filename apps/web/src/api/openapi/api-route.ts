import type { Permission } from '@app/access';
import { z } from 'zod';

interface ApiAnswer {
  readonly description: string;
  readonly schema: z.ZodType;
}

/** One route of the JSON API as its area declares it in `<area>.schemas.ts`. */
export interface ApiRoute {
  readonly method: 'get' | 'post';
  /** Below /api/v1, parameters as the controller writes them: `/units/:code/staff`. */
  readonly path: string;
  readonly summary: string;
  /** null: open to people who are not signed in. */
  readonly permission: Permission | null;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** JSON unless a file is sent. */
  readonly bodyType?: 'application/json' | 'multipart/form-data';
  /** The same as multipart/form-data, where both are taken. */
  readonly upload?: z.ZodType;
  readonly responses: Readonly<Record<number, ApiAnswer>>;
}

/** Declares a route, so that the description and the answers come from the same schemas. */
export function apiRoute<const Route extends ApiRoute>(route: Route): Route {
  return route;
}

/** What every error looks like (RFC 9457). */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('何が起きたか、次に何をすればよいか'),
  code: z.string().describe('プログラムが見分けるための変わらない符号'),
  errors: z.record(z.string(), z.string()).optional().describe('項目ごとの誤り'),
});
