import { z } from 'zod';
import { checkRow } from './check-row';
import * as col from './columns';
import { statement } from './statement';

const nothing = { parameters: {}, row: {} } as const;

describe('statement', () => {
  it('numbers parameters in the order in which the text names them, with their types', () => {
    const made = statement({
      name: 'spec.numbers',
      sql: `SELECT 1 WHERE x = :asOf AND y = ANY (:unitIds) OR z > :asOf`,
      parameters: { unitIds: 'uuid[]?', asOf: 'date' },
      row: {},
    });
    expect(made.text).toBe('SELECT 1 WHERE x = $1::date AND y = ANY ($2::uuid[]) OR z > $1::date');
    expect(made.bind({ unitIds: null, asOf: '2026-04-01' })).toEqual(['2026-04-01', null]);
  });

  it('takes casts, times and words in texts for what they are', () => {
    const made = statement({
      name: 'spec.casts',
      sql: `SELECT at::date, to_char(at, 'HH24:MI'), 'enrollment:' || id::text FROM x WHERE a[1:2] = :q`,
      parameters: { q: 'text' },
      row: {},
    });
    expect(made.text).toBe(
      `SELECT at::date, to_char(at, 'HH24:MI'), 'enrollment:' || id::text FROM x WHERE a[1:2] = $1::text`,
    );
  });

  it('writes a JSON parameter as JSON, an array too, and leaves null', () => {
    const made = statement({
      name: 'spec.json',
      sql: 'SELECT :rows',
      parameters: { rows: 'jsonb?' },
      row: {},
    });
    expect(made.bind({ rows: [{ a: 1 }] })).toEqual(['[{"a":1}]']);
    expect(made.bind({ rows: null })).toEqual([null]);
  });

  it('refuses a parameter that is unknown, unused or undefined', () => {
    expect(() => statement({ ...nothing, name: 'spec.unknown', sql: 'SELECT :a' })).toThrow(
      'spec.unknown: :a is not among the parameters',
    );
    expect(() =>
      statement({ ...nothing, name: 'spec.unused', sql: 'SELECT 1', parameters: { a: 'text' } }),
    ).toThrow('spec.unused: not used: a');
    const made = statement({
      name: 'spec.undefined',
      sql: 'SELECT :a',
      parameters: { a: 'text?' },
      row: {},
    });
    expect(() => made.bind({} as never)).toThrow('never undefined');
  });

  it('refuses a second statement of the same name, and a name that PostgreSQL would cut off', () => {
    statement({ ...nothing, name: 'spec.twice', sql: 'SELECT 1' });
    expect(() => statement({ ...nothing, name: 'spec.twice', sql: 'SELECT 2' })).toThrow(
      'spec.twice',
    );
    expect(() =>
      statement({ ...nothing, name: `spec.${'x'.repeat(60)}`, sql: 'SELECT 1' }),
    ).toThrow('No name');
  });
});

describe('checkRow', () => {
  const columns = {
    kind: col.oneOf(['a', 'b']),
    note: col.text.orNull,
    list: col.json(z.array(z.object({ n: z.number() }))),
  };

  it('accepts what the statement declares', () => {
    expect(() => {
      checkRow('spec.row', columns, { kind: 'a', note: null, list: [{ n: 1 }] });
    }).not.toThrow();
  });

  it.each([
    ['a word outside its list', { kind: 'c', note: '', list: [] }, 'kind'],
    ['a null where none may be', { kind: null, note: '', list: [] }, 'kind'],
    ['JSON of another shape', { kind: 'a', note: '', list: [{ n: 'x' }] }, 'list'],
  ])('refuses %s', (_what, row, column) => {
    expect(() => {
      checkRow('spec.row', columns, row);
    }).toThrow(`spec.row: the column ${column}`);
  });
});
