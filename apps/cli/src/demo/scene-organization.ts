import { AccountsService } from '@app/accounts';
import { addMonths, AuditLog, col, DEMO_LABEL, statement } from '@app/platform';
import { OrganizationImports } from '@app/organization';
import { type Cast, type CastMember, DEMO_PASSWORD } from './cast';
import { hrFiles } from './hr-files';
import type { Stage } from './stage';

/** Everybody but the owner of the first account, with its hash. */
const OPEN_OTHER_ACCOUNTS = statement({
  name: 'cli.demo-open-other-accounts',
  sql: `INSERT INTO accounts (id, person_id, password_hash, must_change_password, password_changed_at, created_at)
    SELECT gen_random_uuid(), p.id, first.password_hash, false, first.created_at, first.created_at
    FROM person_identities p CROSS JOIN accounts first WHERE first.id = :firstId AND p.id <> first.person_id RETURNING id`,
  parameters: { firstId: 'uuid' },
  row: { id: col.id<'account'>() },
});

const BY = { accountId: null, label: DEMO_LABEL };

/** HR loads last year's organisation, and then the reorganisation with the transfers of this 1 April. */
export async function loadOrganization(stage: Stage): Promise<void> {
  const imports = stage.get(OrganizationImports);
  for (const files of hrFiles(stage.staff)) {
    stage.goTo(files.effectiveOn);
    await imports.importAtOnce(BY, { units: files.units, postings: files.postings });
  }
}

/**
 * Everybody gets an account. One person's is made by the service; the others take over its hash, because hashing
 * the same password 460 times would make the first start a minute longer.
 */
export async function openAccounts(stage: Stage, cast: Cast): Promise<void> {
  stage.goTo(addMonths(stage.staff.reorganisedOn, -12));
  const accounts = stage.get(AccountsService);
  const firstId = await accounts.createAccount(BY, {
    personId: await stage.personId(cast.staff.person.staffNumber),
    password: DEMO_PASSWORD,
    mustChangePassword: false,
  });
  const others = await stage.database.all(OPEN_OTHER_ACCOUNTS, { firstId });
  const created = { action: 'account.created', subjectType: 'account' };
  const entries = others.map(({ id }) => ({ ...created, subjectId: id }));
  await stage.get(AuditLog).record(BY, ...entries);
  for (const member of Object.values(cast) as CastMember[]) {
    const { accountId } = await stage.actor(member.person.staffNumber);
    for (const role of member.roles) await accounts.grantRoleBy(BY, accountId, role);
  }
}
