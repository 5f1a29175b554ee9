/** How the one who acts stands to the one whom an act is about. */
export const RELATIONS = [
  'oneself',
  /** Another number of the same human being. */
  'joined',
  'sameUnit',
  'other',
  /** Who did the step before: reported, verified, appointed, asked for it. */
  'previous',
  /** Suspended between the page and the button. */
  'suspended',
] as const;
export type Relation = (typeof RELATIONS)[number];

/** `none`: there is no step before. */
export type Outcome = 'done' | 'refused' | 'none';

export interface Act {
  /** As the route matrix says it. */
  readonly command: string;
  /** Where an act depends on what the city decided, or on what went before. */
  readonly when?: string;
  /** What the audit log says of it once it is done. */
  readonly audit: string;
  readonly role: 'hr' | 'program_office' | 'administrator';
  readonly approval?: true;
  readonly outcomes: Readonly<Record<Relation, Outcome>>;
}

const NOT_ONESELF = {
  oneself: 'refused',
  joined: 'refused',
  sameUnit: 'done',
  other: 'done',
  suspended: 'refused',
} as const;
/** Nobody for themselves; who did the step before may go on. */
const BY_OTHERS = { ...NOT_ONESELF, previous: 'done' } as const;
/** Nor who did the step before. */
const BY_SECOND = { ...NOT_ONESELF, previous: 'refused' } as const;
const FIRST_STEP = { ...NOT_ONESELF, previous: 'none' } as const;

const hr = (command: string, audit: string, outcomes: Act['outcomes']): Act => {
  return { command, audit, role: 'hr', outcomes };
};
const office = (command: string, audit: string, outcomes: Act['outcomes']): Act => {
  return { command, audit, role: 'program_office', outcomes };
};
const admin = (command: string, audit: string, outcomes: Act['outcomes']): Act => {
  return { command, audit, role: 'administrator', outcomes };
};

const RESET = ['POST /accounts/:id/reset-password', 'account.password_set'] as const;
const FACTOR = ['POST /accounts/:id/reset-second-factor', 'account.second_factor_reset'] as const;

