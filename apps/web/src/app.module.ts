import { type DynamicModule, Module } from '@nestjs/common';
import { type AppConfig, type Clock, PlatformModule } from '@app/platform';
import { ApiModule } from './api/api.module';
import { AdminWingModule } from './pages/admin/admin.module';
import { HrWingModule } from './pages/hr/hr.module';
import { LearnWingModule } from './pages/learn/learn.module';
import { MeWingModule } from './pages/me/me.module';
import { OfficeWingModule } from './pages/office/office.module';
import { StyleguideModule } from './pages/admin/styleguide/styleguide.module';
import { UnitWingModule } from './pages/unit/unit.module';
import { ShellModule } from './shell/shell.module';

/** The web: pages by who stands there, and the JSON API, in one frame. */
@Module({})
export class AppModule {
  static forRoot(config: AppConfig, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(config, clock),
        ShellModule,
        MeWingModule,
        LearnWingModule,
        UnitWingModule,
        HrWingModule,
        OfficeWingModule,
        AdminWingModule,
        ApiModule,
        ...(config.NODE_ENV === 'production' ? [] : [StyleguideModule]),
      ],
    };
  }
}
