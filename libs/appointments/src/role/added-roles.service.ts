import { Injectable } from '@nestjs/common';
import { type Actor, auditActorOf, requirePermission } from '@app/access';
import {
  addedRoleOf,
  AuditLog,
  Clock,
  col,
  Conflict,
  Database,
  InvalidInput,
  type LocalDate,
  NotFound,
  roleWordKey,
  statement,
  type WordRow,
  Vocabulary,
  type WordForms,
} from '@app/platform';
import { COUNTED_ROLES, type DxRole } from '../appointment/appointment.rules';
import { nameIsIssued, removalRefusal } from './role-refusals';
import { type NamedLetter, RoleUses } from './role-uses.queries';
import { RoleQueries } from './roles.queries';

/** A name with the later day from which it is used. */
export type PlannedName = Pick<WordRow, 'id' | 'word' | 'short' | 'validFrom'>;

/** Every key that was ever given: that of a role which was removed is given to no other one. */
const KEYS_GIVEN = statement({
  name: 'appointments.role-keys-given',
  sql: 'SELECT count(*)::int AS count FROM dx_roles',
  parameters: {},
  row: { count: col.int },
});

/** A form of choices that nobody reads any more is no help: more roles than these a city does not have. */
const MOST_ROLES = 20;
const LONGEST = { word: 30, short: 20 } as const;

/** Roles that the city adds to those of its plan. Once one has asked for something it stays; nobody is appointed to it once it has ended. */
@Injectable()
export class AddedRolesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly vocabulary: Vocabulary,
    private readonly roles: RoleQueries,
    private readonly uses: RoleUses,
  ) {}

  /** Returns its key. Nobody can be appointed to it before it has a first version of what it asks for. */
  async addRole(actor: Actor, name: WordForms): Promise<DxRole> {
    requirePermission(actor, 'appointments.manage');
    const forms = cleanForms(name);
    return this.database.transaction(async () => {
      await this.database.keepWritersOut('role_versions_history');
      if (COUNTED_ROLES.length + (await this.listAdded()).size >= MOST_ROLES) {
        throw new Conflict(
          'role.too_many',
          `役割は${String(MOST_ROLES)}までです。使わなくなった役割の名前を変えて使うか、要件の版のない役割を取り除いてください。`,
        );
      }
      const { count } = await this.database.only(KEYS_GIVEN, {});
      const role = `role-${String(count + 1)}`;
      await this.database.execute(
        'INSERT INTO dx_roles (key, created_at, created_by) VALUES ($1, $2, $3)',
        [role, this.clock.now(), actor.accountId],
      );
      await this.audit.record(auditActorOf(actor), {
        action: 'role.added',
        subjectType: 'role',
        subjectId: role,
        detail: { name: forms.word, shortName: forms.short },
      });
      await this.nameRole(actor, role, { ...forms, validFrom: this.clock.today() });
      return role;
    });
  }

  /** From a day on; documents of before keep the name of their day. */
  async renameRole(
    actor: Actor,
    role: DxRole,
    { validFrom, ...name }: WordForms & { readonly validFrom: LocalDate },
  ): Promise<void> {
    requirePermission(actor, 'appointments.manage');
    const forms = cleanForms(name);
    await this.database.transaction(async () => {
      await this.database.keepWritersOut('role_versions_history');
      await this.requireAdded(role);
      await this.requireNotIssued(role, validFrom);
      const changed = await this.nameRole(actor, role, { ...forms, validFrom });
      if (changed > 0) return;
      throw new Conflict(
        'role.unchanged',
        'いまの名前と同じです。登録していません。変えるところを入力し直してください。',
      );
    });
  }

  /** Takes away a role that asks for nothing and that no appointment ever named. Its name is free again. */
  async removeRole(actor: Actor, role: DxRole): Promise<void> {
    requirePermission(actor, 'appointments.manage');
    await this.database.transaction(async () => {
      await this.uses.keepOthersOut();
      await this.database.keepWritersOut('role_versions_history');
      const { word, short } = await this.requireAdded(role);
      const refusal = await this.findRemovalRefusal(role);
      if (refusal !== null) throw refusal;
      await this.vocabulary.forgetRole(auditActorOf(actor), roleWordKey(role));
      await this.audit.record(auditActorOf(actor), {
        action: 'role.removed',
        subjectType: 'role',
        subjectId: role,
        detail: { name: word, shortName: short },
      });
    });
  }

  /** What stands against taking the role away; null: nothing does. */
  async findRemovalRefusal(role: DxRole): Promise<Conflict | null> {
    const { word: title } = await this.requireAdded(role);
    const [newest] = await this.roles.listVersions(role);
    const isNamed = await this.uses.isNamed(role);
    const begun = { title, newestFrom: newest?.validFrom ?? null, isNamed };
    return removalRefusal(begun, this.clock.today());
  }

  /** Letters that say the name: they would be wrong without it. */
  async listLettersWith(role: DxRole, name: PlannedName): Promise<readonly NamedLetter[]> {
    const later = (await this.listPlannedNames(role)).find((it) => it.validFrom > name.validFrom);
    const { word, validFrom: from } = name;
    return this.uses.listLetters(role, { word, from, to: later?.validFrom ?? null });
  }

  /** What a role is to be called from a later day, the nearest first; also one of the plan's. */
  async listPlannedNames(role: DxRole): Promise<readonly PlannedName[]> {
    const rows = await this.vocabulary.listWords();
    const today = this.clock.today();
    return rows
      .filter(({ key, validFrom }) => key === roleWordKey(role) && validFrom > today)
      .toReversed();
  }

  /** Takes back a name whose day has not come; the one of before goes on. */
  async withdrawName(actor: Actor, role: DxRole, validFrom: LocalDate): Promise<void> {
    requirePermission(actor, 'appointments.manage');
    if (addedRoleOf(roleWordKey(role)) === null) throw new NotFound();
    await this.database.transaction(async () => {
      await this.uses.keepOthersOut();
      await this.database.keepWritersOut('role_versions_history');
      const names = await this.listPlannedNames(role);
      const name = names.find((it) => it.validFrom === validFrom);
      if (name === undefined) {
        throw new Conflict(
          'role.name_gone',
          'その日からの名前は、すでに取りやめられたか、使い始めています。画面を開き直して確かめてください。',
        );
      }
      await this.requireNotIssued(role, validFrom);
      await this.vocabulary.withdrawWord(auditActorOf(actor), name.id);
    });
  }

  /** A name that begins on the day and stands in a letter is neither taken back nor put right below it. */
  private async requireNotIssued(role: DxRole, validFrom: LocalDate): Promise<void> {
    const names = await this.listPlannedNames(role);
    const name = names.find((it) => it.validFrom === validFrom);
    const letters = name === undefined ? [] : await this.listLettersWith(role, name);
    if (letters.length > 0) throw nameIsIssued(letters);
  }

  /** What the city's own roles are called, the newest name each. */
  private async listAdded(): Promise<ReadonlyMap<DxRole, WordForms>> {
    const rows = await this.vocabulary.listWords();
    return new Map(
      rows.toReversed().flatMap(({ key, word, short }) => {
        const role = addedRoleOf(key);
        return role === null ? [] : [[role, { word, short }]];
      }),
    );
  }

  private async requireAdded(role: DxRole): Promise<WordForms> {
    const found = (await this.listAdded()).get(role);
    if (found === undefined) throw new NotFound();
    return found;
  }

  private async nameRole(
    actor: Actor,
    role: DxRole,
    { validFrom, ...forms }: WordForms & { readonly validFrom: LocalDate },
  ): Promise<number> {
    const key = roleWordKey(role);
    try {
      return await this.vocabulary.changeWords(auditActorOf(actor), [{ key, ...forms }], validFrom);
    } catch (error) {
      throw error instanceof InvalidInput ? atTheForm(error, key, forms) : error;
    }
  }
}