/** Every act about somebody × every relation. */
export const ACTS: readonly Act[] = [
  hr('POST /certification-reviews/:id/verify', 'certification_record.verified', BY_SECOND),
  hr('POST /certification-reviews/:id/return', 'certification_record.returned', BY_SECOND),
  hr('POST /certification-reviews/:id/revoke', 'certification_record.revoked', BY_SECOND),
  hr('POST /certification-reviews/:id/annul', 'certification_record.annulled', BY_SECOND),
  hr(
    'POST /certification-reviews/:id/correct',
    'certification_record.correction_proposed',
    BY_OTHERS,
  ),
  hr(
    'POST /certification-reviews/corrections/:id/confirm',
    'certification_record.corrected',
    BY_SECOND,
  ),
  hr(
    'POST /certification-reviews/corrections/:id/decline',
    'certification_record.correction_declined',
    BY_SECOND,
  ),
  hr('POST /api/v1/certification-records/:id/verify', 'certification_record.verified', BY_SECOND),
  hr('POST /api/v1/certification-records/:id/return', 'certification_record.returned', BY_SECOND),
  hr('POST /api/v1/certification-records/:id/revoke', 'certification_record.revoked', BY_SECOND),

  office('POST /appointments/new', 'appointment.made', FIRST_STEP),
  office('POST /api/v1/appointments', 'appointment.made', FIRST_STEP),
  // Laying an office down takes nobody's say.
  office('POST /appointments/:id/end', 'appointment.ended', {
    ...BY_OTHERS,
    oneself: 'done',
    joined: 'done',
  }),
  office('POST /appointments/:id/undo-end', 'appointment.end_undone', BY_OTHERS),
  office('POST /appointments/:id/renew', 'appointment.renewed', BY_OTHERS),
  office('POST /appointments/:id/extend', 'appointment.extended', BY_OTHERS),
  office('POST /appointments/:id/undo-extension', 'appointment.extension_undone', BY_OTHERS),
  office('POST /appointments/:id/annul', 'appointment.annulled', BY_OTHERS),
  office('POST /appointments/nominations/:id/approve', 'nomination.approved', BY_OTHERS),
  office('POST /appointments/nominations/:id/refuse', 'nomination.not_taken', BY_OTHERS),
  office(
    'POST /appointments/nominations/:id/take-back',
    'nomination.decision_taken_back',
    BY_OTHERS,
  ),
  office('POST /appointments/:id/letter/issue', 'letter.issued', BY_OTHERS),
  office('POST /assignments/:assignmentId/exempt', 'enrollment.exempted', FIRST_STEP),
  office(
    'POST /assignments/:assignmentId/undo-exemptions',
    'enrollment.exemption_undone',
    BY_OTHERS,
  ),

  office('POST /team/:unitCode/deputies', 'deputy.named', FIRST_STEP),
  office('POST /team/:unitCode/deputies/:id/end', 'deputy.ended', BY_OTHERS),

  office('POST /mock-exams/:number', 'exam_time.extended', FIRST_STEP),
  office('POST /mock-exams/:number/end', 'exam_time.ended', BY_OTHERS),

  hr('POST /people/:person/changes/:change/apply', 'organization_import.applied', FIRST_STEP),
  // Of a change on the screen; a whole list of HR is nobody's own.
  hr('POST /imports/:id/undo', 'organization_import.undone', BY_OTHERS),
  hr('POST /drafts/:id/hand-over', 'transfer_draft.handed_over', FIRST_STEP),
  hr('POST /people/joins/pair', 'person.joined', FIRST_STEP),
  hr('POST /people/joins/pair/apart', 'person.told_apart', FIRST_STEP),
  hr('POST /people/joins/pair/undo-apart', 'person.told_apart_undone', BY_OTHERS),

  admin('POST /accounts/:id/roles', 'account.role_granted', FIRST_STEP),
  admin('POST /accounts/:id/roles/revoke', 'account.role_revoked', BY_OTHERS),
  admin('POST /accounts/:id/suspend', 'account.suspended', FIRST_STEP),
  admin('POST /accounts/:id/reinstate', 'account.reinstated', FIRST_STEP),
  admin(...RESET, FIRST_STEP),
  admin(...FACTOR, FIRST_STEP),
  {
    ...admin('POST /accounts/:id/roles', 'account.role_granted', BY_SECOND),
    when: 'resets need a second person',
    approval: true,
  },
  {
    ...admin('POST /accounts/:id/resets', 'account.reset_requested', FIRST_STEP),
    approval: true,
  },
  {
    ...admin('POST /accounts/resets/:id/approve', 'account.reset_approved', BY_SECOND),
    approval: true,
  },
  // Who asked takes it back.
  {
    ...admin('POST /accounts/resets/:id/decline', 'account.reset_declined', BY_OTHERS),
    approval: true,
  },
  ...[RESET, FACTOR].flatMap(([command, audit]): Act[] => [
    {
      ...admin(command, audit, { ...BY_SECOND, sameUnit: 'refused', other: 'refused' }),
      when: 'nobody has agreed yet',
      approval: true,
    },
    // previous: who agreed does not carry it out as well.
    {
      ...admin(command, audit, { ...BY_SECOND, oneself: 'none', joined: 'none' }),
      when: 'somebody else has agreed',
      approval: true,
    },
  ]),
];

