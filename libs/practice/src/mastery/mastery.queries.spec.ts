import { PracticeStage } from '../practice.stage';
import { MasteryQueries } from './mastery.queries';

const LAW = 2;

describe('Mastery as the rows tell it', () => {
  let stage: PracticeStage;

  beforeAll(async () => {
    stage = await PracticeStage.start();
  }, 60_000);

  afterAll(() => stage.close());

  it('comes from what is asked in a mix on a later day, never from a block of its own', async () => {
    const { test, sessions } = stage;
    const personId = await test.city.addPerson();
    const law = async () => (await test.get(MasteryQueries).byMiddle(personId, 'ip-6.5')).get(LAW);
    /** Until two questions of law were asked, or four in a block: all right. */
    const practise = async (facts: Parameters<PracticeStage['begin']>[1], wanted: number) => {
      const sessionId = await stage.begin(personId, { size: null, ...facts });
      const key = { sessionId, personId, examOn: null };
      for (let asked = 0; asked < wanted;) {
        const { middleName } = await stage.queries.findPage(sessionId, personId, null);
        await stage.answer(sessionId, personId, true);
        if (middleName === '法務') asked += 1;
        if (asked < wanted) await sessions.goOn(key);
      }
      await sessions.stop(key);
    };
    test.clock.set('2027-04-02T10:00:00+09:00');
    expect(await law()).toBeUndefined();
    await practise({ kind: 'chosen', scope: { middle: LAW } }, 4);
    expect(await law()).toEqual({ ability: 'able', isMastered: false, mayBeChecked: false });
    test.clock.set('2027-04-03T10:00:00+09:00');
    expect(await law()).toMatchObject({ mayBeChecked: true });
    await practise({ kind: 'mixed', scope: { middle: LAW } }, 4);
    expect(await law()).toMatchObject({ isMastered: false });
    await practise({ kind: 'mixed' }, 2);
    expect(await law()).toEqual({ ability: 'able', isMastered: true, mayBeChecked: false });
  }, 60_000);
});
