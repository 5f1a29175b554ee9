import { Injectable } from '@nestjs/common';
import {
  AuditLog,
  type AuditActor,
  Clock,
  col,
  Database,
  InvalidInput,
  normalizeCode,
  statement,
} from '@app/platform';
import { ownNumber } from '../join/join.rules';
import { personNow } from '../join/person-now';
import type { PlanHead } from './comparing/protocol';
import { ImportBatches } from './import-batches';
import type { NumberChoices } from './number-pairs.rules';
import type { NumberPair } from './plan';
import { PlanMaker } from './plan-maker';

/** Of each number what was chosen last, on whichever preview: the same file again need not be chosen again. */
const CHOSEN = statement({
  name: 'organization.import-number-choices',
  sql: `SELECT DISTINCT ON (c.staff_number) c.staff_number AS "staffNumber", c.person_id AS "personId"
    FROM import_number_choices c ORDER BY c.staff_number, c.chosen_at DESC, c.batch_id`,
  parameters: {},
  row: { staffNumber: col.text, personId: col.id<'person'>().orNull },
});

const PERSON_OF = statement({
  name: 'organization.import-person-of-number',
  sql: 'SELECT person_id AS "personId" FROM staff_numbers WHERE staff_number = :knownNumber LIMIT 1',
  parameters: { knownNumber: 'text' },
  row: { personId: col.id<'person'>() },
});

/** Whether one of the people is who acts, under whichever number. Nobody has an account on the command line. */
const ACTS_FOR_ONESELF = statement({
  name: 'organization.import-numbers-of-oneself',
  sql: `SELECT EXISTS (SELECT 1 FROM accounts a CROSS JOIN unnest(:personIds) AS chosen (id)
    WHERE a.id = :accountId AND ${personNow('a.person_id')} = ${personNow('chosen.id')}) AS "isSo"`,
  parameters: { accountId: 'uuid?', personIds: 'uuid[]' },
  row: { isSo: col.bool },
});

/** One choice: the number is that of this known person, or (null) of somebody else. */
export interface NumberChoice {
  readonly staffNumber: string;
  readonly personId: string | null;
}

/** The same as it is said without a preview: a new number, and a number by which we know the person. */
export interface GivenNumber {
  readonly staffNumber: string;
  /** Null: somebody else. */
  readonly knownNumber: string | null;
}

/** 「901=001」: 901 is the new number of 001. 「901=」: of somebody new. Null for anything else. */
export function readGivenNumber(text: string): GivenNumber | null {
  const [staffNumber = '', knownNumber, ...rest] = text.split('=').map(normalizeCode);
  if (staffNumber === '' || knownNumber === undefined || rest.length > 0) return null;
  return { staffNumber, knownNumber: knownNumber === '' ? null : knownNumber };
}

/** Whoever says whose a number is must hear when the plan does not ask for it, or not with that person. */
export function requireChosen(
  given: readonly GivenNumber[],
  plan: PlanHead,
): readonly NumberChoice[] {
  const pairs = new Map(plan.pairs.map((pair) => [pair.staffNumber, pair.choice]));
  const lost = given.filter(({ staffNumber, knownNumber }) => {
    const choice = pairs.get(staffNumber);
    return knownNumber === null ? choice !== 'other' : !choice || choice === 'other';
  });
  if (lost.length === 0) {
    return given.map(({ staffNumber, knownNumber }) => ({
      staffNumber,
      personId: knownNumber === null ? null : (pairs.get(staffNumber) ?? null),
    }));
  }
  const named = lost.map(({ staffNumber, knownNumber }) => `${staffNumber}=${knownNumber ?? ''}`);
  throw new InvalidInput({
    samePersons: `「${named.join('、')}」は、このファイルでは選べません。新しい番号で、氏名とフリガナが登録済みの職員と同じものだけを選べます。番号を確かめてください。`,
  });
}

/**
 * Whether a new number belongs to somebody known is chosen on the preview. The plan is made anew with it, so that 反映
 * still writes exactly what is shown.
 */
