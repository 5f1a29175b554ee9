import type { Actor, Permission } from '@app/access';
import type { LocalDate } from '@app/platform';
import type { FileList } from './file-list';

/** What an address says besides its path. */
export type ListQuery = Readonly<Record<string, string | undefined>>;

export interface ListAsked {
  /** Who reads: what they may not see is not in it. */
  readonly actor: Actor;
  readonly query: ListQuery;
  /** The day on which it was asked for, also where the file is made after midnight. */
  readonly today: LocalDate;
}

export interface ListSlice {
  readonly page: number;
  readonly pageSize: number;
}

/** A list as somebody asked for it, from which its rows are read slice by slice. */
export interface OpenList<Row> {
  readonly list: FileList<Row>;
  readonly total: number;
  /** 「職員の一覧(令和8年11月16日現在、所属: 税務課、743名)」 */
  readonly title: string;
  /** Behind the list's name in the file's name, e.g. the day. */
  readonly suffix: string;
  rows(slice: ListSlice): Promise<readonly Row[]>;
}

/**
 * A list that may have more rows than a request should wait for: whoever may read it, how its address is understood, its rows. The
 * page's files and those that the worker makes come from it alike.
 */
export abstract class ListSource<Row> {
  /** As orders keep it; never changed. */
  abstract readonly key: string;
  /** The same as the page's. */
  abstract readonly permission: Permission;

  abstract open(asked: ListAsked): Promise<OpenList<Row>>;

  /** The rows of an open list, one slice after the other, for whoever does not know of what kind they are. */
  async use<Result>(asked: ListAsked, work: ListWork<Result>): Promise<Result> {
    return work(await this.open(asked));
  }
}

/** What is done with an open list, whatever its rows are. */
export type ListWork<Result> = <Row>(open: OpenList<Row>) => Promise<Result>;

/** All rows of an open list, a slice at a time; a list may have short slices in its middle. */
export async function* slicesOf<Row>(
  open: Pick<OpenList<Row>, 'rows'>,
  pageSize: number,
): AsyncGenerator<readonly Row[]> {
  for (let page = 1; ; page += 1) {
    const slice = await open.rows({ page, pageSize });
    if (slice.length === 0) return;
    yield slice;
  }
}

/** The rows of a list that is found in one piece, slice by slice; `total` is how many they are. */
export function sliced<Row>(all: readonly Row[]): Pick<OpenList<Row>, 'total' | 'rows'> {
  return {
    total: all.length,
    rows: ({ page, pageSize }) =>
      Promise.resolve(all.slice((page - 1) * pageSize, page * pageSize)),
  };
}

/** A source whatever its rows are. */
export type AnyListSource = Pick<ListSource<unknown>, 'key' | 'permission' | 'use'>;

/** What a list is filtered by, in the words of its page; what was not asked for is left out. */
export function conditionText(
  conditions: readonly (readonly [label: string, value: string | null | undefined])[],
): string {
  return conditions
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([label, value]) => `、${label}: ${value ?? ''}`)
    .join('');
}
