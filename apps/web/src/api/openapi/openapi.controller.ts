import { Controller, Get, Inject } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '@app/platform';
import { Allow } from '../../shell/routes';
import { inCityWords, openApiDocument } from './openapi.document';
import { API_ROUTES } from './described-routes';

@Controller('api')
@Allow('self')
export class OpenApiController {
  private readonly document: Readonly<Record<string, unknown>>;

  constructor(@Inject(APP_CONFIG) config: AppConfig) {
    this.document = openApiDocument(API_ROUTES, config.PUBLIC_URL);
  }

  @Get('openapi.json')
  showDocument(): object {
    return inCityWords(this.document);
  }
}
