import type { WaitingThing } from '@app/access';
import { type LocalDate, people, things } from '@app/platform';

interface AboutReader {
  readonly canOpen: boolean;
  readonly canMake: boolean;
}

export function withoutAccountThing(
  count: number,
  { canOpen, canMake }: AboutReader,
): WaitingThing {
  const hint = canMake ? '' : '作るのはシステム管理者です。';
  return {
    title: 'アカウントのない職員',
    count,
    oldest: null,
    sentence:
      count === 0
        ? 'アカウントのない職員はいません。'
        : `アカウントのない職員は${people(count)}です。${hint}`,
    verb: canOpen ? 'アカウントのない職員を見る' : '',
    href: canOpen ? '/accounts?state=none' : '',
    turn: canMake && count > 0 ? 'mine' : 'others',
  };
}

export function suspendedThing(count: number): WaitingThing {
  return {
    title: '停止中のアカウント',
    count,
    oldest: null,
    sentence:
      count === 0
        ? '停止中のアカウントはありません。'
        : `停止中のアカウントは${things(count)}です。`,
    verb: '停止中のアカウントを見る',
    href: '/accounts?state=suspended',
    turn: 'others',
  };
}

export function resetsThing(
  count: number,
  { oldest, canDecide }: { readonly oldest: LocalDate | null; readonly canDecide: boolean },
): WaitingThing {
  return {
    title: '再設定の承認',
    count,
    oldest,
    sentence:
      count === 0
        ? '承認を待つ再設定の依頼はありません。'
        : `${things(count)}の再設定の依頼が承認を待っています。`,
    verb: canDecide ? '依頼を確かめる' : '依頼を見る',
    href: '/accounts/resets',
    turn: canDecide ? 'mine' : 'others',
  };
}