@Injectable()
export class NumberChoicesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly batches: ImportBatches,
    private readonly plans: PlanMaker,
  ) {}

  /** Conflict when the database is not that of the preview any more. Returns how many numbers are still undecided. */
  async choose(by: AuditActor, batchId: string, given: readonly NumberChoice[]): Promise<number> {
    return this.database.transaction(async () => {
      const batch = await this.batches.claim(batchId);
      const pairs = new Map(batch.plan.pairs.map((pair) => [pair.staffNumber, pair]));
      for (const choice of given) requirePossible(choice, pairs.get(choice.staffNumber));
      const changed = given.filter((choice) => isNew(choice, pairs.get(choice.staffNumber)));
      await this.requireOthers(by, changed);
      await this.batches.requireSameBase(batch);
      await this.keep(batch.id, changed, by.accountId);
      const source = await this.batches.sourceOf(batch.id);
      const { effectiveOn } = batch.plan;
      const choices = await this.list();
      const plan = await this.plans.planAgain(source, { effectiveOn, choices });
      await this.batches.replacePlan(batch.id, plan);
      await this.audit.record(by, {
        action: 'organization_import.numbers_chosen',
        subjectType: 'import_batch',
        subjectId: batch.id,
        detail: { effectiveOn, chosen: changed },
      });
      return plan.summary.undecidedNumbers;
    });
  }

  /** Nobody says of a new number that it is their own: what it brings them must be seen by somebody else. */
  async requireOthers(by: AuditActor, choices: readonly NumberChoice[]): Promise<void> {
    const personIds = choices.flatMap(({ personId }) => (personId === null ? [] : [personId]));
    const { accountId } = by;
    if ((await this.database.only(ACTS_FOR_ONESELF, { accountId, personIds })).isSo)
      throw ownNumber();
  }

  /** What was chosen last for each number. */
  async list(): Promise<NumberChoices> {
    const rows = await this.database.all(CHOSEN, {});
    return new Map(rows.map((row) => [row.staffNumber, row.personId]));
  }

  /** The same with what is given now, which counts for more. */
  async listWith(given: readonly GivenNumber[]): Promise<NumberChoices> {
    const choices = new Map(await this.list());
    for (const { staffNumber, knownNumber } of given) {
      const known =
        knownNumber === null ? null : await this.database.first(PERSON_OF, { knownNumber });
      if (knownNumber === null) choices.set(staffNumber, null);
      else if (known) choices.set(staffNumber, known.personId);
      else choices.delete(staffNumber);
    }
    return choices;
  }

  /** What an earlier preview already had is kept with this one as well. */
  async carryOver(batchId: string, plan: PlanHead, accountId: string | null): Promise<void> {
    const chosen = plan.pairs.filter((pair) => pair.choice !== '');
    const choices = chosen.map(({ staffNumber, choice }) => ({
      staffNumber,
      personId: choice === 'other' ? null : choice,
    }));
    await this.keep(batchId, choices, accountId);
  }

  private async keep(
    batchId: string,
    choices: readonly NumberChoice[],
    accountId: string | null,
  ): Promise<void> {
    await this.database.execute(
      `INSERT INTO import_number_choices (batch_id, staff_number, person_id, chosen_at, chosen_by)
       SELECT $1, c."staffNumber", c."personId", $3, $4 FROM jsonb_to_recordset($2::jsonb) AS c ("staffNumber" text, "personId" uuid)
       ON CONFLICT (batch_id, staff_number)
         DO UPDATE SET person_id = excluded.person_id, chosen_at = excluded.chosen_at, chosen_by = excluded.chosen_by`,
      [batchId, JSON.stringify(choices), this.clock.now(), accountId],
    );
  }
}

function requirePossible({ personId }: NumberChoice, pair: NumberPair | undefined): void {
  if (pair && (personId === null || pair.candidates.includes(personId))) return;
  throw new InvalidInput({
    choices:
      '選んだ職員は、この取込みの候補ではありません。画面を開き直して、もう一度選んでください。',
  });
}

function isNew({ personId }: NumberChoice, pair: NumberPair | undefined): boolean {
  return (personId ?? 'other') !== pair?.choice;
}
