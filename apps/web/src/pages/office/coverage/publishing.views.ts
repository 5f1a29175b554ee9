import type { ListedPublication } from '@app/coverage';
import { formatDateTime, type LocalDate } from '@app/platform';
import { address } from '../../../shell/view-parts';

interface PublishingFrame {
  readonly asOf: LocalDate;
  readonly today: LocalDate;
  readonly mayPublish: boolean;
}

/** What was published of the day, and the way to publish it; nothing of a day ahead can be. */
export function publishingView(
  published: ListedPublication | null,
  { asOf, today, mayPublish }: PublishingFrame,
) {
  const list = '/coverage/publications';
  return {
    note: published && {
      text: noteText(published),
      href: `${list}/${published.id}`,
      label: `第${String(published.number)}号を開く`,
    },
    newHref: mayPublish && asOf <= today ? address(`${list}/new`, { asOf }) : '',
    listHref: list,
  };
}

function noteText({ publishedAt, differences }: ListedPublication): string {
  const now =
    differences === 0
      ? 'いまの記録で数えても同じです。'
      : `いまの記録で数えると${String(differences)}か所違います。`;
  return `この日の数字は${formatDateTime(publishedAt)}に確定しました。${now}`;
}
