import { Module } from '@nestjs/common';
import { PlanWriter } from './import/apply-plan';
import { ImportComparer } from './import/comparing/import-comparer';
import { ChangeParts } from './change/change-parts';
import { HeadsChange } from './change/heads-change';
import { ScreenChanges } from './change/screen-changes.service';
import { Reorganisations } from './change/reorganisations';
import { RegroupingOrders } from './change/regrouping-orders';
import { ScreenOrders } from './change/screen-orders';
import { UnitEnds } from './change/unit-ends';
import { ScreenPlanner } from './change/screen-planner';
import { DraftAdoption } from './draft/draft-adoption';
import { DraftBooks } from './draft/draft-books';
import { DraftLines } from './draft/draft-lines.service';
import { DraftTrials } from './draft/draft-trials';
import { TransferDraftQueries } from './draft/drafts.queries';
import { TransferDrafts } from './draft/drafts.service';
import { WaitingModule } from '@app/access';
import { BaseStateQueries } from './import/base-state.queries';
import { ImportBatches } from './import/import-batches';
import { ImportQueries } from './import/imports.queries';
import { ImportRepairs } from './import/import-repairs.service';
import { OrganizationImports } from './import/imports.service';
import { NumberChoicesService } from './import/number-choices.service';
import { PlanMaker } from './import/plan-maker';
import { ImportWordQueries } from './import/import-words.queries';
import { WordBook } from './import/word-book';
import { BatchWriter } from './import/batch-writer';
import { ImportWords } from './import/import-words.service';
import { SentTables } from './import/sent-tables';
import { RosterQueries } from './import/roster.queries';
import { HeadDeputies } from './deputy/head-deputies.service';
import { HeadDeputyQueries } from './deputy/head-deputies.queries';
import { JoinedDeputies } from './deputy/joined-deputies';
import { DistinctPeopleQueries } from './join/distinct-people.queries';
import { DistinctPeople } from './join/distinct-people.service';
import { ImportJoinQueries } from './join/import-joins.queries';
import { ImportsAgain } from './join/imports-again';
import { JoinBooks } from './join/join-books';
import { JoinParts } from './join/join-parts';
import { CalledByQueries } from './person/called-by.queries';
import { JoinQueries } from './join/joins.queries';
import { NumberPartings } from './join/number-partings.service';
import { PartingBooks } from './join/parting-books';
import { PersonJoins } from './join/person-joins.service';
import { OrganizationWaiting } from './organization-waiting';
import { PeopleQueries } from './person/people.queries';
import { PostTitles } from './person/post-titles.service';
import { StaffTurnoverQueries } from './person/staff-turnover.queries';
import { BatchUndo } from './undo/batch-undo.service';
import { Dependents } from './undo/dependents';
import { StrandedFacts } from './undo/stranded-facts';
import { UndoBooks } from './undo/undo-books';
import { UndoJournal } from './undo/undo-journal';
import { UndoParts } from './undo/undo-parts';
import { UndoQueries } from './undo/undo.queries';
import { BatchRowQueries } from './import/batch-rows.queries';
import { StalePreviews } from './import/stale-previews';
import { CarryOutImports } from './import-order/carry-out-imports';
import { ImportOrders } from './import-order/import-orders.service';
import { BaseFacts } from './import/base-facts';
import { ImportRows } from './import/import-rows';
import { UnitKpiFlags } from './unit/unit-kpi-flags.service';
import { UnitLinkQueries } from './unit/unit-links.queries';
import { UnitQueries } from './unit/units.queries';

const SERVICES = [
  BaseFacts,
  ImportOrders,
  CarryOutImports,
  StalePreviews,
  BatchRowQueries,
  BatchUndo,
  UndoParts,
  UnitLinkQueries,
  UnitQueries,
  PeopleQueries,
  ImportRepairs,
  Reorganisations,
  OrganizationImports,
  ImportQueries,
  ImportWordQueries,
  ImportWords,
  NumberChoicesService,
  RosterQueries,
  SentTables,
  CalledByQueries,
  ChangeParts,
  ScreenChanges,
  JoinParts,
  JoinQueries,
  PersonJoins,
  DistinctPeople,
  HeadDeputies,
  HeadDeputyQueries,
  DistinctPeopleQueries,
  ImportJoinQueries,
  NumberPartings,
  PostTitles,
  StaffTurnoverQueries,
  UnitKpiFlags,
  DraftAdoption,
  DraftLines,
  DraftTrials,
  TransferDraftQueries,
  TransferDrafts,
];

@Module({
  imports: [WaitingModule],
  providers: [
    ...SERVICES,
    BatchWriter,
    Dependents,
    ImportRows,
    StrandedFacts,
    UndoBooks,
    UndoJournal,
    UndoQueries,
    WordBook,
    BaseStateQueries,
    HeadsChange,
    DraftBooks,
    RegroupingOrders,
    ScreenOrders,
    ScreenPlanner,
    UnitEnds,
    JoinedDeputies,
    ImportBatches,
    ImportComparer,
    ImportsAgain,
    JoinBooks,
    PartingBooks,
    PlanMaker,
    OrganizationWaiting,
    PlanWriter,
  ],
  exports: SERVICES,
})
export class OrganizationModule {}
