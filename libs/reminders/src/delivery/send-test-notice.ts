import { Inject, Injectable } from '@nestjs/common';
import { inForce } from '@app/organization';
import {
  APP_CONFIG,
  type AppConfig,
  Clock,
  col,
  Database,
  idOf,
  Mailer,
  statement,
} from '@app/platform';
import type { z } from 'zod';
import { findKind } from '../kinds/kinds';
import { type SEND_TEST_NOTICE } from '../reminders.jobs';
import { spokenBy } from '../wording/wording';
import { DigestMails } from './digest-mails';

const WHOSE = statement({
  name: 'reminders.who-tries-words',
  sql: `SELECT p.name, p.email FROM person_details p WHERE p.person_id = :personId AND ${inForce('p', ':today')}`,
  parameters: { personId: 'uuid', today: 'date' },
  row: { name: col.text, email: col.text.orNull },
});

/** The mail in which somebody tries words out: the same templates, the same mailer, and a subject that says so. */
@Injectable()
export class SendTestNotice {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mailer: Mailer,
    private readonly mails: DigestMails,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  async run(test: z.output<typeof SEND_TEST_NOTICE.schema>): Promise<void> {
    const kind = findKind(test.kind);
    const today = this.clock.today();
    const whose = await this.database.first(WHOSE, {
      personId: idOf<'person'>(test.personId),
      today,
    });
    if (kind === null || !whose?.email) return;
    const entries = test.entries.map((entry) => ({ ...entry, kind: kind.name }));
    const digest = { recipientName: whose.name, day: today, entries };
    const { subject, text } = await this.mails.compose(digest, () => spokenBy(kind, test.wording));
    await this.mailer.send({
      ...{ messageId: `${test.id}@${new URL(this.config.PUBLIC_URL).hostname}`, to: whose.email },
      ...{ subject: `(試し)${subject}`, text },
    });
  }
}
