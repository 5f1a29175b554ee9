import { Unavailable } from '../errors/errors';

const TROUBLES = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EEXIST', 'ENOTDIR'];

/** What a person is told when the disk refuses; null for an error that is not the disk's. */
export function diskTrouble(error: unknown): Unavailable | null {
  if (!TROUBLES.includes(String((error as NodeJS.ErrnoException).code))) return null;
  const refused = noRoom();
  refused.cause = error;
  return refused;
}

/** Whether reading or writing failed, and not what was read. */
export function isOfTheDisk(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).syscall !== undefined;
}

export function noRoom(): Unavailable {
  return new Unavailable(
    'files.disk',
    'ファイルを保存できません。保存先の空きや書込みの権限を確かめるよう、システム管理者に連絡してください。',
  );
}
