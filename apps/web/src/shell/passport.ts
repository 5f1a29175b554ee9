import { Injectable } from '@nestjs/common';
import { PassportSerializer } from '@nestjs/passport';
import { type Actor } from '@app/access';
import { ActorQueries, type SessionHolder } from '@app/accounts';

type Done<Value> = (error: unknown, value?: Value | false) => void;

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
