import { dxRoles } from '@app/appointments';
import { z } from 'zod';

/** A role that the city has. */
export function roleField(message = '役割を選んでください。') {
  return z.string(message).refine((role) => dxRoles().includes(role), message);
}
