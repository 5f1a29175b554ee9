/** System roles. They are not DX roles (supporter, leader) and not posts: the three axes are kept apart. */
export const SYSTEM_ROLES = ['hr', 'program_office', 'auditor', 'administrator'] as const;
export type SystemRole = (typeof SYSTEM_ROLES)[number];

/** Everybody who may sign in is staff; a unit head is derived from a managerial posting in force today. */
export type Role = 'staff' | 'unit_head' | SystemRole;

/**
 * What a route or a command asks for. `x.read` never changes anything, so that the auditor can hold all of them.
 * `team.read` is given by unit: `Access.requireUnit` decides for which.
 */
export const PERMISSIONS = [
  'self',
  'team.read',
  'team.prompt',
  'team.deputize',
  'team.handover',
  'organization.read',
  'organization.import',
  'drafts.open',
  'drafts.edit',
  'certifications.read',
  'certifications.evidence.read',
  'certifications.verify',
  'certifications.manage',
  'appointments.read',
  'appointments.manage',
  'coverage.read',
  'assignments.read',
  'assignments.manage',
  'reminders.read',
  'reminders.plan',
  'reminders.manage',
  'reminders.halt',
  'audit.read',
  'accounts.read',
  'accounts.manage',
  'mailbox.read',
  'settings.read',
  'settings.manage',
  'counting.manage',
  'figures.publish',
  'exam_time.manage',
  'exam_suggestions.send',
  'exams.follow',
  'questions.manage',
  'checklists.read',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const READ_EVERYTHING: readonly Permission[] = PERMISSIONS.filter((name) => name.endsWith('.read'));

/** Deny by default: a role has what stands here and nothing else. */
export const PERMISSIONS_OF_ROLE: Readonly<Record<Role, readonly Permission[]>> = {
  staff: ['self'],
  unit_head: ['self', 'team.read', 'team.prompt', 'team.deputize', 'team.handover'],
  hr: [
    'self',
    'team.read',
    'organization.read',
    'organization.import',
    'drafts.open',
    'drafts.edit',
    'certifications.read',
    'certifications.evidence.read',
    'certifications.verify',
    'certifications.manage',
    'exams.follow',
    'coverage.read',
    'appointments.read',
    'checklists.read',
  ],
  program_office: [
    'self',
    'team.read',
    'team.deputize',
    'team.handover',
    'organization.read',
    'drafts.open',
    'certifications.read',
    'appointments.read',
    'appointments.manage',
    'coverage.read',
    'assignments.read',
    'assignments.manage',
    'reminders.read',
    'reminders.plan',
    'reminders.manage',
    'reminders.halt',
    'mailbox.read',
    'settings.read',
    'counting.manage',
    'figures.publish',
    'exam_time.manage',
    'exam_suggestions.send',
    'exams.follow',
    'questions.manage',
    'checklists.read',
  ],
  auditor: ['self', ...READ_EVERYTHING.filter((name) => name !== 'mailbox.read')],
  administrator: [
    'self',
    'accounts.read',
    'accounts.manage',
    'audit.read',
    'reminders.halt',
    'mailbox.read',
    'settings.read',
    'settings.manage',
    'counting.manage',
    'checklists.read',
  ],
};

/** Roles that see every unit's people; a unit head sees only the units they head and those below. */
export const ROLES_THAT_SEE_ALL_UNITS: readonly Role[] = ['hr', 'program_office', 'auditor'];
