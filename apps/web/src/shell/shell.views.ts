import { Inject, Injectable } from '@nestjs/common';
import { type Actor, onlyReads, SYSTEM_ROLE_WORDS } from '@app/access';
import {
  APP_CONFIG,
  type AppConfig,
  Clock,
  formatDate,
  formatDateShort,
  formatDateTime,
  type UndoAct,
  words,
} from '@app/platform';
import { Assets } from './assets';
import { FormTokens } from './form-tokens';
import type { PageRequest } from './http';
import { type Area, AREAS, Navigation, type NavigationEntry } from './navigation';
import { notice, type NoticeView } from './parts/notices';
import { type NameReader, nameReaderOf } from './person-name';
import { tag, type TagView } from './signs';

interface NavigationItem {
  readonly label: string;
  readonly href: string;
  readonly isCurrent: boolean;
}

/** The areas that somebody may go to, and the pages of the area that they are in. */
interface NavigationView {
  readonly areas: readonly NavigationItem[];
  readonly pages: readonly NavigationItem[];
  /** What the second line is called for those who hear it. */
  readonly pagesLabel: string;
}

/** What the frame of every page shows: who is signed in, where they may go, one notice, the forms' CSRF token. */
export interface ShellView {
  readonly cityName: string;
  readonly assets: Readonly<Record<string, string>>;
  readonly person: {
    readonly name: string;
    readonly unitName: string;
    readonly roleNames: string;
    /** What stands beside their menu, e.g. that they may only look. */
    readonly tags: readonly TagView[];
  } | null;
  /** Which names of people are links; null before sign-in. */
  readonly nameReader: NameReader | null;
  readonly navigation: NavigationView | null;
  /** How many notices are unread, 「3」; empty where none is, or nobody counted. */
  readonly unread: string;
  readonly notice: NoticeView | null;
  /** What is still to be set up, and how long there is for it. */
  readonly duty: string;
  /** All notices are stopped: said on every page to whoever may go on with them. */
  readonly halt: string;
  readonly csrfToken: string;
  readonly printedOn: string;
}

const AREA_WORDS: Readonly<Record<Area, () => string>> = {
  own: () => '自分の学び',
  unit: () => `わたしの${words.unit}`,
  city: () => '市の状況',
  training: () => '研修',
  people: () => '人と任命',
  administration: () => '管理',
};

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
      navigation:
        actor && navigationView(this.navigation.entriesFor(actor, this.config), request.path),
      unread: unreadText(request.unreadNotices ?? 0),
      notice: noticeView(takeNotice(request)),
      duty: dutyText(request),
      halt: haltText(request),
      csrfToken: this.tokens.tokenOf(request),
      printedOn: formatDate(this.clock.today()),
    };
  }
}

/** An area of one page is called like its page, and whoever has one area only is shown its pages at once. */
function navigationView(entries: readonly NavigationEntry[], path: string): NavigationView {
  const within = ({ href, also = [] }: NavigationEntry) =>
    [href, ...also].some((it) => isWithin(path, it));
  const groups = AREAS.map((area) => ({ area, all: entries.filter((it) => it.area === area) }));
  const areas = groups.flatMap(({ area, all: [first, ...others] }) =>
    first === undefined
      ? []
      : [
          {
            label: others.length === 0 ? first.label : AREA_WORDS[area](),
            href: first.href,
            isCurrent: [first, ...others].some(within),
          },
        ],
  );
  // Where there is one area only, its pages are the whole menu, also on a page that stands in none.
  const only = areas.length === 1 ? groups.find(({ all }) => all.length > 0) : undefined;
  const current = groups.find(({ all }) => all.some(within)) ?? only;
  const pages = (current?.all ?? []).map((it) => ({
    label: it.label,
    href: it.href,
    // Of an entry and one below it the nearer one: 推薦の受付 and not 任命.
    isCurrent:
      within(it) &&
      !current?.all.some((other) => within(other) && other.href.length > it.href.length),
  }));
  const pagesLabel = current === undefined ? '' : AREA_WORDS[current.area]();
  if (areas.length <= 1) return { areas: [], pages, pagesLabel };
  return { areas, pages: pages.length > 1 ? pages : [], pagesLabel };
}

/** What stands beside the bell; page.ts writes the same. */
function unreadText(count: number): string {
  if (count === 0) return '';
  return count > 99 ? '99+' : String(count);
}

function personView(actor: Actor) {
  // The office that has the same name as its role is not said twice.
  const roleNames = actor.roles
    .map((role) => SYSTEM_ROLE_WORDS[role])
    .filter((name) => name !== '' && name !== actor.unitName);
  return {
    name: actor.name,
    unitName: actor.unitName,
    roleNames: roleNames.join('・'),
    tags: onlyReads(actor) ? [tag('onlyReads')] : [],
  };
}

/** Not on the page where it is done, unless that is the only one that opens any more. */
function dutyText({ secondFactorDuty: duty, path }: PageRequest): string {
  if (!duty) return '';
  if (duty.daysLeft === 0)
    return '二段階認証の登録期限が過ぎました。登録すると、ほかの画面を開けます。';
  if (path === '/security/second-factor') return '';
  // On a phone what is said at length once, on home, pushes every other page down.
  if (path !== '/')
    return `二段階認証の登録は${formatDateShort(duty.lastDay)}まで${leftText(duty.daysLeft - 1)}。`;
  return `お持ちの権限には二段階認証が必要です。${formatDate(duty.lastDay)}まで${leftText(duty.daysLeft - 1)}に登録してください。`;
}

/** Not on the page where it is ended. */
function haltText({ halt, path }: PageRequest): string {
  if (!halt || path === '/disaster-mode') return '';
  return `災害対応のため、通知を止めています(${formatDateTime(halt.startedAt)}から)。`;
}

/** `days` after today, as distances are told everywhere. */
function leftText(days: number): string {
  return days === 0 ? '(本日)' : `(あと${String(days)}日)`;
}

function isWithin(path: string, href: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}

function noticeView({ text, undo }: KeptNotice): NoticeView | null {
  return text === '' ? null : notice('success', text, { isNews: true, undo });
}

interface KeptNotice {
  readonly text: string;
  readonly undo: UndoAct | null;
}

/** A page shows the notice; a command answered meanwhile (an answer saved in another tab) must not swallow it. */
function takeNotice(request: PageRequest): KeptNotice {
  if (request.method !== 'GET') return { text: '', undo: null };
  // Errors before the session middleware (a body that cannot be read) have no session.
  const session = request.session as PageRequest['session'] | undefined;
  const [text, undo] = [session?.notice ?? '', session?.undo ?? null];
  if (text) delete session?.notice;
  if (undo) delete session?.undo;
  return { text, undo };
}
