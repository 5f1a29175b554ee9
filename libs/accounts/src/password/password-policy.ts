import { Injectable } from '@nestjs/common';
import { personNow } from '@app/organization';
import { col, Database, InvalidInput, statement, Vocabulary, WORD_KEYS } from '@app/platform';
import { nameParts, passwordProblem, PUBLISHED, TOO_COMMON } from './password.rules';
import { PasswordStrength } from './password-strength';
import { isPassword } from './passwords';

/** All that a person was ever called, under every number that was joined to theirs. */
const OWN_WORDS = statement({
  name: 'accounts.own-words',
  sql: `WITH own AS (
      SELECT a.person_id FROM accounts a WHERE a.id = :accountId
      UNION
      SELECT pj.person_id FROM accounts a, person_joins pj
      WHERE a.id = :accountId AND ${personNow('pj.person_id')} = ${personNow('a.person_id')}
    )
    SELECT ARRAY(SELECT DISTINCT n.staff_number FROM staff_numbers n JOIN own USING (person_id)) AS "staffNumbers",
      ARRAY(SELECT DISTINCT d.name FROM person_details d JOIN own USING (person_id)) AS names,
      ARRAY(SELECT DISTINCT d.kana FROM person_details d JOIN own USING (person_id)) AS kanas,
      ARRAY(SELECT DISTINCT d.email FROM person_details d JOIN own USING (person_id) WHERE d.email IS NOT NULL) AS emails,
      (SELECT a.first_password_hash FROM accounts a WHERE a.id = :accountId) AS "firstPasswordHash"`,
  parameters: { accountId: 'uuid' },
  row: {
    staffNumbers: col.texts,
    names: col.texts,
    kanas: col.texts,
    emails: col.texts,
    firstPasswordHash: col.text.orNull,
  },
});

/** The product's own words, as somebody in a hurry would type them. */
const PRODUCT = ['ツナガル', 'ツナガル学び', '学び', 'まなび', 'tsunagaru', 'manabi', '市役所'];

/** Which passwords people may choose: long enough, not about themselves, not published, not common. */
@Injectable()
export class PasswordPolicy {
  constructor(
    private readonly database: Database,
    private readonly vocabulary: Vocabulary,
    private readonly strength: PasswordStrength,
  ) {}

  /** Throws InvalidInput at the field `newPassword`. */
  async requireAcceptable(accountId: string, password: string): Promise<void> {
    const problem = await this.problemOf(accountId, password);
    if (problem) throw new InvalidInput({ newPassword: problem });
  }

  private async problemOf(accountId: string, password: string): Promise<string | null> {
    const own = await this.database.only(OWN_WORDS, { accountId });
    const problem = passwordProblem(password, own);
    if (problem) return problem;
    // An account of before keeps no first password once it has its own.
    if (own.firstPasswordHash !== null && (await isPassword(own.firstPasswordHash, password)))
      return PUBLISHED;
    const city = await this.vocabulary.current();
    const words = [...PRODUCT, ...WORD_KEYS.map((key) => city.full(key)), ...nameParts(own)];
    const isCommon = await this.strength.isCommon(password, words.filter(Boolean));
    return isCommon ? TOO_COMMON : null;
  }
}
