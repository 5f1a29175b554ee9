import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNamedAction } from '../../apps/web/src/pages/admin/audit/audit-words';

const LIBS = join(__dirname, '../../libs');

/** Where an action is written: as a property, or as the first argument of a function that makes or leaves an entry. */
const WRITTEN = /(?:action: |entry(?:Of)?\(\s*|record\(\s*(?:actor|by),\s*)'([a-z_]+\.[a-z_]+)'/g;

describe('Actions of the audit log', () => {
  it('all have a Japanese name', () => {
    const found = readdirSync(LIBS, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .flatMap((name) => [...readFileSync(join(LIBS, name), 'utf8').matchAll(WRITTEN)])
      .map((match) => match[1] ?? '');
    expect(found).toContain('account.suspended');
    expect([...new Set(found)].filter((action) => !isNamedAction(action))).toEqual([]);
  });
});
