import type { AddressInfo } from 'node:net';
import {
  type LibTest,
  rewriteHistory,
  rowOf,
  rowsOf,
  startLibTest,
  TestFigures,
} from '@app/testing';
import { JobQueue, Mailer, SmtpMailer } from '@app/platform';
import { Module, type Type } from '@nestjs/common';
import { SMTPServer } from 'smtp-server';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';
import { DeliverDigest } from './deliver-digest';
import { type Digest, DigestMails } from './digest-mails';
import { SweepReminders } from './sweep-reminders';

const TODAY = '2026-11-16';

class PlainMails extends DigestMails {
  compose({ recipientName, entries }: Digest) {
    const lines = entries.map(({ kind, text, dueOn, reason, link }) =>
      [kind, text, dueOn, reason, link].join(' '),
    );
    return Promise.resolve({
      subject: `${String(entries.length)}件`,
      text: [recipientName, ...lines].join('\n'),
    });
  }
}

const MAILS = { provide: DigestMails, useClass: PlainMails };

@Module({ imports: [RemindersModule], providers: [DeliverDigest, MAILS] })
class DeliveryModule {}

let lib: LibTest;
let figures: TestFigures;
let unitId: string;

async function start(module: Type): Promise<void> {
  lib = await startLibTest(module);
  figures = new TestFigures(lib.database);
  unitId = await lib.city.addUnit({ name: '総務課', countsForLeaderKpi: false });
}

/** A person with an open course due tomorrow, and today's planning done: the digest's id. */
async function plannedDigest(facts: { name?: string; email?: string; title?: string } = {}) {
  const personId = await lib.city.addPerson({ unitId, ...facts });
  const courseId = await figures.addCourse(facts.title ?? '生成AI活用 L1');
  await figures.addEnrollment({ personId, courseId, dueOn: '2026-11-17' });
  await lib.get(PlanReminders).run(TODAY);
  const row = await rowOf<{ id: string }>(
    lib.database,
    'SELECT id FROM reminder_digests WHERE recipient_person_id = $1',
    [personId],
  );
  return { personId, courseId, digestId: row?.id ?? '' };
}

interface DigestRow {
  readonly state: string;
  readonly attempts: number;
  readonly sent_at: Date | null;
  readonly last_error: string | null;
}

async function digest(id: string): Promise<DigestRow | null> {
  return rowOf(
    lib.database,
    'SELECT state, attempts, sent_at, last_error FROM reminder_digests WHERE id = $1',
    [id],
  );
}

async function mailbox() {
  return rowsOf<{
    message_id: string;
    to_address: string;
    subject: string;
    body: string;
  }>(
    lib.database,
    'SELECT message_id, to_address, subject, body FROM mailbox_messages ORDER BY to_address',
  );
}

function deliver(digestId: string) {
  return lib.get(DeliverDigest).run(digestId);
}

