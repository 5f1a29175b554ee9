import { z } from 'zod';
import { isLocalDate } from './local-date';

/** A date within JSON, as the database and the API write it. */
export const localDateSchema = z.iso.date().refine(isLocalDate);
