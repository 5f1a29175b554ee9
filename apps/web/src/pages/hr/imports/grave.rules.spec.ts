import type { BatchSummary } from '@app/organization';
import { InvalidInput } from '@app/platform';
import { hasGrave, requireTyped, typedCount } from './grave.rules';

type Summary = BatchSummary['summary'];

const batchOf = (kind: Summary['alarms'][number]['kind'], facts: Partial<Summary> = {}) => {
  const alarms = [{ kind, message: '', examples: [] }];
  return { summary: { affectedPeople: 443, alarms, ...facts } } as unknown as BatchSummary;
};

describe('What the number of people is typed for', () => {
  it.each(['grave_findings', 'many_changes', 'same_address'] as const)('%s', (kind) => {
    expect(hasGrave(batchOf(kind))).toBe(true);
    expect(() => {
      requireTyped(batchOf(kind), '');
    }).toThrow(InvalidInput);
    expect(() => {
      requireTyped(batchOf(kind), '443');
    }).not.toThrow();
  });

  it('is not an odd day', () => {
    expect(hasGrave(batchOf('odd_day'))).toBe(false);
  });

  it('is of who stays behind where only units change', () => {
    const batch = batchOf('grave_findings', { affectedPeople: 0, leftBehindPeople: 17 });
    expect(typedCount(batch)).toEqual({ who: '廃止される所属に残る職員', people: 17 });
    expect(() => {
      requireTyped(batch, '0');
    }).toThrow(InvalidInput);
  });
});