describe('DeliverDigest with the built-in mailbox', () => {
  beforeEach(() => start(DeliveryModule));
  afterEach(() => lib.close());

  it('sends one mail with everything of the day', async () => {
    const { digestId, personId } = await plannedDigest({
      name: '富山　花子',
      email: 'hanako@example.jp',
    });
    await figures.addEnrollment({
      personId,
      courseId: await figures.addCourse('もう1つ'),
      dueOn: '2026-11-13',
    });
    await lib.get(PlanReminders).run(TODAY);
    expect(await deliver(digestId)).toBe('sent');
    const [mail, ...others] = await mailbox();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      message_id: `${digestId}@127.0.0.1`,
      to_address: 'hanako@example.jp',
      subject: '2件',
    });
    expect(mail?.body).toContain('learning_overdue もう1つ 2026-11-13 期限の翌開庁日 /courses/');
    expect(mail?.body).toContain('learning_due 生成AI活用 L1 2026-11-17 期限の1開庁日前 /courses/');
    expect(await digest(digestId)).toEqual({
      state: 'sent',
      attempts: 1,
      sent_at: lib.clock.now(),
      last_error: null,
    });
  });

  it('sends nothing twice, however many workers take the same job', async () => {
    const { digestId } = await plannedDigest();
    const results = await Promise.all([1, 2, 3].map(() => deliver(digestId)));
    expect(results.sort()).toEqual(['not_mine', 'not_mine', 'sent']);
    expect(await deliver(digestId)).toBe('not_mine');
    expect(await mailbox()).toHaveLength(1);
  });

  it('leaves no trace when the worker is killed before the end', async () => {
    const { digestId } = await plannedDigest();
    const killed = lib.database.transaction(async () => {
      await deliver(digestId);
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await digest(digestId)).toMatchObject({ state: 'planned', attempts: 0 });
    expect(await deliver(digestId)).toBe('sent');
    expect(await mailbox()).toHaveLength(1);
  });

  it('drops what has been done since planning, and sends the rest', async () => {
    const { digestId, personId, courseId } = await plannedDigest();
    await figures.addEnrollment({
      personId,
      courseId: await figures.addCourse('残り'),
      dueOn: '2026-11-17',
    });
    await lib.get(PlanReminders).run(TODAY);
    await figures.complete(personId, courseId, '2026-11-16');
    expect(await deliver(digestId)).toBe('sent');
    const [mail] = await mailbox();
    expect(mail?.body).toContain('残り');
    expect(mail?.body).not.toContain('生成AI活用');
    const dropped = await rowsOf(
      lib.database,
      'SELECT text FROM reminder_ledger WHERE dropped_at IS NOT NULL',
    );
    expect(dropped).toEqual([{ text: '生成AI活用 L1' }]);
  });

  it.each([
    [
      'completed',
      `INSERT INTO enrollments (id, person_id, course_id, course_version_id, cycle, started_at, completed_at)
       SELECT gen_random_uuid(), n.person_id, v.course_id, v.id, v.fiscal_year, '2026-11-16', '2026-11-16'
       FROM assignment_persons n JOIN course_assignments a ON a.id = n.assignment_id
       JOIN course_versions v ON v.course_id = a.course_id AND v.fiscal_year = a.fiscal_year`,
    ],
    [
      'exempted',
      `INSERT INTO exemptions_history (id, person_id, course_id, cycle, reason, valid_from, recorded_at)
       SELECT gen_random_uuid(), n.person_id, a.course_id, a.fiscal_year, '休職のため', '2026-11-16', '2026-11-16'
       FROM assignment_persons n JOIN course_assignments a ON a.id = n.assignment_id`,
    ],
    ['moved', `UPDATE course_assignments SET due_on = '2027-03-31'`],
    ['of somebody who has left', `UPDATE employments SET valid_to = '2026-11-16'`],
    ['of somebody suspended', `UPDATE accounts SET suspended_at = '2026-11-16'`],
  ])('sends no mail when all of it is %s', async (_name, change) => {
    const { digestId, personId } = await plannedDigest();
    await lib.city.addAccount(personId);
    await rewriteHistory(lib.database, change);
    expect(await deliver(digestId)).toBe('dropped');
    expect(await mailbox()).toEqual([]);
    expect(await digest(digestId)).toMatchObject({ state: 'dropped', sent_at: null });
  });

  it('does not tell a unit with a new leader that it has none', async () => {
    const taxId = await lib.city.addUnit({ name: '税務課' });
    const head = await lib.city.addPerson({ unitId: taxId, isManagerial: true });
    await lib.get(PlanReminders).run(TODAY);
    await figures.addAppointment({ personId: head, unitId: taxId });
    const row = await rowOf<{ id: string }>(lib.database, 'SELECT id FROM reminder_digests');
    expect(await deliver(row?.id ?? '')).toBe('dropped');
  });

  it('has no mail for an address that is gone or impossible', async () => {
    const gone = await plannedDigest();
    await rewriteHistory(lib.database, 'UPDATE persons SET email = NULL WHERE id = $1', [
      gone.personId,
    ]);
    expect(await deliver(gone.digestId)).toBe('no_mailbox');
    const evil = await plannedDigest({ email: 'a@example.jp\r\nBcc: b@example.jp' });
    expect(await deliver(evil.digestId)).toBe('failed');
    expect((await digest(evil.digestId))?.last_error).toContain('address');
    expect(await mailbox()).toEqual([]);
  });

  it('leaves a digest of an earlier day to planning', async () => {
    const { digestId } = await plannedDigest();
    lib.clock.advance({ days: 1 });
    expect(await deliver(digestId)).toBe('not_mine');
    expect(await digest(digestId)).toMatchObject({ state: 'planned' });
  });

  describe('The sweep', () => {
    it('wakes the worker for what the queue lost', async () => {
      await plannedDigest();
      await lib.database.execute('DELETE FROM bullmq.job');
      expect(await lib.get(JobQueue).counts()).toMatchObject({ waiting: 0 });
      expect(await lib.get(SweepReminders).run()).toBe(1);
      expect(await lib.get(SweepReminders).run()).toBe(1);
      expect(await lib.get(JobQueue).counts()).toMatchObject({ waiting: 1 });
    });

    it('plans today when half past eight was missed, not before and not on a holiday', async () => {
      const personId = await lib.city.addPerson({ unitId });
      const courseId = await figures.addCourse('生成AI活用 L1');
      await figures.addEnrollment({ personId, courseId, dueOn: '2026-11-25' });
      for (const before of [
        '2026-11-16T08:29:59+09:00',
        '2026-11-22T12:00:00+09:00',
        '2026-11-23T12:00:00+09:00',
      ]) {
        lib.clock.set(before);
        expect(await lib.get(SweepReminders).run()).toBe(0);
      }
      lib.clock.set('2026-11-24T08:30:00+09:00');
      expect(await lib.get(SweepReminders).run()).toBe(1);
      const runs = await rowsOf(lib.database, 'SELECT day FROM reminder_runs');
      expect(runs).toEqual([{ day: '2026-11-24' }]);
    });
  });
});

