import { Injectable } from '@nestjs/common';
import { PassportSerializer, PassportStrategy } from '@nestjs/passport';
import { type Actor } from '@app/access';
import { ActorQueries, type SessionHolder, SignInService } from '@app/accounts';
import { InvalidInput } from '@app/platform';
import type { RequestHandler, Response } from 'express';
import passport from 'passport';
import { Strategy } from 'passport-local';
import type { PageRequest } from './http';

type Done<Value> = (error: unknown, value?: Value | false) => void;

const REFUSED =
  '職員番号またはパスワードが違います。職員番号が変わった方は、新しい番号でログインしてください。';
const MISSING = '職員番号とパスワードを入力してください。';
const TOO_MANY =
  '続けて失敗したため、しばらくログインできません。15分ほどたってからお試しください。';

/** Staff number and password. Refusals are worded alike whatever the reason. */
@Injectable()
export class StaffNumberStrategy extends PassportStrategy(Strategy, 'staff-number') {
  constructor(private readonly signIns: SignInService) {
    super({ usernameField: 'staffNumber', passwordField: 'password', passReqToCallback: true });
  }

  async validate(
    request: PageRequest,
    staffNumber: string,
    password: string,
  ): Promise<SessionHolder> {
    const address = request.ip ?? '';
    const result = await this.signIns.signIn({ staffNumber, password, address });
    if (result.kind === 'accepted')
      return { accountId: result.accountId, sessionEpoch: result.sessionEpoch };
    throw new InvalidInput({}, 'sign_in.refused', result.kind === 'refused' ? REFUSED : TOO_MANY);
  }
}

/** The session holds account and session epoch only; the actor is read afresh on every request. */
@Injectable()
export class AccountSerializer extends PassportSerializer {
  constructor(private readonly actors: ActorQueries) {
    super();
  }

  serializeUser({ accountId, sessionEpoch }: SessionHolder, done: Done<SessionHolder>): void {
    done(null, { accountId, sessionEpoch });
  }

  /** A session that an older version wrote holds something else: its owner signs in again. */
  deserializeUser(holder: Partial<SessionHolder>, done: Done<Actor>): void {
    const { accountId, sessionEpoch } = holder;
    if (accountId === undefined || sessionEpoch === undefined) {
      done(null, false);
      return;
    }
    this.actors.findActorOfSession({ accountId, sessionEpoch }).then(
      (actor) => {
        done(null, actor ?? false);
      },
      (error: unknown) => {
        done(error);
      },
    );
  }
}

/** Checks the form's number and password and starts a new session (its id is renewed: a planted one is worth nothing). */
export async function signInWithPassword(request: PageRequest, response: Response): Promise<void> {
  const user = await authenticate(request, response);
  await new Promise<void>((resolve, reject) => {
    request.logIn(user, (error: unknown) => {
      if (error instanceof Error) reject(error);
      else resolve();
    });
  });
}

function authenticate(request: PageRequest, response: Response): Promise<Express.User> {
  return new Promise((resolve, reject) => {
    const check = passport.authenticate(
      'staff-number',
      (error: unknown, user: Express.User | false | null) => {
        if (error instanceof Error) reject(error);
        else if (user) resolve(user);
        else reject(new InvalidInput({}, 'sign_in.refused', MISSING));
      },
    ) as RequestHandler;
    void check(request, response, reject);
  });
}
