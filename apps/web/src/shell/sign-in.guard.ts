import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Actor, hasPermission, type Permission } from '@app/access';
import { SecondFactorDuties } from '@app/accounts';
import { Clock, NotAllowed, words } from '@app/platform';
import { FormTokens } from './form-tokens';
import {
  ConfirmationNeeded,
  PasswordChangeNeeded,
  SecondFactorNeeded,
  SignInNeeded,
} from './guard.errors';
import type { PageRequest } from './http';
import { BodyReader } from './intake/body-reader';
import { COMMAND, type CommandRule, CONFIRMED, PAGE_TEMPLATE, PERMISSION, PUBLIC } from './routes';

const CONFIRMED_MINUTES = 10;
const MINUTE_MILLISECONDS = 60_000;

const OPEN_BEFORE_NEW_PASSWORD = ['/password', '/sign-out'];
const OPEN_BEFORE_SECOND_FACTOR =
  /^\/(?:password|sign-out|confirm|sign-in\/continue|security\/second-factor(?:\/.*)?)$/;

/** Deny by default: who is not signed in is sent to sign in; a route that names no permission answers nobody. */
@Injectable()
export class SignInGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: FormTokens,
    private readonly clock: Clock,
    private readonly duties: SecondFactorDuties,
    private readonly bodies: BodyReader,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const request = context.switchToHttp().getRequest<PageRequest>();
    const isPublic = this.reflector.getAllAndOverride<boolean>(PUBLIC, targets);
    const actor = request.user;
    const hasForm = this.hasForm(context);
    if (!actor && !isPublic) {
      // Before the token: that of an ended session is worth nothing, and its owner must get what was typed back.
      if (hasForm) await this.bodies.readTyped(context);
      throw new SignInNeeded(hasForm);
    }
    if (actor && !isPublic) await this.requireMay(actor, context);
    // Who may not do this sends in vain: until here nothing of what they send was read.
    await this.readOwn(context, request);
    if (!actor || isPublic) return true;
    const mustBeConfirmed = this.reflector.getAllAndOverride<boolean>(CONFIRMED, targets);
    if (mustBeConfirmed && !isConfirmed(request, this.clock))
      throw new ConfirmationNeeded(hasForm, this.isFile(context));
    return true;
  }

  private async requireMay(actor: Actor, context: ExecutionContext): Promise<void> {
    const request = context.switchToHttp().getRequest<PageRequest>();
    await this.requireSetUp(actor, request);
    requireRight(actor, permissionOf(this.reflector, context));
    requireWriting(actor, request);
  }

  /** The body, if it comes from one of our pages. */
  private async readOwn(context: ExecutionContext, request: PageRequest): Promise<void> {
    this.tokens.checkOrigin(request);
    try {
      await this.bodies.read(context);
      this.tokens.check(request);
    } catch (error) {
      await request.uploads?.release();
      throw error;
    }
  }

  /** A password of one's own, and a second factor once the days of grace are over, come before everything else. */
  private async requireSetUp(actor: Actor, request: PageRequest): Promise<void> {
    if (actor.mustChangePassword && !OPEN_BEFORE_NEW_PASSWORD.includes(request.path))
      throw new PasswordChangeNeeded();
    request.secondFactorDuty = await this.duties.of(actor);
    const isOver = request.secondFactorDuty?.daysLeft === 0;
    if (isOver && !OPEN_BEFORE_SECOND_FACTOR.test(request.path)) throw new SecondFactorNeeded();
  }

  private hasForm(context: ExecutionContext): boolean {
    const rule = this.reflector.get<CommandRule | undefined>(COMMAND, context.getHandler());
    return rule !== undefined && rule.form !== null;
  }

  /** Whatever is read and is no page is saved, whether its address ends like a file or not. */
  private isFile(context: ExecutionContext): boolean {
    const { method } = context.switchToHttp().getRequest<PageRequest>();
    return (
      method === 'GET' && this.reflector.get(PAGE_TEMPLATE, context.getHandler()) === undefined
    );
  }
}

/** A token signs its request each time; a session is confirmed by the sign-in and whenever its owner is asked again. */
export function isConfirmed(request: PageRequest, clock: Clock): boolean {
  if (request.user?.token) return true;
  const { confirmedAt } = request.session;
  return (
    confirmedAt !== undefined &&
    clock.now().getTime() - confirmedAt < CONFIRMED_MINUTES * MINUTE_MILLISECONDS
  );
}

/** Throws ConfirmationNeeded unless `isConfirmed`; for a route of which only some answers ask again. */
export function requireConfirmed(request: PageRequest, clock: Clock): void {
  if (!isConfirmed(request, clock)) throw new ConfirmationNeeded();
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
  if (permission && actor.token && hasPermission(withoutToken(actor), permission))
    throw outOfScope();
  throw new NotAllowed(
    'access.not_allowed',
    `このページを見る権限がありません。必要な場合は、${words.programOffice}にご相談ください。`,
  );
}

/** One's own records are read and changed with the same right: a token that only reads is stopped by the method. */
function requireWriting(actor: Actor, request: PageRequest): void {
  if (actor.token?.access === 'read' && !['GET', 'HEAD'].includes(request.method))
    throw outOfScope();
}

function withoutToken(actor: Actor): Actor {
  const { token, ...owner } = actor;
  return token ? owner : actor;
}

function outOfScope(): NotAllowed {
  return new NotAllowed(
    'token.out_of_scope',
    'このアクセストークンの範囲では実行できません。必要な範囲のトークンを「設定」の画面で作成してください。',
  );
}
