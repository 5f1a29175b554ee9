import { Controller, Get } from '@nestjs/common';
import { Database, Unavailable } from '@app/platform';
import { Public } from '../../shell/routes';

@Controller()
export class HealthController {
  constructor(private readonly database: Database) {}

  @Get(['health', 'api/v1/health'])
  @Public()
  async health(): Promise<{ status: 'ok' }> {
    try {
      await this.database.query('SELECT 1');
      return { status: 'ok' };
    } catch {
      throw new Unavailable('health.database', 'データベースに接続できません。');
    }
  }
}