describe('DeliverDigest over SMTP', () => {
  let server: SMTPServer;
  let received: string[];
  let failure: Error | null;
  let messages: string[];
  let mailer: SmtpMailer;

  beforeEach(async () => {
    received = [];
    messages = [];
    failure = null;
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: ({ address }, _session, done) => {
        if (!failure) received.push(address);
        done(failure);
      },
      onData: (stream, _session, done) => {
        let text = '';
        stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
        stream.on('end', () => {
          messages.push(text);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    mailer = new SmtpMailer(`smtp://127.0.0.1:${String(port)}`, 'manabi@city.example.jp');
    @Module({
      imports: [RemindersModule],
      providers: [DeliverDigest, MAILS, { provide: Mailer, useValue: mailer }],
    })
    class SmtpDeliveryModule {}
    await start(SmtpDeliveryModule);
  });

  afterEach(async () => {
    await mailer.close();
    await lib.close();
    await new Promise<void>((resolve) => server.close(resolve));
  });

  it("sends once with the digest's message id", async () => {
    const { digestId } = await plannedDigest({ email: 'hanako@example.jp' });
    const results = await Promise.all([deliver(digestId), deliver(digestId)]);
    expect(results.sort()).toEqual(['not_mine', 'sent']);
    expect(received).toEqual(['hanako@example.jp']);
    expect(messages[0]).toContain(`Message-ID: <${digestId}@127.0.0.1>`);
    expect(await digest(digestId)).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it('gives the claim back when the server is busy, and marks a refusal as final', async () => {
    const { digestId } = await plannedDigest();
    failure = Object.assign(new Error('busy'), { responseCode: 451 });
    await expect(deliver(digestId)).rejects.toThrow('busy');
    expect(await digest(digestId)).toMatchObject({ state: 'planned', attempts: 1 });
    failure = Object.assign(new Error('no such user'), { responseCode: 550 });
    expect(await deliver(digestId)).toBe('failed');
    expect(await digest(digestId)).toMatchObject({ state: 'failed', attempts: 2 });
    failure = null;
    expect(await deliver(digestId)).toBe('not_mine');
    expect(messages).toEqual([]);
  });

  it('takes over from a worker that was killed with a claim, after ten minutes, under the same message id', async () => {
    const { digestId } = await plannedDigest();
    await lib.database.execute(
      `UPDATE reminder_digests SET state = 'sending', attempts = 1, claimed_at = $1`,
      [lib.clock.now()],
    );
    lib.clock.advance({ minutes: 9 });
    expect(await deliver(digestId)).toBe('not_mine');
    expect(await lib.get(SweepReminders).run()).toBe(0);
    lib.clock.advance({ minutes: 2 });
    expect(await lib.get(SweepReminders).run()).toBe(1);
    const results = await Promise.all([deliver(digestId), deliver(digestId)]);
    expect(results.sort()).toEqual(['not_mine', 'sent']);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(`Message-ID: <${digestId}@127.0.0.1>`);
  });

  it('does not tell on a later day of somebody who is in another unit by then', async () => {
    const taxId = await lib.city.addUnit({ name: '税務課', countsForLeaderKpi: false });
    const head = await lib.city.addPerson({ unitId: taxId, isManagerial: true });
    const leader = await lib.city.addPerson({ name: '富山　花子' });
    const post = { personId: leader, kind: 'primary' } as const;
    await lib.city.addPosting({ ...post, unitId: taxId, validTo: '2026-11-17' });
    await lib.city.addPosting({ ...post, unitId, validFrom: '2026-11-17' });
    await figures.addAppointment({ personId: leader, unitId: taxId, termEnd: '2026-12-31' });
    await lib.get(PlanReminders).run(TODAY);
    await lib.database.execute(
      `UPDATE reminder_digests SET state = 'sending', attempts = 1, claimed_at = $1`,
      [lib.clock.now()],
    );
    lib.clock.advance({ days: 1 });
    const mine = await rowOf<{ id: string }>(
      lib.database,
      'SELECT id FROM reminder_digests WHERE recipient_person_id = $1',
      [head],
    );
    expect(await deliver(mine?.id ?? '')).toBe('dropped');
    expect(messages.join('')).not.toContain('富山');
  });
});
