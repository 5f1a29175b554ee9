import { formatDateShort } from '@app/platform';
import { type HeldWish, NOTICE_WISHES, type NoticeWish } from '@app/practice';
import { breadcrumb } from '../../../shell/view-parts';

export const NOTICES = '/itpassport/notices';

interface WishWords {
  readonly title: string;
  readonly text: string;
}

const WORDS: Readonly<Record<NoticeWish, WishWords>> = {
  daily: {
    title: '今日の10問',
    text: '開庁日の朝、もう一度解くころの問題があり、その日まだ練習していないときに届きます。',
  },
  stopped: {
    title: '練習が止まったとき',
    text: '3週間、1問も解いていないときに、1度だけ届きます。',
  },
  unasked: {
    title: '受験の意向をたずねる知らせ',
    text: '年に1度、ITパスポートを受けたいかどうかをたずねます。ホームでも、1回押すだけで答えられます。',
  },
};

/** What everybody gets until they stop it: the wish is kept the other way round. */
const isUnlessStopped = (wish: NoticeWish): boolean => wish === 'unasked';

/** Each with one button that turns it round. */
export function noticesView(held: readonly HeldWish[]) {
  const wishes = NOTICE_WISHES.map((wish) => {
    const since = held.find((it) => it.wish === wish)?.since ?? null;
    const { title, text } = WORDS[wish];
    const gets = isUnlessStopped(wish) === (since === null);
    return {
      wish,
      title,
      text,
      state:
        since === null
          ? ''
          : `${formatDateShort(since)}から${gets ? '受け取って' : '止めて'}います。`,
      wanted: since === null ? 'yes' : 'no',
      label: gets ? '止める' : '受け取る',
    };
  });
  return {
    title: '練習の知らせ',
    breadcrumb: breadcrumb(['ITパスポート', '/itpassport'], ['練習の知らせ']),
    summary: stateSentence(held.filter(({ wish }) => !isUnlessStopped(wish))),
    wishes,
  };
}

function stateSentence(held: readonly HeldWish[]): string {
  if (held.length === 0) return '練習の知らせは、受け取っていません。';
  const titles = NOTICE_WISHES.filter((wish) => held.some((it) => it.wish === wish)).map(
    (wish) => `「${WORDS[wish].title}」`,
  );
  return `練習の知らせは、${titles.join('と')}を受け取っています。`;
}

export function wishNotice(wish: NoticeWish, wanted: boolean): string {
  const { title } = WORDS[wish];
  const named = isUnlessStopped(wish) ? `「${title}」` : `「${title}」の知らせ`;
  return wanted !== isUnlessStopped(wish)
    ? `${named}を受け取ります。いつでも、この画面で止められます。`
    : `${named}を止めました。`;
}
