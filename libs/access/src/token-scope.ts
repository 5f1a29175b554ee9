import { words } from '@app/platform';
import type { Permission } from './permissions';

export const TOKEN_ACCESS = ['read', 'write'] as const;
export type TokenAccess = (typeof TOKEN_ACCESS)[number];

/** What the JSON API is about; an area is the first part of the names of its permissions. */
export const TOKEN_AREAS = [
  'self',
  'team',
  'organization',
  'certifications',
  'appointments',
  'coverage',
  'reminders',
] as const;
export type TokenArea = (typeof TOKEN_AREAS)[number];

/** A token may do what its owner may, within its scope. Areas null: all of them. */
export interface TokenScope {
  readonly access: TokenAccess;
  readonly areas: readonly string[] | null;
}

/** The token that signs a request. */
export interface HeldToken extends TokenScope {
  readonly id: string;
}

export const TOKEN_AREA_WORDS: Readonly<Record<TokenArea, string>> = {
  self: '自分の学習と資格',
  get team() {
    return `${words.unit}と職員の一覧`;
  },
  organization: '組織と職員の取込み',
  certifications: '職員の資格',
  appointments: '役割の任命',
  coverage: '充足状況',
  reminders: '通知',
};

export function areaOf(permission: Permission): string {
  return permission.split('.')[0] ?? permission;
}

/** One's own records may also be changed with `self`: the door asks for the method of the request as well. */
export function isInScope({ access, areas }: TokenScope, permission: Permission): boolean {
  if (areas !== null && !areas.includes(areaOf(permission))) return false;
  return access === 'write' || permission === 'self' || permission.endsWith('.read');
}
