import type { Actor, Role, SystemRole } from '@app/access';

export const ORDER_STATES = [
  'waiting',
  'running',
  'ready',
  'failed',
  'cancelled',
  'deleted',
  'expired',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** So many of one person wait or are made at a time; one is made, in the whole city. */
export const MOST_OPEN_ORDERS = 5;
/** How long a file is kept unless the city says otherwise (`files.days`). */
export const STANDARD_DAYS = 7;
/** A run that was not heard of for so long is over: the process was killed. */
export const LOST_AFTER_MS = 2 * 60 * 1000;
export const MOST_ATTEMPTS = 3;
/** So many rows are read at a time. */
export const SLICE = 2_000;

interface Kept {
  readonly state: OrderState;
  readonly expiresAt: Date | null;
}

/** As it stands at an instant: what has expired is gone, also before the night removes it. */
export function orderStateAt({ state, expiresAt }: Kept, now: Date): OrderState {
  return state === 'ready' && expiresAt !== null && expiresAt <= now ? 'expired' : state;
}

export function isOpenOrder({ state }: { readonly state: OrderState }): boolean {
  return state === 'waiting' || state === 'running';
}

/** Roles that show more than the own things; a post is none of them. */
export function seeingRoles({ roles }: Pick<Actor, 'roles'>): SystemRole[] {
  return roles.filter((role): role is Exclude<Role, 'staff' | 'unit_head'> => {
    return role !== 'staff' && role !== 'unit_head';
  });
}

/** Whether somebody still has every role by which they saw what is in the file. */
export function holdsAll(actor: Pick<Actor, 'roles'>, roles: readonly Role[]): boolean {
  return roles.every((role) => actor.roles.includes(role));
}
