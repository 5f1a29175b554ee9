import { Injectable } from '@nestjs/common';
import { type Actor, hasPermission, type Permission } from '@app/access';
import type { AppConfig } from '@app/platform';

/** What belongs together, in the order of the first line. Whoever sees one area only is shown its pages alone. */
export const AREAS = ['own', 'unit', 'city', 'training', 'people', 'administration'] as const;
export type Area = (typeof AREAS)[number];

export interface NavigationEntry {
  readonly area: Area;
  readonly label: string;
  readonly href: string;
  /** Pages that belong to this entry under another address. */
  readonly also?: readonly string[];
  readonly permission: Permission;
  /** From left to right within the area, in steps of ten so that another fits between. */
  readonly order: number;
  readonly isShown?: (actor: Actor, config: AppConfig) => boolean;
}

/** The entries of the menu. Each page area adds its own when its module is made. */
@Injectable()
export class Navigation {
  private readonly added: NavigationEntry[] = [];

  add(entry: NavigationEntry): void {
    this.added.push(entry);
    this.added.sort((a, b) => a.order - b.order);
  }

  /** What of the menu somebody may go to. */
  entriesFor(actor: Actor, config: AppConfig): readonly NavigationEntry[] {
    return this.added
      .filter((item) => hasPermission(actor, item.permission))
      .filter((item) => item.isShown?.(actor, config) ?? true);
  }
}