/** The words' fields are called by their keys; the form of one role has two of them. */
function atTheForm(error: InvalidInput, key: string, { word: full, short: name }: WordForms) {
  const { [key]: word, [`${key}_short`]: short, validFrom, ...others } = error.fields;
  // Left empty, the short name is the name: one message is enough.
  const ofShort = full === name && word ? undefined : short;
  const own = {
    ...(validFrom && { validFrom }),
    ...(word && { word }),
    ...(ofShort && { short: ofShort }),
  };
  const rest = Object.values(others)[0];
  // The other thing's field says it as well; the form has none for it.
  return new InvalidInput(Object.keys(own).length > 0 ? own : { word: rest ?? '' });
}

function cleanForms({ word, short }: WordForms): WordForms {
  const full = cleanText(word);
  const forms = { word: full, short: cleanText(short) || full };
  const problems = {
    ...(full === '' && { word: '役割の名前を入力してください。' }),
    ...(full.length > LONGEST.word && {
      word: `役割の名前は${String(LONGEST.word)}文字以内で入力してください。`,
    }),
    ...(forms.short.length > LONGEST.short && {
      short: `文の中の名前は${String(LONGEST.short)}文字以内で入力してください。`,
    }),
    ...(/[\p{Cc}\p{Cf}]/u.test(full) && { word: '役割の名前に改行などは使えません。' }),
    ...(/[\p{Cc}\p{Cf}]/u.test(forms.short) && { short: '文の中の名前に改行などは使えません。' }),
  };
  if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
  return forms;
}

function cleanText(text: string): string {
  return text.normalize('NFC').trim();
}
