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
  suggestionsView({ units: [UNIT], unit: UNIT, people, acts: [], form: FORM, ownId }).chosen;

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

  it('is nothing until a unit is chosen', () => {
    const facts = { units: [UNIT], unit: null, people: [], acts: [], form: FORM, ownId: '' };
    expect(suggestionsView(facts).chosen).toBeNull();
  });
});

describe('受験のすすめ of a person', () => {
  it('is sent or taken back, and never one’s own', () => {
    expect(personSuggestionView(person('1'), false)).toMatchObject({
      sendAction: '/exam-suggestions/000001',
      withdrawAction: '',
    });
    expect(personSuggestionView(person('1', '2027-04-02'), false)).toMatchObject({
      summary: '000001・総務課。令和9年4月2日に受験のすすめを送りました。',
      sendAction: '',
      withdrawAction: '/exam-suggestions/000001/withdraw',
    });
    expect(personSuggestionView(person('1'), true).sendAction).toBe('');
  });
});
