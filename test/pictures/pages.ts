/** One page of those that are looked at: the name of its pictures, who opens it, and its address on the day of the pictures. */
export interface PicturedPage {
  readonly name: string;
  readonly who: 'staff' | 'head' | 'hr' | 'programOffice' | 'auditor' | 'administrator';
  readonly path: string;
}

/** Day and hour of all pictures: the day after the transfers, on which most is in motion. */
export const PICTURED_NOW = '2027-04-02T10:00:00+09:00';

/** The main pages, each as its first reader sees it. */
export const PICTURED: readonly PicturedPage[] = [
  { name: 'home-staff', who: 'staff', path: '/' },
  { name: 'courses', who: 'staff', path: '/courses' },
  { name: 'course', who: 'staff', path: '/courses/dx-basics' },
  { name: 'learning-record', who: 'staff', path: '/learning' },
  { name: 'certifications', who: 'staff', path: '/certifications' },
  { name: 'settings', who: 'staff', path: '/settings' },
  { name: 'home-head', who: 'head', path: '/' },
  { name: 'team', who: 'head', path: '/team' },
  { name: 'home-hr', who: 'hr', path: '/' },
  { name: 'people', who: 'hr', path: '/people' },
  { name: 'certification-reviews', who: 'hr', path: '/certification-reviews' },
  { name: 'imports', who: 'hr', path: '/imports' },
  { name: 'home-office', who: 'programOffice', path: '/' },
  { name: 'coverage', who: 'programOffice', path: '/coverage' },
  { name: 'appointments', who: 'programOffice', path: '/appointments' },
  { name: 'assignments', who: 'programOffice', path: '/assignments' },
  { name: 'reminders', who: 'programOffice', path: '/reminders' },
  { name: 'audit', who: 'auditor', path: '/audit' },
  { name: 'accounts', who: 'administrator', path: '/accounts' },
  { name: 'system', who: 'administrator', path: '/system' },
];
