import { Conflict, NotAllowed, NotFound } from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest } from '@app/testing';
import type { Actor } from '@app/access';
import { CoursesModule } from '../courses.module';
import { PromptsService } from './prompts.service';

describe('PromptsService', () => {
  let test: LibTest;
  let service: PromptsService;
  let unit: string;
  let head: Actor;

  beforeEach(async () => {
    test = await startLibTest(CoursesModule);
    service = test.get(PromptsService);
    unit = await test.city.addUnit();
    head = await test.city.addActor({ roles: ['staff', 'unit_head'], headedUnitIds: [unit] });
  });

  afterEach(() => test.close());

  const notes = () =>
    rowsOf<{ personId: string; on: string }>(
      test.database,
      `SELECT person_id AS "personId", prompted_on AS "on" FROM learning_prompts ORDER BY prompted_on, person_id`,
    );
  const actions = async () =>
    (
      await rowsOf<{ action: string }>(
        test.database,
        `SELECT action FROM audit_entries WHERE action LIKE 'learning_prompt.%' ORDER BY id`,
      )
    ).map(({ action }) => action);

  it('notes each of the chosen once a day, and says whose note is new', async () => {
    const one = await test.city.addPerson({ unitId: unit });
    const two = await test.city.addPerson({ unitId: unit });
    expect(await service.prompt(head, [one])).toEqual([one]);
    expect(await service.prompt(head, [one, two.toUpperCase(), two])).toEqual([two]);
    await expect(service.prompt(head, [two, one])).rejects.toThrow(Conflict);
    expect((await notes()).map(({ personId }) => personId).toSorted()).toEqual(
      [one, two].toSorted(),
    );
    expect(await actions()).toEqual(['learning_prompt.noted', 'learning_prompt.noted']);
  });

  it('lets two who press at the same moment take turns', async () => {
    const one = await test.city.addPerson({ unitId: unit });
    const noted = await Promise.allSettled([
      service.prompt(head, [one]),
      service.prompt(head, [one]),
    ]);
    expect(noted.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const taken = await Promise.allSettled([
      service.takeBack(head, [one]),
      service.takeBack(head, [one]),
    ]);
    for (const { reason } of [...noted, ...taken].filter((it) => it.status === 'rejected'))
      expect(reason).toBeInstanceOf(Conflict);
    expect(await notes()).toEqual([]);
  });

  it('takes the newest note back and keeps what was written', async () => {
    const one = await test.city.addPerson({ unitId: unit });
    await service.prompt(head, [one]);
    const first = test.clock.today();
    test.clock.set('2026-11-20T09:00:00+09:00');
    await service.prompt(head, [one]);
    await service.takeBack(head, [one]);
    expect((await notes()).map(({ on }) => on)).toEqual([first]);
    await service.takeBack(head, [one]);
    await expect(service.takeBack(head, [one])).rejects.toThrow(Conflict);
    const [kept] = await rowsOf<{ count: number }>(
      test.database,
      'SELECT count(*)::int FROM learning_prompts_history WHERE superseded_by IS NOT NULL',
    );
    expect(kept?.count).toBe(2);
    expect((await actions()).filter((it) => it.endsWith('taken_back'))).toHaveLength(2);
  });

  it('knows nobody of another unit, of nobody’s unit, nor who left; then nobody is noted', async () => {
    const own = await test.city.addPerson({ unitId: unit });
    const other = await test.city.addPerson({ unitId: await test.city.addUnit() });
    const moved = await test.city.addPerson({ unitId: unit });
    await service.prompt(head, [moved]);
    await test.city.transfer(moved, await test.city.addUnit(), '2026-11-17');
    test.clock.set('2026-11-17T09:00:00+09:00');
    for (const stranger of [other, moved]) {
      await expect(service.prompt(head, [own, stranger])).rejects.toThrow(NotFound);
      await expect(service.takeBack(head, [stranger])).rejects.toThrow(NotFound);
    }
    const nobody = { ...head, headedUnitIds: [] };
    await expect(service.prompt(nobody, [own])).rejects.toThrow(NotFound);
    expect((await notes()).map(({ personId }) => personId)).toEqual([moved]);
  });

  it('is for heads, about others', async () => {
    const one = await test.city.addPerson({ unitId: unit });
    await expect(service.prompt(head, [head.personId])).rejects.toThrow(NotAllowed);
    for (const role of ['staff', 'hr', 'program_office', 'auditor', 'administrator'] as const) {
      const actor = anActor({ roles: ['staff', role], headedUnitIds: [unit] });
      await expect(service.prompt(actor, [one])).rejects.toThrow(NotAllowed);
    }
    expect(await notes()).toEqual([]);
  });
});
