import { idOf } from '@app/platform';
import type { SuggestionPerson } from '@app/practice';
import { personSuggestionView, sentNotice, suggestionsView } from './exam-suggestions.views';

const FORM = { fields: {}, errors: [], message: '' };
const UNIT = { id: 'u', name: '総務課' };

function person(id: string, suggestedOn: SuggestionPerson['suggestedOn'] = null): SuggestionPerson {
  const personId = idOf<'person'>(`11111111-1111-4111-8111-11111111111${id}`);
  return {
    personId,
    staffNumber: `00000${id}`,
    name: '桜井　陽介',
    unitName: '総務課',
    suggestedOn,
  };
}

const chosen = (people: readonly SuggestionPerson[], ownId = '') =>
  suggestionsView({ units: [UNIT], unit: UNIT, people, acts: [], form: FORM, ownId, isHeld: true })
    .chosen;

describe('受験のすすめ of a unit', () => {
  it('goes to those who have none, and never to oneself', () => {
    const own = person('3');
    const view = chosen([person('1'), person('2', '2027-04-02'), own], own.personId);
    expect(view?.label).toBe('まだの1名に受験のすすめを送る');
    expect(view?.action).toBe('/exam-suggestions/units/u');
    expect(chosen([person('2', '2027-04-02')])).toMatchObject({ action: '' });
    expect(chosen([])).toMatchObject({ action: '', table: null });
    expect(sentNotice(0)).toContain('いませんでした');
  });

  it('is sent for no exam that is over', () => {
    const over = { units: [UNIT], unit: UNIT, people: [person('1')], acts: [], ownId: '' };
    const view = suggestionsView({ ...over, form: FORM, isHeld: false });
    expect(view.canSend).toBe(false);
    expect(view.chosen).toMatchObject({
      action: '',
      sentence: expect.stringContaining('終わった') as string,
    });
    const one = personSuggestionView(person('1'), { isSelf: false, isHeld: false });
    expect([one.sendAction, one.note]).toEqual(['', expect.stringContaining('終わった')]);
  });

  it('is nothing until a unit is chosen', () => {
    const none = { unit: null, people: [], acts: [], ownId: '', isHeld: true };
    expect(suggestionsView({ ...none, units: [UNIT], form: FORM }).chosen).toBeNull();
  });
});

describe('受験のすすめ of a person', () => {
  it('is sent or taken back, and never one’s own', () => {
    expect(personSuggestionView(person('1'), { isSelf: false, isHeld: true })).toMatchObject({
      sendAction: '/exam-suggestions/000001',
      withdrawAction: '',
    });
    expect(
      personSuggestionView(person('1', '2027-04-02'), { isSelf: false, isHeld: true }),
    ).toMatchObject({
      summary: '000001・総務課。令和9年4月2日に受験のすすめを送りました。',
      sendAction: '',
      withdrawAction: '/exam-suggestions/000001/withdraw',
    });
    expect(personSuggestionView(person('1'), { isSelf: true, isHeld: true }).sendAction).toBe('');
  });
});
