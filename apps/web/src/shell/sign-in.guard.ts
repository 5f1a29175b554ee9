import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Actor, hasPermission, type Permission } from '@app/access';
import { NotAllowed, words } from '@app/platform';
import { PasswordChangeNeeded, SignInNeeded } from './guard.errors';
import type { PageRequest } from './http';
import { PERMISSION, PUBLIC } from './routes';

const OPEN_BEFORE_NEW_PASSWORD = ['/password', '/sign-out'];

/** Deny by default: who is not signed in is sent to sign in; a route that names no permission answers nobody. */
@Injectable()
export class SignInGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, targets)) return true;
    const request = context.switchToHttp().getRequest<PageRequest>();
    const actor = request.user;
    if (!actor) throw new SignInNeeded();
    if (actor.mustChangePassword && !OPEN_BEFORE_NEW_PASSWORD.includes(request.path)) {
      throw new PasswordChangeNeeded();
    }
    requireRight(actor, permissionOf(this.reflector, context));
    return true;
  }
}

/** The permission that the route of a request asks for. */
export function permissionOf(
  reflector: Reflector,
  context: ExecutionContext,
): Permission | undefined {
  return reflector.getAllAndOverride(PERMISSION, [context.getHandler(), context.getClass()]);
}

/** Throws NotAllowed unless the actor has the route's permission; a route that names none answers nobody. */
export function requireRight(actor: Actor, permission: Permission | undefined): void {
  if (permission && hasPermission(actor, permission)) return;
  throw new NotAllowed(
    'access.not_allowed',
    `このページを見る権限がありません。必要な場合は、${words.programOffice}にご相談ください。`,
  );
}
