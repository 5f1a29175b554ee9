import { type Judged, requiredState } from './eligibility.rules';
import { isStep, requirementGroups, type RequirementNames, wantedText } from './requirement.rules';

/** Of what is 必須: what is missing, one text for those of which one would be enough, and the steps that no books tell. */
export function unmetTexts(judged: readonly Judged[], names: RequirementNames) {
  const groups = requirementGroups(
    judged
      .filter(({ requirement }) => requirement.isRequired)
      .map((it) => ({ ...it, alternative: it.requirement.alternative })),
  );
  const textsIn = (state: 'not_met' | 'unknown') =>
    groups
      .filter((group) => requiredState(group) === state)
      .map((group) => group.filter((it) => state === 'not_met' || isStep(it.requirement.wanted)))
      .map((group) => group.map((it) => wantedText(it.requirement.wanted, names)).join('か'));
  return { missing: textsIn('not_met'), steps: textsIn('unknown') };
}
