/**
 * SQL: where a person stands with something that is asked of them: `done`, `open`, or why they are left out. `leftOutBy`
 * is the reason that concerns the person; `asked` names the columns `…_asked`, `…_due` and `…_open` of what is asked,
 * `instead` the column `…_instead`: why an assignment that reaches somebody asks nothing of them, who is not without one.
 * Somebody who has left is only named where something was expected of them.
 */
export function expectedSql(leftOutBy: string, asked: string, instead?: string): string {
  const notAsked =
    instead === undefined ? `'not_assigned'` : `COALESCE(${instead}_instead, 'not_assigned')`;
  return `CASE WHEN ${leftOutBy} = 'not_employed' THEN CASE WHEN ${asked}_due THEN 'not_employed' END
         WHEN ${leftOutBy} IS NOT NULL THEN ${leftOutBy}
         WHEN ${asked}_asked IS NOT TRUE THEN ${notAsked} WHEN NOT ${asked}_due THEN 'exempt'
         WHEN ${asked}_open THEN 'open' ELSE 'done' END`;
}
