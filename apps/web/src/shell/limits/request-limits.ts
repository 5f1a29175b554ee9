import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '@app/platform';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RequestRefused } from '../intake/request-refused';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const SECOND_MILLISECONDS = 1000;

/**
 * How often anybody may ask. People are counted by themselves, so that forty behind one address do not get in each
 * other's way; whoever has not signed in is counted by address, and only for what is expensive. Kept in memory: there is
 * one web process, and after its restart everybody may begin anew.
 */
@Injectable()
export class RequestLimits {
  private readonly person: RateLimiterMemory | null;
  private readonly address: RateLimiterMemory | null;
  private readonly uploads: RateLimiterMemory | null;

  constructor(@Inject(APP_CONFIG) config: AppConfig) {
    this.person = limiter(config.LIMIT_PERSON_PER_MINUTE, MINUTE_SECONDS);
    this.address = limiter(config.LIMIT_ADDRESS_PER_MINUTE, MINUTE_SECONDS);
    this.uploads = limiter(config.LIMIT_UPLOADS_PER_HOUR, HOUR_SECONDS);
  }

  async countPerson(accountId: string): Promise<void> {
    await count(this.person, accountId, '短い時間に多くの操作がありました。');
  }

  async countAddress(address: string): Promise<void> {
    await count(this.address, address, 'この場所から、短い時間に多くの送信がありました。');
  }

  async countUpload(accountId: string): Promise<void> {
    await count(this.uploads, accountId, '短い時間に多くのファイルが送信されました。');
  }

  /** For what is looked up before anybody is known: an address that has used up its share is not looked up for. */
  async isUsedUp(address: string): Promise<boolean> {
    const used = await this.address?.get(address);
    return (used?.consumedPoints ?? 0) > (this.address?.points ?? 0);
  }
}

function limiter(points: number, duration: number): RateLimiterMemory | null {
  return points === 0 ? null : new RateLimiterMemory({ points, duration });
}

async function count(limits: RateLimiterMemory | null, key: string, reason: string): Promise<void> {
  try {
    await limits?.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / SECOND_MILLISECONDS));
    throw new RequestRefused(429, `${reason}${againText(seconds)}`, seconds);
  }
}

function againText(seconds: number): string {
  const wait =
    seconds > 2 * MINUTE_SECONDS
      ? `${String(Math.ceil(seconds / MINUTE_SECONDS))}分`
      : `${String(seconds)}秒`;
  return `${wait}ほど待ってから、もう一度お試しください。入力した内容は、前の画面に戻ると残っています。`;
}
