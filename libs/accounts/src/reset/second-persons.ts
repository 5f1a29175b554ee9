import { Injectable } from '@nestjs/common';
import { PERMISSIONS_OF_ROLE, SYSTEM_ROLE_WORDS, SYSTEM_ROLES } from '@app/access';
import { inForce, isEmployed, personNow } from '@app/organization';
import { Clock, col, Database, statement } from '@app/platform';

const HOLDERS = statement({
  name: 'accounts.holders-of-rights',
  sql: `SELECT r.role, count(DISTINCT ${personNow('a.person_id')})::int AS count
    FROM account_roles r JOIN accounts a ON a.id = r.account_id
    WHERE ${inForce('r', ':today')} AND a.suspended_at IS NULL AND ${isEmployed('a.person_id', ':today')} GROUP BY r.role`,
  parameters: { today: 'date' },
  row: { role: col.oneOf(SYSTEM_ROLES), count: col.int },
});

/** What takes two persons, by the right that both need. */
const ACTS = {
  'certifications.verify': ['本人や報告した人の資格の確認', '確認した人の取消し'],
  'appointments.manage': ['その人自身の任命'],
  'accounts.manage': ['その人自身の権限の変更', '権限を持つ人の再設定の承認'],
} as const;

const ADVICE = 'ほかの部署の職員でもかまいません。もう1名に権限を付与してください。';

/** A right with fewer than two holders. */
export interface MissingSecond {
  /** What cannot be done therefore. */
  readonly acts: readonly string[];
  /** Of each act by itself: why not, and what to do. */
  readonly reason: string;
  /** All of it in one go. */
  readonly sentence: string;
}

/** Where there is nobody to be the second one: what would wait for ever is said before somebody waits for it. */
@Injectable()
export class SecondPersons {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The rights with fewer than two holders; who is in which office does not matter. */
  async listMissing(): Promise<readonly MissingSecond[]> {
    const holders = await this.database.all(HOLDERS, { today: this.clock.today() });
    return Object.entries(ACTS).flatMap(([permission, acts]) => {
      const role = SYSTEM_ROLES.find((it) =>
        PERMISSIONS_OF_ROLE[it].some((held) => held === permission),
      );
      const count = holders.find((it) => it.role === role)?.count ?? 0;
      if (!role || count >= 2) return [];
      const because = `${SYSTEM_ROLE_WORDS[role]}の権限を持つ人が${String(count)}名のため、`;
      const reason = `${because}できません。${ADVICE}`;
      return [{ acts, reason, sentence: `${because}${acts.join('と、')}ができません。${ADVICE}` }];
    });
  }
}
