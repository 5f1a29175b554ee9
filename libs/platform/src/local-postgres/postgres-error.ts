/** The built-in PostgreSQL cannot run; `message` is Japanese, meant for the person at the terminal. */
export class LocalPostgresError extends Error {
  override readonly name = 'LocalPostgresError';
}

const CAUSES: readonly (readonly [RegExp, string])[] = [
  [
    /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/i,
    'ディスクの空きがありません。空きを作るか、DATA_DIR に別の場所を指定してください。',
  ],
  [
    /EROFS|Read-only file system/i,
    '読み取り専用のディスクです。DATA_DIR に書き込める場所を指定してください。',
  ],
  [
    /EACCES|EPERM|Permission denied/i,
    '書き込む権限がありません。フォルダーの所有者を確かめるか、DATA_DIR に書き込める場所を指定してください。',
  ],
  [
    /database files are incompatible|was initialized by PostgreSQL version/i,
    'データが別の版の PostgreSQL で作られています。以前の版で書き出すか、DATA_DIR に新しい場所を指定してください。',
  ],
  [
    /could not look up effective user ID/i,
    'この利用者の番号（UID）に名前がないため、PostgreSQL のデータを作れません。/etc/passwd に利用者を足すか、DATABASE_URL に別の PostgreSQL を指定してください。',
  ],
];

/** What a person can do about a system error or the server's own words; null when the cause is unknown. */
export function adviceFor(text: string): string | null {
  return CAUSES.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** Wraps `cause` in one message: what failed, where, what to do, and the technical words at the end. */
export function postgresError(what: string, where: string, cause: unknown): LocalPostgresError {
  if (cause instanceof LocalPostgresError) return cause;
  const detail = cause instanceof Error ? cause.message : String(cause);
  const advice = adviceFor(detail) ?? '下の記録を確かめてください。';
  return new LocalPostgresError(`${what}（${where}）。${advice}\n${detail.trim()}`, { cause });
}
