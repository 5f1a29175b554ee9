import { decodeText, parseCsv } from '@app/platform';
import { hrFiles } from './hr-files';
import { demoStaff, isHead } from './staff';
import { DEMO_UNITS } from './units';

describe('The staff of the demo city', () => {
  const staff = demoStaff(2026);
  const today = staff.people.filter((person) => person.after);

  it('is the same every time', () => {
    expect(demoStaff(2026)).toEqual(staff);
  });

  it('has 450 people in 30 units of three levels, one head each, with every number once', () => {
    const units = DEMO_UNITS.filter((unit) => unit.change !== 'closed');
    expect(units).toHaveLength(30);
    expect(today).toHaveLength(450);
    expect(new Set(staff.people.map((person) => person.staffNumber)).size).toBe(
      staff.people.length,
    );
    for (const unit of units) {
      const heads = today.filter(
        (person) => person.after?.unitCode === unit.code && isHead(person.after),
      );
      expect(heads).toHaveLength(1);
    }
  });

  it('has people of every kind: transfers, newcomers, retired, concurrent posts, leave, no mailbox', () => {
    const moved = today.filter(
      (person) => person.before && person.before.unitCode !== person.after?.unitCode,
    );
    expect(moved.length).toBeGreaterThan(40);
    expect(today.filter((person) => !person.before)).toHaveLength(12);
    expect(staff.people.filter((person) => !person.after)).toHaveLength(10);
    expect(today.filter((person) => person.concurrent)).toHaveLength(6);
    expect(new Set(today.map((person) => person.status)).size).toBe(4);
    expect(today.some((person) => person.email === '')).toBe(true);
  });

  it('is written as HR would write it: CP932, one row per post, nothing lost', () => {
    const [, after] = hrFiles(staff);
    const decoded = decodeText(after.postings.bytes);
    expect(decoded.encoding).toBe('cp932');
    expect(decoded.problems).toEqual([]);
    expect(parseCsv(decoded.text, { maxRows: 10_000 }).rows).toHaveLength(450 + 6 + 10);
  });
});
