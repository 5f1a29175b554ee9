import type { Actor } from '@app/access';
import { Conflict, NotAllowed, NotFound } from '@app/platform';
import { anActor, type LibTest, rowsOf, startLibTest, TestFigures } from '@app/testing';
import { PracticeModule } from '../practice.module';
import { SuggestionQueries } from './suggestions.queries';
import { SuggestionsService } from './suggestions.service';

describe('受験のすすめ', () => {
  let test: LibTest;
  let service: SuggestionsService;
  let queries: SuggestionQueries;
  let office: Actor;
  let unitId: string;
  let person: Actor;

  beforeAll(async () => {
    test = await startLibTest(PracticeModule);
    service = test.get(SuggestionsService);
    queries = test.get(SuggestionQueries);
  });

  afterAll(() => test.close());

  beforeEach(async () => {
    test.clock.set('2027-04-02T10:00:00+09:00');
    office = await test.city.addActor({ roles: ['staff', 'program_office'] });
    unitId = await test.city.addUnit({ name: '総務課' });
    person = await addStaff();
  });

  async function addStaff(): Promise<Actor> {
    return test.city.addActor({ personId: await test.city.addPerson({ unitId }) });
  }

  const numberOf = async ({ personId }: Actor) =>
    (await queries.listOfUnit(office, unitId)).find((row) => row.personId === personId)
      ?.staffNumber ?? '';
  const sentOn = async (actor: Actor) =>
    (await queries.findPerson(office, await numberOf(actor)))?.suggestedOn;
  const actions = async ({ personId }: Actor) =>
    (
      await rowsOf<{ action: string }>(
        test.database,
        'SELECT action FROM audit_entries WHERE subject_id = $1 ORDER BY id',
        [personId],
      )
    ).map(({ action }) => action);

  it('reaches the person, once, and is taken back', async () => {
    expect(await queries.findOwn(person)).toBeNull();
    const number = await numberOf(person);
    await service.send(office, number);
    expect(await queries.findOwn(person)).toMatchObject({ suggestedOn: '2027-04-02' });
    await expect(service.send(office, number)).rejects.toThrow(Conflict);
    await service.withdraw(office, number);
    await expect(service.withdraw(office, number)).rejects.toThrow(Conflict);
    expect(await queries.findOwn(person)).toBeNull();
    expect(await actions(person)).toEqual(['exam_suggestion.sent', 'exam_suggestion.withdrawn']);
  });

  it('is put away by the person, of which the sender learns nothing', async () => {
    const number = await numberOf(person);
    await service.send(office, number);
    await service.dismissOwn(person);
    expect(await queries.findOwn(person)).toBeNull();
    expect(await sentOn(person)).toBe('2027-04-02');
    expect(await actions(person)).toEqual(['exam_suggestion.sent']);
    await service.withdraw(office, number);
  });

  it('is no longer shown to whoever has booked, of which the sender learns nothing here', async () => {
    await service.send(office, await numberOf(person));
    const { personId } = person;
    await new TestFigures(test.database).addAttempt({
      personId,
      examOn: '2027-05-01',
      state: 'booked',
    });
    expect(await queries.findOwn(person)).toBeNull();
    expect(await sentOn(person)).toBe('2027-04-02');
  });

  it('goes to everybody of a unit who has none and does not hold it, and is taken back as one', async () => {
    const holder = await addStaff();
    const figures = new TestFigures(test.database);
    await figures.addCertificate({ personId: holder.personId });
    // Who holds what counts as it needs none either.
    await figures.addCertificate({ personId: (await addStaff()).personId, code: 'ap' });
    const other = await addStaff();
    await service.send(office, await numberOf(other));
    const third = await addStaff();
    expect(await service.sendToUnit(office, unitId)).toBe(2);
    expect(await service.sendToUnit(office, unitId)).toBe(0);
    expect(await queries.findOwn(third)).not.toBeNull();
    expect(await queries.findOwn(holder)).toBeNull();
    const act = (await queries.listActs(office)).find(({ people }) => people === 2);
    await service.withdrawAct(office, act?.id ?? '');
    expect(await queries.findOwn(third)).toBeNull();
    expect(await queries.findOwn(other)).not.toBeNull();
    await expect(service.withdrawAct(office, act?.id ?? '')).rejects.toThrow(Conflict);
  });

  it('is sent once by two who press at once', async () => {
    const counts = await Promise.all([1, 2].map(() => service.sendToUnit(office, unitId)));
    expect(counts.toSorted()).toEqual([0, 1]);
  });

  it('is DX推進室’s to send, to somebody who works here', async () => {
    await expect(service.send(office, '999999')).rejects.toThrow(NotFound);
    await expect(service.withdraw(office, '999999')).rejects.toThrow(NotFound);
    for (const role of ['hr', 'auditor', 'administrator', 'unit_head'] as const) {
      const actor = anActor({ roles: ['staff', role] });
      await expect(service.send(actor, '1')).rejects.toThrow(NotAllowed);
      await expect(service.sendToUnit(actor, unitId)).rejects.toThrow(NotAllowed);
      await expect(queries.findPerson(actor, '1')).rejects.toThrow(NotAllowed);
      await expect(queries.listOfUnit(actor, unitId)).rejects.toThrow(NotAllowed);
      await expect(queries.listActs(actor)).rejects.toThrow(NotAllowed);
    }
  });

  it('is of no exam that is over: neither sent nor shown', async () => {
    await service.send(office, await numberOf(person));
    expect(await queries.findOwn(person)).not.toBeNull();
    await new TestFigures(test.database).endExam('ip', '2027-04-01');
    expect(await queries.findOwn(person)).toBeNull();
    const other = await addStaff();
    for (const act of [
      service.send(office, await numberOf(other)),
      service.sendToUnit(office, unitId),
    ])
      await expect(act).rejects.toMatchObject({ code: 'exam_suggestion.exam_over' });
  });
});
