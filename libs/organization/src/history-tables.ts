import type { HistoryTable } from '@app/platform';

const VALIDITY = { valid_from: 'date', valid_to: 'date' } as const;

/** The dated tables of the organisation, as History writes them. */
export const UNIT_PERIODS: HistoryTable = {
  table: 'org_unit_periods',
  columns: {
    id: 'uuid',
    org_unit_id: 'uuid',
    name: 'text',
    kana: 'text',
    kind: 'text',
    parent_org_unit_id: 'uuid',
    counts_for_leader_kpi: 'boolean',
    sort_order: 'integer',
    ...VALIDITY,
  },
};

/** Which unit took over from which; `org_unit_id` is the one of before. */
export const UNIT_SUCCESSIONS: HistoryTable = {
  table: 'unit_successions',
  columns: {
    ...{ id: 'uuid', org_unit_id: 'uuid', successor_id: 'uuid', kind: 'text' },
    ...VALIDITY,
  },
};

export const PERSON_DETAILS: HistoryTable = {
  table: 'person_details',
  columns: {
    id: 'uuid',
    person_id: 'uuid',
    name: 'text',
    kana: 'text',
    email: 'text',
    search_key: 'text',
    ...VALIDITY,
  },
};

export const STAFF_NUMBERS: HistoryTable = {
  table: 'staff_numbers',
  columns: { id: 'uuid', staff_number: 'text', person_id: 'uuid', ...VALIDITY },
};

export const EMPLOYMENTS: HistoryTable = {
  table: 'employments',
  columns: { id: 'uuid', person_id: 'uuid', employment_type: 'text', ...VALIDITY },
};

export const EMPLOYMENT_STATUSES: HistoryTable = {
  table: 'employment_statuses',
  columns: { id: 'uuid', person_id: 'uuid', status: 'text', ...VALIDITY },
};

export const POSTINGS: HistoryTable = {
  table: 'postings',
  columns: {
    id: 'uuid',
    person_id: 'uuid',
    org_unit_id: 'uuid',
    kind: 'text',
    post_title: 'text',
    is_managerial: 'boolean',
    ...VALIDITY,
  },
};

export const POST_TITLES: HistoryTable = {
  table: 'post_titles',
  columns: {
    id: 'uuid',
    title: 'text',
    is_managerial: 'boolean',
    sort_order: 'integer',
    ...VALIDITY,
  },
};

export const HEAD_DEPUTIES: HistoryTable = {
  table: 'head_deputies',
  columns: { id: 'uuid', org_unit_id: 'uuid', person_id: 'uuid', reason: 'text', ...VALIDITY },
};

/** Namesakes who are not one and the same, the smaller id first. */
export const DISTINCT_PEOPLE: HistoryTable = {
  table: 'distinct_people',
  columns: { id: 'uuid', person_id: 'uuid', other_id: 'uuid', reason: 'text', ...VALIDITY },
};

/** What words of HR's files mean, by the source of the files. */
export const IMPORT_WORDS: HistoryTable = {
  table: 'import_words',
  columns: {
    ...{ id: 'uuid', source_name: 'text', kind: 'text', word: 'text', meaning: 'text' },
    ...VALIDITY,
  },
};

/** All rows of one person or one unit in a draft of transfers, in the columns of HR's files. */
export const DRAFT_ROWS: HistoryTable = {
  table: 'transfer_draft_rows',
  columns: {
    ...{ id: 'uuid', draft_id: 'uuid', file: 'text', subject: 'text', act: 'text' },
    ...{ position: 'integer', cells: 'jsonb' },
  },
};

/** Who may open a draft of transfers. */
export const DRAFT_READERS: HistoryTable = {
  table: 'transfer_draft_readers',
  columns: { id: 'uuid', draft_id: 'uuid', account_id: 'uuid' },
};
