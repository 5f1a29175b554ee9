import type { UnitLink } from './unit-links.queries';

/** Whether one unit became another, whole and alone: what is known of the one goes on as what is known of the other. */
export const isSameUnit = ({ kind }: Pick<UnitLink, 'kind'>): boolean => kind === 'takeover';

/** The unit and those that were it before under other codes, the newest first. */
export function chainOf(unitId: string, links: readonly UnitLink[]): readonly string[] {
  const chain = [unitId];
  for (let at = unitId; ;) {
    const link = links.find((it) => it.afterId === at && isSameUnit(it));
    if (!link || chain.includes(link.beforeId)) return chain;
    chain.push(link.beforeId);
    at = link.beforeId;
  }
}

/** The days on which a unit was made of others or parted from others: figures before and after are not of the same people. */
export function breaksOf(
  chain: readonly string[],
  links: readonly UnitLink[],
): readonly UnitLink[] {
  return links.filter(
    (link) => !isSameUnit(link) && (chain.includes(link.afterId) || chain.includes(link.beforeId)),
  );
}
