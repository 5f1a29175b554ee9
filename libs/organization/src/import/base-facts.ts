import { Injectable } from '@nestjs/common';
import type { LocalDate } from '@app/platform';

/** A time in which somebody holds a role of the city: what a 課 may lose with a transfer. */
export interface RoleTime {
  readonly personId: string;
  /** 「DX推進リーダー」. */
  readonly title: string;
  readonly from: LocalDate;
  /** The first day after it. */
  readonly to: LocalDate | null;
}

/** What libs above know of people that an import is compared with as well. */
export interface BaseFact {
  listRoles(): Promise<readonly RoleTime[]>;
}

/** Every lib above that has something to add. */
@Injectable()
export class BaseFacts {
  private readonly added: BaseFact[] = [];

  add(fact: BaseFact): void {
    this.added.push(fact);
  }

  async listRoles(): Promise<readonly RoleTime[]> {
    const found: RoleTime[] = [];
    for (const fact of this.added) found.push(...(await fact.listRoles()));
    return found;
  }
}
