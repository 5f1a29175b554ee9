export type {
  FieldChange,
  FileSummary,
  ImportPlan,
  NumberPair,
  PlanItem,
  PlanSummary,
  Suspicion,
  SuspicionKind,
  Verdict,
} from './import/plan';
export {
  type ChangePart,
  ChangeParts,
  type ChangeScope,
  type Consequence,
  type Standing,
} from './change/change-parts';
export { CHANGE_KINDS, type ChangeKind, type PersonChange } from './change/person-change.rules';
export {
  type ChangePreview,
  type DayOfChange,
  ScreenChanges,
} from './change/screen-changes.service';
export { type Reorganisation, Reorganisations, type UnitMove } from './change/reorganisations';
export type { Mover, Regrouping, Taker } from './change/regrouping.rules';
export type { Newcomer, ScreenChange } from './change/screen-orders';
export type { ToldChange } from './change/told-changes.rules';
export type { NewUnit, UnitChange } from './change/unit-change.rules';
export { type BaseFact, BaseFacts, type RoleTime } from './import/base-facts';
export type { BasePerson, BaseUnit } from './import/base-state';
export { type Dated, rowOn } from './import/timeline.rules';
export { type PersonValues, valuesOn } from './person/person-values.rules';
export { BatchUndo, type UndoPreview } from './undo/batch-undo.service';
export type { Dependent } from './undo/dependents';
export { isUncovered, PEOPLE_OF_BATCH, UNITS_OF_BATCH } from './undo/uncovered.sql';
export { type Stranded, type UndoPart, UndoParts, type UndoScope } from './undo/undo-parts';
export { BatchRowQueries, type PlannedRow, type ReadRowOfFile } from './import/batch-rows.queries';
export { CarryOutImports } from './import-order/carry-out-imports';
export { CARRY_OUT_IMPORTS } from './import-order/import-orders.jobs';
export { ImportOrders } from './import-order/import-orders.service';
export type { ImportOrder, ImportOrderState } from './import-order/import-orders.sql';
export { lastDayOf, PREVIEW_DAYS } from './import/import-batches';
export { StalePreviews } from './import/stale-previews';
export { REPAIR_WORDS, repairedText } from './import/plan-words';
export { IMPORT_FILE_WORDS, SUSPICION_WORDS } from './import/plan-words';
export { type BatchSummary, ImportQueries, type ImportsOfDays } from './import/imports.queries';
export { type ApplyChoices, type AtOnce, OrganizationImports } from './import/imports.service';
export {
  type GivenNumber,
  type NumberChoice,
  NumberChoicesService,
  readGivenNumber,
} from './import/number-choices.service';
export type { ImportInput } from './import/plan-maker';
export {
  type FileForm,
  type ImportFile,
  MOST_ROWS,
  type SourceRow,
  type TableLayout,
} from './import/read-files';
export {
  type CityWord,
  LONGEST_WORD,
  USUAL_SOURCE,
  WORD_KINDS,
  type WordKind,
} from './import/city-words';
export { GIVEN_WORD_FORM, readGivenWord } from './import/given-words';
export { ImportWordQueries, type KnownWord } from './import/import-words.queries';
export { ImportWords } from './import/import-words.service';
export { DAY_COLUMNS, DAY_MEANING, OFFERED_WORDS } from './import/offered-words';
export type { UnknownWord, UsedWord } from './import/words-found.rules';
export { SentTables } from './import/sent-tables';
export { rowFindings } from './import/row-findings';
export { RowReader } from './import/row-reader';
export { withoutZeros } from './import/lost-zeros.rules';
export { ImportRepairs } from './import/import-repairs.service';
export { type Repair, REPAIRS, type RepairTold, type ToldRepairs } from './import/repairs.rules';
export {
  type Holding,
  type HistoryMoves,
  type JoinPair,
  type JoinPart,
  JoinParts,
  type MadeJoin,
  NOTHING_TO_JOIN,
  type PartPlan,
  type RowChange,
  type RowWords,
} from './join/join-parts';
export {
  JoinQueries,
  type LikelyPair,
  type PersonFace,
  type PersonJoinRow,
} from './join/joins.queries';
export { type DistinctPair, DistinctPeopleQueries } from './join/distinct-people.queries';
export { DistinctPeople } from './join/distinct-people.service';
export { ImportJoinQueries, type ImportJoinRow } from './join/import-joins.queries';
export { NumberPartings, type PartingPreview } from './join/number-partings.service';
export {
  type CalledBy,
  CalledByQueries,
  otherNameText,
  withoutBlanks,
} from './person/called-by.queries';
export { ofAnyNumber, personNow, personNowOfMany } from './join/person-now';
export { type HeldOfPart, type JoinPreview, PersonJoins } from './join/person-joins.service';
export { OrganizationImported, PeopleJoined, PeopleSeparated } from './organization.events';
export { OrganizationModule } from './organization.module';
export {
  type LookedUpRow,
  PEOPLE_SORTS,
  PeopleQueries,
  type PeopleSort,
  type PersonLineRow,
  type PersonRow,
  type StaffOfUnitRow,
} from './person/people.queries';
export type {
  EmploymentRow,
  NameRow,
  NumberRow,
  PersonHistory,
  PostingRow,
  StatusRow,
} from './person/person-history';
export {
  FORMER_COLUMNS,
  foundByFormer,
  type PersonSearch,
  searchPattern,
  wasEverCalled,
} from './person/person-search';
export {
  actedAsDeputy,
  answerableHeads,
  deputizesOn,
  headedUnits,
  heads,
  headships,
} from './day/heads';
export { HeadDeputies, type NewDeputy } from './deputy/head-deputies.service';
export {
  type DeputyCandidate,
  type DeputyRow,
  HeadDeputyQueries,
} from './deputy/head-deputies.queries';
export { absenceOf, inForce, isAbsent, isAnnounced, isEmployed } from './day/in-force';
export { accountText } from './day/account-line';
export { detailsOn, importDay, personLine } from './day/person-line';
export { unitsBelow, unitTree } from './day/units-below';
export { FIRST_DAY, knownOn, personSearchKey } from './person/person.rules';
export { type PostTitleFacts, type PostTitleRow, PostTitles } from './person/post-titles.service';
export {
  type KpiFlagChange,
  type KpiFlagPeriod,
  UnitKpiFlags,
} from './unit/unit-kpi-flags.service';
export type { FormerUnit } from './unit/former-units.sql';
export { breaksOf, chainOf, isSameUnit } from './unit/succession.rules';
export { type KnownUnit, type UnitLink, UnitLinkQueries } from './unit/unit-links.queries';
export {
  type UnitHeadRow,
  UnitQueries,
  type UnitRow,
  type UnitStaffCount,
  type UnitTurn,
} from './unit/units.queries';
export {
  type Absence,
  ABSENCE_WORDS,
  ABSENCES,
  EMPLOYMENT_TYPE_WORDS,
  EMPLOYMENT_TYPES,
  type EmploymentType,
  POSTING_KIND_WORDS,
  POSTING_KINDS,
  type PostingKind,
  SUCCESSION_WORDS,
  type SuccessionKind,
  UNIT_KIND_WORDS,
  UNIT_KINDS,
  type UnitKind,
} from './vocabulary';
export {
  COLUMN_NEED_WORDS,
  sentFileText,
  unknownColumnsText,
  type ColumnNeed,
  POSTING_COLUMNS,
  POSTING_LAYOUT,
  type PostingColumn,
  UNIT_COLUMNS,
  UNIT_LAYOUT,
  type UnitColumn,
} from './import/layout';
export { type StaffTurnover, StaffTurnoverQueries } from './person/staff-turnover.queries';
export { RosterQueries, type RosterRow } from './import/roster.queries';
export { DraftAdoption } from './draft/draft-adoption';
export { type DraftLine, DraftLines } from './draft/draft-lines.service';
export { DRAFT_ACTS, type DraftAct } from './draft/draft-rows.rules';
export { DraftTrials } from './draft/draft-trials';
export {
  type DraftReader,
  type DraftRow,
  type DraftStanding,
  type DraftState,
  type TransferDraft,
  TransferDraftQueries,
} from './draft/drafts.queries';
export { LONGEST_DRAFT_NAME, type NewDraft, TransferDrafts } from './draft/drafts.service';
