import type { Actor } from '@app/access';
import {
  Conflict,
  InvalidInput,
  JobQueue,
  type LocalDate,
  NotAllowed,
  NotFound,
  OfficeCalendar,
} from '@app/platform';
import { type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { findKind } from '../kinds/kinds';
import { RemindersModule } from '../reminders.module';
import { ReminderWordQueries } from './wording.queries';
import { ReminderWordsService, type WantedWording } from './wording.service';

const TODAY: LocalDate = '2026-11-16';
const DUE = { dueOn: '2026-11-26', today: TODAY, calendar: new OfficeCalendar() } as const;

describe('The words of reminders', () => {
  let lib: LibTest;
  let office: Actor;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    lib.clock.set(`${TODAY}T10:00:00+09:00`);
    office = await lib.city.addActor({ roles: ['staff', 'program_office'] });
  });

  afterEach(() => lib.close());

  const service = () => lib.get(ReminderWordsService);
  const wanted = (change: Partial<WantedWording> = {}): WantedWording => ({
    ...{ kind: 'learning_due', validFrom: TODAY },
    wording: { title: '{所属長}からのお知らせ', line: '{期限}までに。{標準の文}' },
    ...change,
  });
  const saidOn = async (day: LocalDate) => {
    const kind = findKind('learning_due');
    if (kind === null) throw new Error('learning_due');
    const spoken = (await lib.get(ReminderWordQueries).words())(kind, day);
    return [spoken.title(), spoken.line(DUE)];
  };

  it('are those of the product until the city writes its own, from a day on, and go back to them', async () => {
    const standard = await saidOn(TODAY);
    await service().change(office, wanted({ validFrom: '2026-11-18' }));
    expect(await saidOn('2026-11-17')).toEqual(standard);
    expect(await saidOn('2026-11-18')).toEqual([
      '所属長からのお知らせ',
      `11月26日(木)までに。${standard[1] ?? ''}`,
    ]);
    await service().change(office, wanted({ validFrom: '2026-11-20', wording: null }));
    expect(await saidOn('2026-11-20')).toEqual(standard);
  });

  it('are taken back before they begin, and not after it', async () => {
    await service().change(office, wanted({ validFrom: '2026-11-18' }));
    await service().takeBack(office, 'learning_due', '2026-11-18');
    expect(await lib.get(ReminderWordQueries).listWordings()).toEqual([]);
    expect(await rowsOf(lib.database, 'SELECT 1 FROM reminder_words_history')).toHaveLength(1);
    await service().change(office, wanted());
    await expect(service().takeBack(office, 'learning_due', TODAY)).rejects.toThrow(Conflict);
    await expect(service().takeBack(office, 'learning_due', '2027-01-01')).rejects.toThrow(
      NotFound,
    );
  });

  it.each([
    [{ title: '', line: 'x' }, 'title', '見出しを入力してください。'],
    [{ title: 'x'.repeat(41), line: 'x' }, 'title', '40文字以内'],
    [{ title: '{期限}', line: 'x' }, 'title', '「{期限}」は使えません。使えるのは、{課}'],
    [{ title: 'x', line: '{氏名}さん' }, 'line', '使えるのは、{標準の文}{期限}{課}'],
    [{ title: 'x', line: '{期限' }, 'line', '組が合っていません'],
    [{ title: 'x', line: 'a\nb' }, 'line', '改行'],
  ] as const)('of %j are refused at %s', async (wording, field, text) => {
    const refused = await service()
      .check(office, wanted({ wording }))
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidInput);
    const { fields } = refused as InvalidInput;
    expect(Object.keys(fields)).toEqual([field]);
    expect(fields[field]).toContain(text);
  });

  it('refuse a day that is over, what holds already, and whoever may not', async () => {
    const check = (change: Partial<WantedWording>) => service().check(office, wanted(change));
    await expect(check({ validFrom: '2026-11-15' })).rejects.toThrow(InvalidInput);
    await expect(check({ wording: null })).rejects.toThrow(InvalidInput);
    await expect(check({ kind: 'x' })).rejects.toThrow(NotFound);
    const actor = await lib.city.addActor({ roles: ['staff', 'auditor'] });
    await expect(service().change(actor, wanted())).rejects.toThrow(NotAllowed);
    await expect(service().takeBack(actor, 'learning_due', TODAY)).rejects.toThrow(NotAllowed);
    await expect(service().sendTest(actor, 'learning_due', null)).rejects.toThrow(NotAllowed);
  });

  it('are tried on what will be sent, or on what the reader was told where it is private', async () => {
    const figures = new TestFigures(lib.database);
    const courseId = await figures.addCourse('情報セキュリティ', 'infosec');
    const personId = await lib.city.addPerson();
    const examples = (name: 'learning_due' | 'exam_booked') =>
      lib.get(ReminderWordQueries).listExamples(office, name);
    expect((await examples('learning_due')).areReal).toBe(false);
    await figures.addEnrollment({ personId, courseId, dueOn: '2026-11-26' });
    expect(await examples('learning_due')).toMatchObject({
      areReal: true,
      entries: [{ text: '情報セキュリティ', dueOn: '2026-11-26' }],
    });
    await figures.addAttempt({ personId, examOn: '2026-11-17', state: 'booked' });
    expect((await examples('exam_booked')).areReal).toBe(false);
  });

  it('are sent to oneself by a job that is written down, and stand in no ledger', async () => {
    await service().sendTest(office, 'learning_due', { title: '見出し', line: '文' });
    expect(await lib.get(JobQueue).counts()).toMatchObject({ waiting: 1 });
    expect(await rowsOf(lib.database, 'SELECT 1 FROM reminder_ledger')).toEqual([]);
    const log = await rowsOf(
      lib.database,
      `SELECT 1 FROM audit_entries WHERE action = 'reminder_words.tried'`,
    );
    expect(log).toHaveLength(1);
  });
});
