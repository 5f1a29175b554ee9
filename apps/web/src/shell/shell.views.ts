import { Inject, Injectable } from '@nestjs/common';
import { type Actor, hasPermission, SYSTEM_ROLE_WORDS } from '@app/access';
import { APP_CONFIG, type AppConfig, Clock, formatDate } from '@app/platform';
import { Assets } from './assets';
import { FormTokens } from './form-tokens';
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
  /** What is still to be set up, and how long there is for it. */
  readonly duty: string;
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
    private readonly tokens: FormTokens,
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
      duty: dutyText(request),
      csrfToken: this.tokens.tokenOf(request),
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

function dutyText({ secondFactorDuty: duty }: PageRequest): string {
  if (!duty) return '';
  return duty.daysLeft === 0
    ? '二段階認証の登録期限が過ぎました。登録すると、ほかの画面を開けます。'
    : `お持ちの権限には二段階認証が必要です。${formatDate(duty.lastDay)}まで(あと${String(duty.daysLeft)}日)に登録してください。`;
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
