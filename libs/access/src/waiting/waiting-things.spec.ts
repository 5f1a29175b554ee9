import { OfficeCalendar } from '@app/platform';
import type { Actor } from '../actor';
import { WaitingThings, type WaitingThing } from './waiting-things';

const actor: Actor = {
  accountId: 'a',
  personId: 'p',
  staffNumber: '000001',
  name: '富山　花子',
  unitName: '総務課',
  roles: ['staff'],
  headedUnitIds: [],
  mustChangePassword: false,
};
const day = { today: '2026-11-16', calendar: new OfficeCalendar() } as const;
const thing = (title: string): WaitingThing => ({
  title,
  count: 1,
  oldest: null,
  sentence: '',
  verb: '',
  href: '',
  turn: 'mine',
});

describe('WaitingThings', () => {
  it('tells what the areas found in the order asked for, whichever was added first', async () => {
    const things = new WaitingThings();
    things.add('certifications', () => Promise.resolve([thing('資格'), thing('別の資格')]));
    things.add('exams', ({ name }, { today }) => Promise.resolve([thing(`${name} ${today}`)]));
    const found = await things.listFor(actor, day, ['exams', 'certifications', 'learning']);
    expect(found.map(({ area, title }) => [area, title])).toEqual([
      ['exams', '富山　花子 2026-11-16'],
      ['certifications', '資格'],
      ['certifications', '別の資格'],
    ]);
  });

  it('does not hide that an area could not be asked', async () => {
    const things = new WaitingThings();
    things.add('imports', () => Promise.reject(new Error('gone')));
    await expect(things.listFor(actor, day, ['imports'])).rejects.toThrow('gone');
  });
});