/** Played by a journey of their own, because what they need is made by an import: the file and what it says. */
export const PLAYED_ELSEWHERE: Readonly<Record<string, readonly [spec: string, words: string]>> = {
  'POST /certification-reviews/entries/:id/confirm': [
    'test/journeys/certificates-entered.spec.ts',
    'is confirmed by a second person, written by the worker, and undone by another than that',
  ],
  'POST /certification-reviews/entries/:id/undo': [
    'test/journeys/certificates-entered.spec.ts',
    'is confirmed by a second person, written by the worker, and undone by another than that',
  ],
  'POST /people/joins/imports/:batchId/:number/part': [
    'test/journeys/number-of-an-import.spec.ts',
    'is not done by the person it is about',
  ],
  'POST /people/joins/:id/separate': [
    'test/journeys/numbers-of-one-person.spec.ts',
    'nobody separates their own numbers',
  ],
};

const OWN = 'only ever about who is signed in';
const NOBODY_IN_PARTICULAR = 'about no person in particular: courses, days, words, rules, files';
const A_WORD = 'a recommendation gives nothing until another person decides';
const A_SUGGESTION = 'a suggestion gives nothing and takes nothing';
const FIRST_OF_TWO = 'the first of two steps; the second is another person’s';

const A_TRIAL = 'shows what would be; nothing of it is left';

const A_DRAFT = 'a draft gives nothing until an import of it is applied, by nobody who is in it';

const WHO_ASKED = 'taken back by who asked for it, and by nobody else';

