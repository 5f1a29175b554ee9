import { Inject, Injectable } from '@nestjs/common';
import { type Actor } from '@app/access';
import {
  ActorQueries,
  deviceWords,
  KNOWN_DAYS,
  SecondFactors,
  type Place,
  type SessionHolder,
  SignInRecords,
  SignInService,
} from '@app/accounts';
import { APP_CONFIG, type AppConfig, Clock, InvalidInput, Seals, words } from '@app/platform';
import type { Response } from 'express';
import { cookieName, readCookie, writeCookie } from '../../../shell/cookies';
import type { PageRequest } from '../../../shell/http';
import type { KeptForm } from '../../../shell/kept-forms';
import { beginSession } from '../../../shell/session';
import { welcomeText } from './sign-in.views';

const DEVICE_COOKIE = 'device';
const DEVICE_PURPOSE = 'device';
/** True of a wrong password, a former number, a number that was parted again, and one that nobody has: all read the same. */
const refusal = (): string =>
  `職員番号またはパスワードが違うか、この番号のアカウントがありません。今の職員番号でログインしてください。今の番号でもログインできないときは、${words.hr}またはシステム管理者にご連絡ください。`;
const MISSING = '職員番号とパスワードを入力してください。';
const IN_ADDRESS =
  '職員番号とパスワードは、アドレス(URL)に含めず、この画面に入力してください。パスワードがアドレスに残った場合は、ログイン後に変更してください。';

/** Where to go once somebody is in. */
export interface GoOn {
  readonly next: string;
  readonly kept: KeptForm | null;
}

/** From number and password to a session: what the sign-in forms do, one step each. */
@Injectable()
export class Entry {
  constructor(
    private readonly signIns: SignInService,
    private readonly records: SignInRecords,
    private readonly actors: ActorQueries,
    private readonly seals: Seals,
    private readonly factors: SecondFactors,
    private readonly clock: Clock,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** The first step. Refusals are worded alike whatever the reason. */
  async checkPassword(request: PageRequest): Promise<SessionHolder> {
    const { staffNumber, password } = credentials(request);
    const { address } = placeOf(request);
    const deviceToken = this.deviceToken(request);
    const result = await this.signIns.signIn({ staffNumber, password, address, deviceToken });
    switch (result.kind) {
      case 'accepted':
        return { accountId: result.accountId, sessionEpoch: result.sessionEpoch };
      case 'refused':
        throw refused(refusal());
      case 'wait':
        throw refused(waitText(result.minutes));
    }
  }

  /** Whoever has a second factor shows it first; until then the session opens nothing. */
  async goOn(
    request: PageRequest,
    response: Response,
    holder: SessionHolder,
    next: GoOn,
  ): Promise<string> {
    if (!(await this.factors.isEnrolled(holder.accountId)))
      return this.begin(request, response, holder, next);
    await beginSession(request, (session) => {
      session.client = placeOf(request);
      session.step = { holder, ...next };
    });
    return '/sign-in/second';
  }

  /** The last step: a session under a new name, and one sentence about the time since they were here last. */
  async begin(
    request: PageRequest,
    response: Response,
    holder: SessionHolder,
    { next, kept }: GoOn,
  ): Promise<string> {
    const actor = await this.actorOf(holder);
    const client = placeOf(request);
    const completed = await this.records.complete(actor, client, this.deviceToken(request));
    const value = `${completed.deviceToken}.${this.seals.sign(DEVICE_PURPOSE, completed.deviceToken)}`;
    writeCookie(response, this.config, DEVICE_COOKIE, { value, days: KNOWN_DAYS });
    const notice = welcomeText(completed);
    await beginSession(request, (session) => {
      session.passport = { user: holder };
      session.client = client;
      session.confirmedAt = this.clock.now().getTime();
      if (notice !== '') session.notice = notice;
      if (kept) session.kept = kept;
    });
    return kept ? '/sign-in/continue' : next;
  }

  private async actorOf(holder: SessionHolder): Promise<Actor> {
    const actor = await this.actors.findActorOfSession(holder);
    if (!actor) throw refused(refusal());
    return actor;
  }

  /** Only what this server has signed is looked up. */
  private deviceToken(request: PageRequest): string | null {
    const cookie = readCookie(request, cookieName(this.config, DEVICE_COOKIE)) ?? '';
    const [token = '', signature = ''] = cookie.split('.');
    return this.seals.isSignature(DEVICE_PURPOSE, token, signature) ? token : null;
  }
}

export function placeOf(request: PageRequest): Place {
  return { address: request.ip ?? '', device: deviceWords(request.get('user-agent') ?? '') };
}

/** From the body only: what stands in an address is kept by browsers, proxies and logs. */
function credentials(request: PageRequest): { staffNumber: string; password: string } {
  if ('password' in request.query || 'staffNumber' in request.query) throw refused(IN_ADDRESS);
  const { staffNumber, password } = (request.body ?? {}) as Record<string, unknown>;
  if (typeof staffNumber !== 'string' || typeof password !== 'string') throw refused(MISSING);
  if (staffNumber === '' || password === '') throw refused(MISSING);
  return { staffNumber, password };
}

function waitText(minutes: number): string {
  return `続けて失敗したため、しばらくログインできません。あと${String(minutes)}分ほどたってからお試しください。ふだんお使いの端末からは、待たずにログインできます。`;
}

function refused(message: string): InvalidInput {
  return new InvalidInput({}, 'sign_in.refused', message);
}
