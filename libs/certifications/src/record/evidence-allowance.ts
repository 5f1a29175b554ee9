import { Injectable } from '@nestjs/common';
import { type Actor, hasPermission } from '@app/access';
import { Clock, Conflict, FileStore, instantAt, words } from '@app/platform';
import { EvidenceRulesService } from './evidence-rules.service';

const MEGABYTE = 1024 * 1024;
/** Who reports for others sends the evidence of many. */
const FOR_OTHERS = 10;

/** How much evidence a person may send: asked before any of it is read. */
@Injectable()
export class EvidenceAllowance {
  constructor(
    private readonly rules: EvidenceRulesService,
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  /** Throws Conflict when these bytes would be more than the day or the person's share holds. */
  async require(actor: Actor, bytes: number): Promise<void> {
    const times = hasPermission(actor, 'certifications.verify') ? FOR_OTHERS : 1;
    const rules = await this.rules.current();
    const [dailyFiles, dailyMegabytes, totalMegabytes] = [
      rules.dailyFiles * times,
      rules.dailyMegabytes * times,
      rules.totalMegabytes * times,
    ];
    const midnight = instantAt(this.clock.today(), '00:00');
    const sent = await this.files.sumSentBy(actor.accountId, midnight);
    const isDayOver =
      sent.since.files >= dailyFiles || sent.since.bytes + bytes > dailyMegabytes * MEGABYTE;
    if (isDayOver) throw enoughForToday(dailyFiles, dailyMegabytes);
    if (sent.kept.bytes + bytes > totalMegabytes * MEGABYTE)
      throw enoughInAll(totalMegabytes, rules.withdrawnDays);
  }
}

function enoughForToday(files: number, megabytes: number): Conflict {
  return new Conflict(
    'evidence.enough_for_today',
    `証明書類は1人1日${String(files)}件、合わせて${String(megabytes)}MBまでです。今日の分に達するため、受け取っていません。明日の0時から、また送信できます。急ぐときは、${words.hr}にご相談ください。`,
  );
}

function enoughInAll(megabytes: number, withdrawnDays: number): Conflict {
  return new Conflict(
    'evidence.enough_in_all',
    `証明書類は1人合わせて${String(megabytes)}MBまで保存できます。これに達するため、受け取っていません。ファイルを小さくするか、${words.hr}にご相談ください。取り下げた報告の証明書類は、${String(withdrawnDays)}日たつと消えて、その分を送信できます。`,
  );
}
