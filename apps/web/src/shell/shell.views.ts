import { Inject, Injectable } from '@nestjs/common';
import { type Actor, hasPermission, SYSTEM_ROLE_WORDS } from '@app/access';
import { APP_CONFIG, type AppConfig, Clock, formatDate } from '@app/platform';
import { Assets } from './assets';
import { csrfTokenOf } from './csrf';
import type { PageRequest } from './http';
import { Navigation } from './navigation';
import { type NameReader, nameReaderOf } from './person-name';

interface NavigationItem {
  readonly label: string;
  readonly href: string;
  readonly isCurrent: boolean;
}

/** What the frame of every page shows: who is signed in, where they may go, one notice, the forms' CSRF token. */
export interface ShellView {
  readonly cityName: string;
  readonly assets: Readonly<Record<string, string>>;
  readonly person: {
    readonly name: string;
    readonly unitName: string;
    readonly roleNames: string;
  } | null;
  /** Which names of people are links; null before sign-in. */
  readonly nameReader: NameReader | null;
  readonly navigation: readonly NavigationItem[];
  readonly notice: string;
  readonly csrfToken: string;
  readonly printedOn: string;
}

@Injectable()
export class ShellViews {
  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly assets: Assets,
    private readonly navigation: Navigation,
  ) {}

  build(request: PageRequest): ShellView {
    const actor = request.user ?? null;
    return {
      cityName: this.config.CITY_NAME,
      assets: this.assets.addresses,
      person: actor && personView(actor),
      nameReader: actor && nameReaderOf(actor),
      navigation: actor ? this.navigationOf(actor, request.path) : [],
      notice: takeNotice(request),
      csrfToken: csrfTokenOf(request),
      printedOn: formatDate(this.clock.today()),
    };
  }

  private navigationOf(actor: Actor, path: string): NavigationItem[] {
    return this.navigation.entries
      .filter((item) => hasPermission(actor, item.permission))
      .filter((item) => item.isShown?.(actor, this.config) ?? true)
      .map((item) => ({
        label: item.label,
        href: item.href,
        isCurrent: [item.href, ...(item.also ?? [])].some((href) => isWithin(path, href)),
      }));
  }
}

function personView(actor: Actor) {
  // The office that has the same name as its role is not said twice.
  const roleNames = actor.roles
    .map((role) => SYSTEM_ROLE_WORDS[role])
    .filter((name) => name !== '' && name !== actor.unitName);
  return { name: actor.name, unitName: actor.unitName, roleNames: roleNames.join('・') };
}

function isWithin(path: string, href: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}

/** A page shows the notice; a command answered meanwhile (an answer saved in another tab) must not swallow it. */
function takeNotice(request: PageRequest): string {
  if (request.method !== 'GET') return '';
  // Errors before the session middleware (a body that cannot be read) have no session.
  const session = request.session as PageRequest['session'] | undefined;
  const notice = session?.notice ?? '';
  if (notice) delete session?.notice;
  return notice;
}
