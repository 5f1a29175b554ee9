import {
  type BatchSummary,
  type Repair,
  REPAIR_WORDS,
  REPAIRS,
  type RepairTold,
  repairedText,
} from '@app/organization';

/** What can be put right at once, with what it comes to; and what was. */
export function repairsView({
  id,
  state,
  summary,
}: Pick<BatchSummary, 'id' | 'state' | 'summary'>) {
  const { offered, done } = summary.repairs;
  const told = (all: typeof offered) =>
    REPAIRS.flatMap((repair): [Repair, RepairTold][] => {
      const own = all[repair];
      return own ? [[repair, own]] : [];
    });
  return {
    repairAction: `/imports/${id}/repairs`,
    repairs:
      state === 'previewed'
        ? told(offered).map(([value, { count, examples }]) => ({
            ...{ value, title: REPAIR_WORDS[value].title, examples },
            text: REPAIR_WORDS[value].offer(count),
            button: REPAIR_WORDS[value].button,
          }))
        : [],
    repaired: told(done).map(([repair, it]) => repairedText(repair, it)),
  };
}
