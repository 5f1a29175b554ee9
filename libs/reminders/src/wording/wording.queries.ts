import { Injectable } from '@nestjs/common';
import { detailsOn } from '@app/organization';
import { addDays, Clock, col, Database, idOf, type RowFrom, statement } from '@app/platform';
import type { Actor } from '@app/access';
import type { DigestEntry } from '../delivery/digest-mails';
import { isOpenName, kindOf, type ReminderKind } from '../kinds/kinds';
import { RulePreviewQueries } from '../rules/rule-preview.queries';
import { ReminderRuleQueries } from '../rules/rules.queries';
import { type WordsOf, wordsFrom } from './wording';

/** Few rows for ever: somebody writes each by hand. */
const WORDINGS = statement({
  name: 'reminders.wordings',
  sql: `SELECT w.id, w.kind, w.valid_from AS "validFrom", w.title, w.line, w.recorded_at AS "recordedAt", by.name AS "recordedBy"
    FROM reminder_words w LEFT JOIN ${detailsOn('by', 'person_of(w.recorded_by)', ':today')}
    ORDER BY w.kind, w.valid_from DESC`,
  parameters: { today: 'date' },
  row: {
    id: col.id<'reminder_wording'>(),
    kind: col.text,
    validFrom: col.date,
    title: col.text.orNull,
    line: col.text.orNull,
    recordedAt: col.instant,
    recordedBy: col.text.orNull,
  },
});

export type WordingRow = RowFrom<typeof WORDINGS>;

/** What somebody was told of a kind themselves, the latest first. */
const OWN = statement({
  name: 'reminders.own-examples',
  sql: `SELECT text, due_on AS "dueOn", reason, link FROM reminder_ledger
    WHERE recipient_person_id = :personId AND kind = :kind ORDER BY planned_for DESC, id LIMIT 3`,
  parameters: { personId: 'uuid', kind: 'text' },
  row: { text: col.text, dueOn: col.date, reason: col.text, link: col.text },
});

/** Something that the words can be tried on. */
export interface WordingExamples {
  /** False: nothing real is within the reader's sight, and one is made up. */
  readonly areReal: boolean;
  readonly entries: readonly DigestEntry[];
}

/** So many days ahead a made-up example is due. */
const AHEAD = 7;
const SHOWN = 3;

/** The words of the kinds, and on what they can be tried. */
@Injectable()
export class ReminderWordQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rules: ReminderRuleQueries,
    private readonly previews: RulePreviewQueries,
  ) {}

  /** Of all kinds, by kind, the newest day first; also those that begin later. */
  async listWordings(): Promise<readonly WordingRow[]> {
    return this.database.all(WORDINGS, { today: this.clock.today() });
  }

  async words(): Promise<WordsOf> {
    return wordsFrom(await this.listWordings());
  }

  /** Of an open kind what will be sent next, of a private one what the reader was told; nobody sees more than that anywhere. */
  async listExamples(actor: Actor, name: ReminderKind): Promise<WordingExamples> {
    const real = isOpenName(name)
      ? await this.nextOf(name)
      : await this.database.all(OWN, { personId: idOf<'person'>(actor.personId), kind: name });
    if (real.length > 0)
      return { areReal: true, entries: real.map((it) => ({ kind: name, link: '/', ...it })) };
    const dueOn = addDays(this.clock.today(), AHEAD);
    const entry = { kind: name, text: '(見本)', dueOn, reason: '見本', link: '/' };
    return { areReal: false, entries: [entry] };
  }

  private async nextOf(name: ReminderKind) {
    const today = this.clock.today();
    const kind = kindOf(name);
    const rule = (await this.rules.rules())(kind, today);
    const { examples } = await this.previews.preview(kind, rule, today);
    // The same is said to many people; it is shown once.
    const told = new Map(examples.map((it) => [`${it.text} ${it.dueOn}`, it]));
    return [...told.values()]
      .slice(0, SHOWN)
      .map(({ text, dueOn, reason }) => ({ text, dueOn, reason }));
  }
}
