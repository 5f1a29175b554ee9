/** What happens at the door, in the order in which it is offered to choose from. */
export const DOOR_KINDS = [
  'sign_in_failed',
  'sign_in_slowed',
  'signed_out',
  'token_refused',
  'form_refused',
  'access_refused',
  'not_found',
  'overflow',
] as const;

/** Who reads or takes along what is about others. */
export const READING_KINDS = [
  'person_read',
  'team_read',
  'evidence_opened',
  'file_saved',
  'api_read',
] as const;

export const ACCESS_KINDS = [...DOOR_KINDS, ...READING_KINDS] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

/** What a file was filtered by, how many rows it or the people of a unit had, how often the same happened at once. */
export interface AccessDetail {
  readonly rows?: number;
  readonly filters?: Readonly<Record<string, string>>;
  readonly times?: number;
}

export interface AccessEvent {
  readonly kind: AccessKind;
  /** Null for somebody who is not signed in. */
  readonly actorAccountId: string | null;
  /** Whom it concerns, where that is one person. */
  readonly subjectPersonId: string | null;
  readonly address: string;
  /** Without what stands behind the question mark. */
  readonly path: string;
  readonly detail: AccessDetail;
}

const LONGEST = { address: 100, path: 300, filter: 100 };
const MOST_FILTERS = 20;

/** The event as it can be written whatever was sent: short, and of signs that PostgreSQL takes. */
export function plainEvent(event: AccessEvent): AccessEvent {
  const { filters } = event.detail;
  const kept = filters && Object.entries(filters).slice(0, MOST_FILTERS);
  return {
    ...event,
    address: plain(event.address, LONGEST.address),
    path: plain(event.path, LONGEST.path),
    detail: {
      ...event.detail,
      ...(kept && {
        filters: Object.fromEntries(
          kept.map(([name, value]) => [plain(name, LONGEST.filter), plain(value, LONGEST.filter)]),
        ),
      }),
    },
  };
}

/** Halves of signs become signs of replacement, and U+0000, which jsonb does not hold, a space. */
function plain(text: string, longest: number): string {
  return Buffer.from(text.slice(0, longest)).toString().replaceAll('\u0000', ' ');
}
