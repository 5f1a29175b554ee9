import {
  askedOf,
  dayText,
  hasChoice,
  needText,
  type PathPart,
  reasonText,
  type RequirementNames,
  wantedShort,
} from '@app/appointments';
import type { List, ListColumn } from '../shell/lists/list';
import { stateChip } from '../shell/signs';

/** One requirement a row: done, next, missing. */
export function pathList(
  parts: readonly PathPart[],
  names: RequirementNames,
  hrefOf: (part: PathPart) => string = () => '',
): List<PathPart> {
  const all = parts.map(askedOf);
  const what: ListColumn<PathPart> = {
    ...{ key: 'what', heading: '要件', isRowHeading: true },
    value: ({ requirement }) => wantedShort(requirement.wanted, names),
    show: (part) => {
      const href = hrefOf(part);
      const text = wantedShort(part.requirement.wanted, names);
      return { text, ...(href !== '' && { href }) };
    },
  };
  return {
    name: '要件の進み',
    columns: [
      what,
      {
        ...{ key: 'need', heading: '区分', dropsWhenConstant: !hasChoice(all) },
        value: (part) => needText(askedOf(part), all),
      },
      {
        ...{ key: 'state', heading: '進み', isState: true },
        value: ({ state }) => stateChip(`path.${state}`).label,
        show: ({ state }) => ({ text: '', chip: stateChip(`path.${state}`) }),
      },
      { key: 'why', heading: 'いまの状況', value: reasonText },
      { key: 'day', heading: '満たした日・見込み', keepsLabel: true, value: dayText },
    ],
  };
}
