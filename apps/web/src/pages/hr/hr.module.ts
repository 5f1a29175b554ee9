import { Module } from '@nestjs/common';
import { CertificateEntriesPagesModule } from './certificate-entries/certificate-entries.module';
import { ChangesPagesModule } from './changes/changes.module';
import { DraftsPagesModule } from './drafts/drafts.module';
import { ImportsPagesModule } from './imports/imports.module';
import { JoinsPagesModule } from './joins/joins.module';
import { PeoplePagesModule } from './people/people.module';
import { UnitsPagesModule } from './units/units.module';
import { CertificationMasterPagesModule } from './certification-master/certification-master.module';
import { CertificationReviewsPagesModule } from './certification-reviews/certification-reviews.module';

/** The work of the personnel office. */
@Module({
  imports: [
    ImportsPagesModule,
    DraftsPagesModule,
    // Before /people/:staffNumber, which would take their addresses for a number.
    JoinsPagesModule,
    ChangesPagesModule,
    PeoplePagesModule,
    UnitsPagesModule,
    // Before /certification-reviews/:id, which would take its address for a record.
    CertificateEntriesPagesModule,
    CertificationReviewsPagesModule,
    CertificationMasterPagesModule,
  ],
})
export class HrWingModule {}
