import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { InvalidInput } from '@app/platform';

const MINIMUM_LENGTH = 12;
const MAXIMUM_LENGTH = 128;

/** Without letters and digits that look alike on paper (0 o 1 l i). */
const READABLE = '23456789abcdefghjkmnpqrstuvwxyz';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** Argon2id with the library's defaults (19 MiB, t=2), computed on the thread pool, off the main thread. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'));
}

export async function isPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password.normalize('NFKC'));
}

/**
 * A first password to hand out on paper: four groups such as `k7mw`, 79 bits. It never starts with a sign that a
 * spreadsheet takes for a formula.
 */
export function firstPassword(): string {
  const letter = () => READABLE.charAt(randomInt(READABLE.length));
  const group = () => Array.from({ length: GROUP_LENGTH }, letter).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

/** Length counts, not character classes (NIST SP 800-63B); the staff number is the first thing that is guessed. */
export function requireAcceptablePassword(password: string, staffNumber: string): void {
  const problem = passwordProblem(password, staffNumber);
  if (problem) throw new InvalidInput({ newPassword: problem });
}

function passwordProblem(password: string, staffNumber: string): string | null {
  if (password.length < MINIMUM_LENGTH) return `${String(MINIMUM_LENGTH)}文字以上にしてください。`;
  if (password.length > MAXIMUM_LENGTH) return `${String(MAXIMUM_LENGTH)}文字以内にしてください。`;
  if (password.includes(staffNumber)) return '職員番号を含まないパスワードにしてください。';
  if (new Set(password).size < 5) return '同じ文字の繰返しを避けてください。';
  return null;
}
