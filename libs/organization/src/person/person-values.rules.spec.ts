import { changeBetween, valuesOn } from './person-values.rules';

const HANAKO = { name: '佐藤　花子', kana: 'サトウ　ハナコ', email: 'sato@x.jp' };
const change = (effectiveOn: string, values: object) => ({
  effectiveOn,
  ...{ name: null, kana: null, email: null, setsEmail: false },
  ...values,
});

describe('Values of a person on a day', () => {
  it('are those of now until the day of a change, that day included', () => {
    const held = [change('2027-04-01', { name: '田中　花子' })];
    expect(valuesOn(HANAKO, held, '2027-03-31')).toEqual(HANAKO);
    expect(valuesOn(HANAKO, held, '2027-04-01')).toEqual({ ...HANAKO, name: '田中　花子' });
  });

  it('take each value from the last change that names it; an address can be taken away', () => {
    const held = [
      change('2027-04-01', { name: '田中　花子', email: 'tanaka@x.jp', setsEmail: true }),
      change('2027-05-01', { setsEmail: true }),
      change('2027-06-01', { kana: 'タナカ　ハナコ' }),
    ];
    const after = { name: '田中　花子', kana: 'タナカ　ハナコ', email: null };
    expect(valuesOn(HANAKO, held, '2027-06-01')).toEqual(after);
  });

  it('make a change of what differs only', () => {
    expect(changeBetween(HANAKO, { ...HANAKO }, '2027-04-01')).toBeNull();
    expect(changeBetween(HANAKO, { ...HANAKO, email: null }, '2027-04-01')).toEqual(
      change('2027-04-01', { setsEmail: true }),
    );
    expect(changeBetween(HANAKO, { ...HANAKO, name: '田中　花子' }, '2027-04-01')).toEqual(
      change('2027-04-01', { name: '田中　花子' }),
    );
  });
});
