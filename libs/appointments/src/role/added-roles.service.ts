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
import type { DxRole } from '../appointment/appointment.rules';

/** A name with the later day from which it is used. */
export type PlannedName = Pick<WordRow, 'id' | 'word' | 'short' | 'validFrom'>;

const ROLES = statement({
  name: 'appointments.roles',
  sql: 'SELECT r.key FROM dx_roles r',
  parameters: {},
  row: { key: col.text },
});

/** A form of choices that nobody reads any more is no help: more roles than these a city does not have. */
const MOST_ROLES = 20;
const LONGEST = { word: 30, short: 20 } as const;

/** Roles that the city adds to those of its plan. One that was added stays; nobody is appointed to it once it has ended. */
@Injectable()
export class AddedRolesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly vocabulary: Vocabulary,
  ) {}

  /** Returns its key. Nobody can be appointed to it before it has a first version of what it asks for. */
  async addRole(actor: Actor, name: WordForms): Promise<DxRole> {
    requirePermission(actor, 'appointments.manage');
    const forms = cleanForms(name);
    return this.database.transaction(async () => {
      await this.database.keepWritersOut('role_versions_history');
      const count = (await this.database.all(ROLES, {})).length;
      if (count >= MOST_ROLES) {
        throw new Conflict(
          'role.too_many',
          `役割は${String(MOST_ROLES)}までです。使わなくなった役割の名前を変えて使ってください。`,
        );
      }
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
      const roles = await this.database.all(ROLES, {});
      if (!roles.some(({ key }) => key === role) || addedRoleOf(roleWordKey(role)) === null) {
        throw new NotFound();
      }
      const changed = await this.nameRole(actor, role, { ...forms, validFrom });
      if (changed > 0) return;
      throw new Conflict(
        'role.unchanged',
        'いまの名前と同じです。登録していません。変えるところを入力し直してください。',
      );
    });
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
      await this.database.keepWritersOut('role_versions_history');
      const names = await this.listPlannedNames(role);
      const name = names.find((it) => it.validFrom === validFrom);
      if (name === undefined) {
        throw new Conflict(
          'role.name_gone',
          'その日からの名前は、すでに取りやめられたか、使い始めています。画面を開き直して確かめてください。',
        );
      }
      await this.vocabulary.withdrawWord(auditActorOf(actor), name.id);
    });
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