/** Commands that one person may do alone, each with why. */
export const ONE_PERSON: Readonly<Record<string, string>> = {
  'POST /api/v1/reminders/plan': NOBODY_IN_PARTICULAR,
  'POST /reminders/plan': NOBODY_IN_PARTICULAR,
  'POST /disaster-mode': NOBODY_IN_PARTICULAR,
  'POST /disaster-mode/resume': NOBODY_IN_PARTICULAR,
  'POST /reminders/rules/:kind': NOBODY_IN_PARTICULAR,
  'POST /reminders/rules/:kind/preview': NOBODY_IN_PARTICULAR,
  'POST /reminders/rules/:kind/withdraw': NOBODY_IN_PARTICULAR,
  'POST /reminders/rules/:kind/words': NOBODY_IN_PARTICULAR,
  'POST /reminders/rules/:kind/words/test': 'a mail to nobody but oneself',
  'POST /reminders/rules/:kind/words/withdraw': NOBODY_IN_PARTICULAR,
  'POST /api/v1/certification-records': FIRST_OF_TWO,
  'POST /certifications/new': FIRST_OF_TWO,
  'POST /certification-reviews/corrections/:id/withdraw': WHO_ASKED,
  'POST /certification-reviews/entries': FIRST_OF_TWO,
  'POST /certification-reviews/entries/:id/discard': NOBODY_IN_PARTICULAR,
  'POST /certifications/:id/withdraw': OWN,
  'POST /certifications/way': OWN,
  'POST /certifications/way/withdraw': OWN,
  'POST /certifications/way/share': OWN,
  'POST /certifications/exams/new': OWN,
  'POST /certifications/exams/:id': OWN,
  'POST /certifications/exams/:id/plan': OWN,
  'POST /api/v1/imports/organization': 'a whole list of HR; who is in it is HR’s file’s business',
  'POST /drafts/new': A_DRAFT,
  'POST /drafts/:id/play': A_DRAFT,
  'POST /drafts/:id/files': A_DRAFT,
  'POST /drafts/:id/take-out': A_DRAFT,
  'POST /drafts/:id/lines/:act': A_DRAFT,
  'POST /drafts/:id/readers': A_DRAFT,
  'POST /drafts/:id/readers/:accountId/remove': A_DRAFT,
  'POST /drafts/:id/discard': A_DRAFT,
  'POST /people/new': A_TRIAL,
  'POST /people/new/apply': 'about somebody who was not known; a namesake of oneself is refused',
  'POST /people/:person/changes/:change': A_TRIAL,
  'POST /units/new': A_TRIAL,
  'POST /units/new/apply': NOBODY_IN_PARTICULAR,
  'POST /units/:code/place': A_TRIAL,
  'POST /units/:code/place/apply': NOBODY_IN_PARTICULAR,
  'POST /units/:code/end': A_TRIAL,
  'POST /units/:code/end/apply': NOBODY_IN_PARTICULAR,
  'POST /units/:code/merge': A_TRIAL,
  'POST /units/:code/merge/apply': 'whoever is moved by it is refused (unit.own)',
  'POST /units/:code/split': A_TRIAL,
  'POST /units/:code/split/apply': 'whoever is moved by it is refused (unit.own)',
  'POST /units/:code/name': A_TRIAL,
  'POST /units/:code/name/apply': NOBODY_IN_PARTICULAR,
  'POST /imports': 'a whole list of HR, shown before it is applied',
  'POST /imports/:id/apply': 'a whole list of HR, shown before it is applied',
  'POST /imports/:id/leavings': 'a whole list of HR, shown before it is applied',
  'POST /imports/:id/repairs': 'a whole list of HR, shown before it is applied',
  'POST /imports/:id/numbers': 'a whole list of HR, shown before it is applied',
  'POST /imports/:id/words': 'a word of the files, of nobody',
  'POST /imports/words': 'a word of the files, of nobody',
  'POST /imports/words/:wordId/forget': 'a word of the files, of nobody',
  'POST /imports/:id/discard': 'nothing was applied',
  'POST /imports/orders/:id/cancel': 'nothing was applied',
  'POST /city-settings/words': NOBODY_IN_PARTICULAR,
  'POST /city-settings/words/:id/withdraw': NOBODY_IN_PARTICULAR,
  'POST /city-settings/files': NOBODY_IN_PARTICULAR,
  'POST /city-settings/intentions': NOBODY_IN_PARTICULAR,
  'POST /city-settings/evidence': NOBODY_IN_PARTICULAR,
  'POST /city-settings/holidays': NOBODY_IN_PARTICULAR,
  'POST /city-settings/holidays/remove': NOBODY_IN_PARTICULAR,
  'POST /city-settings/titles': NOBODY_IN_PARTICULAR,
  'POST /city-settings/units/:code': NOBODY_IN_PARTICULAR,
  'POST /coverage/targets/:code/change': NOBODY_IN_PARTICULAR,
  'POST /coverage/targets/:code/end': NOBODY_IN_PARTICULAR,
  'POST /coverage/targets/:code/withdraw': NOBODY_IN_PARTICULAR,
  'POST /coverage/targets/:code/value': NOBODY_IN_PARTICULAR,
  'POST /coverage/targets/:code/value/withdraw': NOBODY_IN_PARTICULAR,
  'POST /city-settings/sign-in': NOBODY_IN_PARTICULAR,
  'POST /city-settings/rules': NOBODY_IN_PARTICULAR,
  'POST /city-settings/rules/preview': NOBODY_IN_PARTICULAR,
  'POST /city-settings/rules/withdraw': NOBODY_IN_PARTICULAR,
  'POST /appointments/roles/new': NOBODY_IN_PARTICULAR,
  'POST /appointments/roles/:role/name': NOBODY_IN_PARTICULAR,
  'POST /appointments/roles/:role/remove': NOBODY_IN_PARTICULAR,
  'POST /appointments/roles/:role/name/withdraw': NOBODY_IN_PARTICULAR,
  'POST /certification-master/new': NOBODY_IN_PARTICULAR,
  'POST /certification-master/:code/change': NOBODY_IN_PARTICULAR,
  'POST /certification-master/:code/preview': NOBODY_IN_PARTICULAR,
  'POST /certification-master/:code/withdraw': NOBODY_IN_PARTICULAR,
  'POST /certification-master/:code/check': NOBODY_IN_PARTICULAR,
  'POST /appointments/roles/:role/new': NOBODY_IN_PARTICULAR,
  'POST /appointments/roles/:role/preview': NOBODY_IN_PARTICULAR,
  'POST /appointments/roles/:role/withdraw': NOBODY_IN_PARTICULAR,
  'POST /nominations/new': A_WORD,
  'POST /nominations/:id/consent': OWN,
  'POST /nominations/:id/decline': OWN,
  'POST /nominations/:id/take-back': OWN,
  'POST /nominations/:id/withdraw': A_WORD,
  'POST /nominations/:id/support': A_WORD,
  'POST /nominations/:id/undo-support': A_WORD,
  'POST /appointments/letter-templates/:letter/:seal/new': NOBODY_IN_PARTICULAR,
  'POST /appointments/letter-templates/:letter/:seal/preview': NOBODY_IN_PARTICULAR,
  'POST /appointments/letter-templates/:letter/:seal/withdraw': NOBODY_IN_PARTICULAR,
  'POST /appointments/ending':
    'prepares; each term is decided as if alone, and one’s own is left out',
  'POST /appointments/many':
    'prepares; each row is decided as if alone, and one’s own is refused and told',
  'POST /appointments/many/nominated':
    'prepares; each recommendation is decided as if alone, and one’s own is refused and told',
  'POST /appointments/batches/:id/confirm':
    'each row is the act that is done one by one, in the matrix; one’s own is refused and told',
  'POST /appointments/batches/:id/cancel': 'stops what somebody ordered; nothing is taken',
  'POST /appointments/batches/:id/undo':
    'takes back row by row what is in the matrix one by one; one’s own refuses all of it',
  'POST /my-role/activities':
    'a note of one’s own about oneself; a role may ask for a number of them, and the office sees them',
  'POST /my-role/activities/:id/take-back': 'takes back one’s own note',
  'POST /team/:unitCode/handovers/tick':
    'a note of what was handed over; it counts for nothing and is taken back the same way',
  'POST /coverage/publications/new': NOBODY_IN_PARTICULAR,
  'POST /coverage/publications/confirm': NOBODY_IN_PARTICULAR,
  'POST /coverage/publications/:id/withdraw': NOBODY_IN_PARTICULAR,
  'POST /coverage/reports/new': NOBODY_IN_PARTICULAR,
  'POST /coverage/reports/:id/end': NOBODY_IN_PARTICULAR,
  'POST /files/new': OWN,
  'POST /files/:id/cancel': OWN,
  'POST /files/:id/delete': OWN,
  'POST /city-settings/open-data': NOBODY_IN_PARTICULAR,
  'POST /appointments/letters': 'each letter is issued as if alone; one’s own is left out and told',
  'POST /appointments/letters/batches/:id/cancel': 'stops what somebody ordered; nothing is taken',
  'POST /audit/check': NOBODY_IN_PARTICULAR,
  'POST /questions/:id/withdraw': 'about a question, alike for everybody who was asked it',
  'POST /questions/:id/take-back': 'about a question, alike for everybody who was asked it',
  'POST /questions/:id/rescore':
    'about a question, alike for everybody who was asked it; nobody loses',
  'POST /audit/retention': NOBODY_IN_PARTICULAR,
  'POST /accounts/bulk': 'first passwords of people without rights; never one’s own',
  'POST /accounts/new/:personId': 'an account without rights; rights are another act',
  'POST /accounts/waiting/end': 'gives nobody anything but time',
  'POST /sign-in': OWN,
  'POST /sign-in/second': OWN,
  'POST /confirm/passkey/options': OWN,
  'POST /confirm/passkey': OWN,
  'POST /sign-in/second/passkey/options': OWN,
  'POST /sign-in/second/passkey': OWN,
  'POST /confirm': OWN,
  'POST /sign-out': OWN,
  'POST /password': OWN,
  'POST /notices/read-all': OWN,
  'POST /notices/undo-read-all': OWN,
  'POST /notices/:id/open': OWN,
  'POST /notices/:id/mark': OWN,
  'POST /settings/calendar': OWN,
  'POST /settings/calendar/revoke': OWN,
  'POST /settings/tokens': OWN,
  'POST /settings/tokens/:id/revoke': OWN,
  'POST /security/sessions/end-others': OWN,
  'POST /security/sessions/:id/end': OWN,
  'POST /security/second-factor/totp': OWN,
  'POST /security/second-factor/passkey/options': OWN,
  'POST /security/second-factor/passkey': OWN,
  'POST /security/second-factor/recovery': OWN,
  'POST /security/second-factor/recovery/file': OWN,
  'POST /security/second-factor/:id/remove': OWN,
  'POST /team/:unitCode/prompt':
    'a note of the head about whom they spoke to; it counts for nothing',
  'POST /team/:unitCode/undo-prompts': 'takes such a note back',
  'POST /reminders/by-hand/told': 'a note that something was said; it decides and counts nothing',
  'POST /reminders/by-hand/not-told':
    'a note that something was said; it decides and counts nothing',
  'POST /team/:unitCode/remind': 'one more notice of what is open; it decides and counts nothing',
  'POST /team/:unitCode/undo-reminders': 'takes such a request back before the mail goes',
  'POST /year-end': NOBODY_IN_PARTICULAR,
  'POST /year-end/undo': NOBODY_IN_PARTICULAR,
  'POST /assignments': NOBODY_IN_PARTICULAR,
  'POST /assignments/preview': NOBODY_IN_PARTICULAR,
  'POST /assignments/again': NOBODY_IN_PARTICULAR,
  'POST /assignments/:assignmentId/withdraw': NOBODY_IN_PARTICULAR,
  'POST /assignments/:assignmentId/undo-withdrawal': NOBODY_IN_PARTICULAR,
  'POST /itpassport/practice': OWN,
  'POST /itpassport/practice/:id/answers': OWN,
  'POST /itpassport/practice/:id/next': OWN,
  'POST /itpassport/practice/:id/mark': OWN,
  'POST /itpassport/practice/:id/stop': OWN,
  'POST /quiz-attempts/:id/answers': OWN,
  'POST /quiz-attempts/:id/finish': OWN,
  'POST /quiz-attempts/:id/wrong': OWN,
  'POST /itpassport/mocks': OWN,
  'POST /itpassport/notices': OWN,
  'POST /itpassport/suggestion/dismiss': OWN,
  'POST /exam-suggestions/units/:unit': A_SUGGESTION,
  'POST /exam-suggestions/acts/:act/withdraw': A_SUGGESTION,
  'POST /exam-suggestions/:number': A_SUGGESTION,
  'POST /exam-suggestions/:number/withdraw': A_SUGGESTION,
  'POST /courses/:key/drop': OWN,
  'POST /courses/:key/enroll': OWN,
  'POST /courses/:key/quiz': OWN,
  'POST /courses/:key/lessons/:lesson/complete': OWN,
  'POST /courses/:key/lessons/:lesson/checks/:questionId': OWN,
};

/** The command line has no person: whoever stands at the server. `told`: owner and offices hear of it at once. */
export const AT_THE_SERVER: Readonly<Record<string, string>> = {
  'accounts grant': 'told',
  'accounts reset-password': 'told',
  'accounts reset-second-factor': 'told',
  'accounts create': 'an account without rights',
  'accounts suspend': 'takes away, and the owner notices',
  'accounts reinstate': 'gives back what an administrator gave',
  'token create': 'for programs; its owner sees and ends it under 設定',
  start: NOBODY_IN_PARTICULAR,
  migrate: NOBODY_IN_PARTICULAR,
  database: NOBODY_IN_PARTICULAR,
  courses: NOBODY_IN_PARTICULAR,
  demo: NOBODY_IN_PARTICULAR,
  import: NOBODY_IN_PARTICULAR,
  verify: NOBODY_IN_PARTICULAR,
  security: NOBODY_IN_PARTICULAR,
  'env-example': NOBODY_IN_PARTICULAR,
};
