import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

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
