import type { Part } from './demo';

/** The twelve main pages of the demo city, each with its first reader. */
export const MAIN_PAGES: readonly (readonly [name: string, part: Part, path: string])[] = [
  ['home-staff', 'staff', '/'],
  ['courses', 'staff', '/courses'],
  ['course', 'staff', '/courses/dx-basics'],
  ['learning-record', 'staff', '/learning'],
  ['certifications', 'staff', '/certifications'],
  ['home-head', 'head', '/'],
  ['team', 'head', '/team'],
  ['certification-reviews', 'hr', '/certification-reviews'],
  ['people', 'hr', '/people'],
  ['home-office', 'programOffice', '/'],
  ['coverage', 'programOffice', '/coverage'],
  ['appointments', 'programOffice', '/appointments'],
];
