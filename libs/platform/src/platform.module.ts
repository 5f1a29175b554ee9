import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AccessLog } from './access-log/access-log';
import { AuditAnchors } from './audit/audit-anchors';
import { AuditCheck } from './audit/audit-check';
import { AuditLog } from './audit/audit-log';
import { CityHolidays } from './calendar/city-holidays.service';
import { OfficeCalendars } from './calendar/office-calendars';
import { Clock } from './clock/clock';
import { clockOf } from './clock/clock-of';
import { Commands } from './commands/commands';
import { FormKeys } from './commands/form-keys';
import { APP_CONFIG, type AppConfig } from './config/config';
import { Seals } from './config/seals';
import { DatabaseModule } from './database/database.module';
import { History } from './database/history';
import { Housekeeping } from './database/housekeeping';
import { DomainEvents } from './events/domain-events';
import { SpreadsheetReader } from './documents/spreadsheet-reader';
import { FileIntake, FilePictures, FileStore, IncomingFiles, VirusScan } from './files';
import { FileCleaner } from './files/file-cleaner';
import { JobsModule } from './jobs/jobs.module';
import { AppLogger } from './log/logger';
import { MailModule } from './mail/mail.module';
import { Random, SystemRandom } from './random/random';
import { SettingsService } from './settings/settings.service';
import { SystemState } from './system/system-facts';
import { Vocabulary } from './vocabulary';

/** What every app needs and no training word appears in: configuration, clock, database, audit, jobs, mail, files. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(config: AppConfig, clock: Clock = clockOf(config)): DynamicModule {
    const services = [
      AccessLog,
      AuditLog,
      AuditAnchors,
      AuditCheck,
      Commands,
      FormKeys,
      DomainEvents,
      FileCleaner,
      FileIntake,
      FilePictures,
      SpreadsheetReader,
      FileStore,
      IncomingFiles,
      VirusScan,
      History,
      Housekeeping,
      OfficeCalendars,
      CityHolidays,
      Seals,
      SettingsService,
      SystemState,
      Vocabulary,
    ];
    return {
      module: PlatformModule,
      imports: [ConfigModule.with(config, clock), DatabaseModule, JobsModule, MailModule],
      providers: services,
      exports: services,
    };
  }
}

@Global()
@Module({})
class ConfigModule {
  static with(config: AppConfig, clock: Clock): DynamicModule {
    const providers = [
      { provide: APP_CONFIG, useValue: config },
      { provide: Clock, useValue: clock },
      { provide: Random, useClass: SystemRandom },
      { provide: AppLogger, useFactory: () => new AppLogger(config.LOG_LEVEL) },
    ];
    return { module: ConfigModule, providers, exports: providers };
  }
}
