import { randomUUID } from 'node:crypto';
import type { LocalDate } from '@app/platform';
import { type LibTest, rowsOf, startLibTest } from '@app/testing';
import { PlanReminders } from '../planning/plan-reminders';
import { RemindersModule } from '../reminders.module';

/** A Monday. */
const TODAY: LocalDate = '2026-11-16';

describe('Telling HR of an import that waits', () => {
  let lib: LibTest;
  let hr: string;
  let account: string;

  beforeEach(async () => {
    lib = await startLibTest(RemindersModule);
    hr = await lib.city.addPerson();
    account = await lib.city.addAccount(hr, 'hr');
  });

  afterEach(() => lib.close());

  async function look(state: 'previewed' | 'discarded', day: LocalDate) {
    const id = randomUUID();
    await lib.database.execute(
      `INSERT INTO import_batches (id, state, effective_on, units_file_name, encoding, source, plan, base_fingerprint, created_at, created_by)
       VALUES ($1, $2, '2027-04-01', 'soshiki.csv', 'utf8', '{}', '{}', '', $3, $4)`,
      [id, state, `${day}T14:00:00+09:00`, account],
    );
    return id;
  }
  const told = async (day: LocalDate) => {
    await lib.get(PlanReminders).run(day);
    return rowsOf<object>(
      lib.database,
      `SELECT recipient_person_id AS who, planned_for AS day, text, link FROM reminder_ledger WHERE kind = 'import_waiting' ORDER BY planned_for`,
    );
  };

  it('says so from the next day on, once a week, and names neither files nor days', async () => {
    const id = await look('previewed', TODAY);
    const always = { who: hr, text: '人事データの取込み', link: `/imports/${id}` };
    expect(await told(TODAY)).toEqual([]);
    expect(await told('2026-11-17')).toEqual([{ ...always, day: '2026-11-17' }]);
    expect(await told('2026-11-18')).toHaveLength(1);
    expect(await told('2026-11-24')).toHaveLength(2);
  });

  it('says nothing of one that was given up', async () => {
    await look('discarded', '2026-11-12');
    expect(await told(TODAY)).toEqual([]);
  });
});
