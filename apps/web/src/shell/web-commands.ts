import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Actor } from '@app/access';
import {
  ActorQueries,
  PersonalTokensService,
  type SessionHolder,
  SessionRows,
} from '@app/accounts';
import {
  type CommandAnswer,
  type CommandCall,
  Commands,
  Conflict,
  type RepeatedAnswer,
} from '@app/platform';
import { idempotencyKey, parseForm } from './forms';
import { SignInNeeded } from './guard.errors';
import type { PageRequest } from './http';
import { type CommandRule, PUBLIC } from './routes';
import { permissionOf, requireRight } from './sign-in.guard';

type Handler = () => Promise<unknown>;

interface Shown extends CommandAnswer {
  readonly result: unknown;
}

/**
 * Runs what a POST asks for through the product's one way of changing anything: with the actor as they are when the
 * command runs (not when its request came), the route's right, and the form's key.
 */
@Injectable()
export class WebCommands {
  constructor(
    private readonly commands: Commands,
    private readonly actors: ActorQueries,
    private readonly tokens: PersonalTokensService,
    private readonly sessions: SessionRows,
    private readonly reflector: Reflector,
  ) {}

  /** Returns what the handler returned; for a form that was sent before, the address of its first answer. */
  async run(context: ExecutionContext, rule: CommandRule, handler: Handler): Promise<unknown> {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, targets)) return handler();
    const request = context.switchToHttp().getRequest<PageRequest>();
    const permission = permissionOf(this.reflector, context);
    const call = {
      actor: () => this.freshActor(request),
      permit: (actor: Actor) => {
        requireRight(actor, permission);
      },
    };
    if (rule.ownTransactions) {
      await this.commands.run({ ...call, command: () => Promise.resolve() });
      return handler();
    }
    if (rule.idempotent) return this.commands.run({ ...call, command: handler });
    return this.runOnce(request, rule, { ...call, command: handler });
  }

  private async runOnce(
    request: PageRequest,
    rule: CommandRule,
    call: CommandCall<Actor, unknown>,
  ): Promise<unknown> {
    const { _key: key } = parseForm(idempotencyKey, request.body);
    const form = { key, accountId: request.user?.accountId ?? '' };
    if (rule.kind === 'redirect')
      return this.commands.runOnce(form, {
        ...call,
        command: async (actor) => (await call.command(actor)) as CommandAnswer,
      });
    const answer = await this.commands.runOnce<Actor, Shown>(form, {
      ...call,
      command: async (actor) => ({ location: '/', result: await call.command(actor) }),
    });
    if (isRepeat(answer)) throw alreadySent();
    return answer.result;
  }

  private async freshActor(request: PageRequest): Promise<Actor> {
    const holder = sessionHolderOf(request);
    const known = request.user;
    if (!known) throw new SignInNeeded();
    const actor = holder ? await this.lockVisitor(request, holder) : await this.lockProgram(known);
    if (!actor) throw new SignInNeeded();
    request.user = actor;
    return actor;
  }

  /** A session that was ended while its form came in has ended. The account first, as whoever suspends it. */
  private async lockVisitor(request: PageRequest, holder: SessionHolder): Promise<Actor | null> {
    const actor = await this.actors.lockActorOfSession(holder);
    return actor && (await this.sessions.lock(request.sessionID)) ? actor : null;
  }

  private async lockProgram({ accountId, token }: Actor): Promise<Actor | null> {
    return token
      ? this.tokens.lockActorOfToken(accountId, token.id)
      : this.actors.lockActor(accountId);
  }
}

function isRepeat(answer: CommandAnswer | RepeatedAnswer): answer is RepeatedAnswer {
  return 'isRepeat' in answer;
}

/** Null for a request that is signed by a token. */
function sessionHolderOf(request: PageRequest): SessionHolder | null {
  const session = request.session as PageRequest['session'] | undefined;
  return session?.passport?.user ?? null;
}

/** What is shown once and kept nowhere cannot be given a second time. */
function alreadySent(): Conflict {
  return new Conflict(
    'form.already_sent',
    'この操作はすでに済んでいます。表示は1回だけのため、控えていないときは、もう一度作り直してください。',
  );
}
