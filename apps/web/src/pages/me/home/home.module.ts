import { Module } from '@nestjs/common';
import { CertificationsModule } from '@app/certifications';
import { CoursesModule } from '@app/courses';
import { CoverageModule } from '@app/coverage';
import { Navigation } from '../../../shell/navigation';
import { HomeController } from './home.controller';

@Module({
  imports: [CertificationsModule, CoursesModule, CoverageModule],
  controllers: [HomeController],
})
export class HomePagesModule {
  constructor(navigation: Navigation) {
    navigation.add({ area: 'own', label: 'ホーム', href: '/', permission: 'self', order: 10 });
  }
}
