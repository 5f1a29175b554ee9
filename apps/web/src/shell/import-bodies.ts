import { hasPermission } from '@app/access';
import { json, type NextFunction, type Response } from 'express';
import type { PageRequest } from './http';
import { MAXIMUM_UPLOAD_BYTES } from './multipart';

/** The one route of the API that takes a whole list of staff as JSON. */
export const IMPORT_PATH = '/api/v1/imports/organization';

const readJson = json({ limit: MAXIMUM_UPLOAD_BYTES });

/** A list of staff may be as long in JSON as in a file, but only from those who may load one. */
export function importBodies(request: PageRequest, response: Response, next: NextFunction): void {
  const isAllowed = request.user && hasPermission(request.user, 'organization.import');
  if (isAllowed) readJson(request, response, next);
  else next();
}
