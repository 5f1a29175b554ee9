import { Injectable } from '@nestjs/common';

/** Of an import that is taken back: whom and which units it is about, and the rows that came back with it. */
export interface UndoScope {
  readonly batchId: string;
  /** When the import was applied: what was there before does not rest upon it. */
  readonly since: Date;
  readonly restoredIds: readonly string[];
}

/** Something that has lost what it rests upon: an appointment of somebody who is not employed on its days. */
export interface Stranded {
  /** Names the row, so that what was so before the import was taken back is not held against it. */
  readonly key: string;
  /** The person or the unit. */
  readonly subjectId: string;
  readonly text: string;
  /** It is a unit that is not there; else it is a post or an employment of somebody. */
  readonly lacksUnit: boolean;
}

/**
 * What one lib lays upon people and units. It is asked before an import is taken back and after: what stands on nothing
 * only afterwards came later and rests upon the import.
 */
export interface UndoPart {
  listStranded(scope: UndoScope): Promise<readonly Stranded[]>;
}

/** Every part there is; each lib above adds its own. */
@Injectable()
export class UndoParts {
  private readonly added: UndoPart[] = [];

  add(part: UndoPart): void {
    this.added.push(part);
  }

  async listAll(scope: UndoScope): Promise<readonly Stranded[]> {
    const found: Stranded[] = [];
    // One after the other: within a transaction all of them go over one connection.
    for (const part of this.added) found.push(...(await part.listStranded(scope)));
    return found;
  }
}
