import { Controller, Get } from '@nestjs/common';
import { col, Database, statement, Unavailable } from '@app/platform';
import { Public } from '../../shell/routes';

const ANSWERS = statement({
  name: 'web.database-answers',
  sql: 'SELECT 1 AS one',
  parameters: {},
  row: { one: col.int },
});

@Controller()
export class HealthController {
  constructor(private readonly database: Database) {}

  @Get(['health', 'api/v1/health'])
  @Public()
  async health(): Promise<{ status: 'ok' }> {
    try {
      await this.database.only(ANSWERS, {});
      return { status: 'ok' };
    } catch {
      throw new Unavailable('health.database', 'データベースに接続できません。');
    }
  }
}
