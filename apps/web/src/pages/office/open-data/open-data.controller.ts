import { Controller, Get, StreamableFile } from '@nestjs/common';
import { OpenDataService } from '@app/coverage';
import { attachmentHeader } from '@app/platform';
import { PageRoute, Public } from '../../../shell/routes';
import { openDataView } from './open-data.views';

/** What of the published figures anybody may take along: no people, no small numbers. */
@Controller('open-data')
@Public()
export class OpenDataController {
  constructor(private readonly openData: OpenDataService) {}

  @PageRoute('', 'pages/office/open-data/open-data')
  async showOpenData() {
    return openDataView(await this.openData.state());
  }

  @Get('figures.csv')
  async figures(): Promise<StreamableFile> {
    return csv(await this.openData.figures(), 'figures.csv');
  }

  @Get('dictionary.csv')
  async dictionary(): Promise<StreamableFile> {
    return csv(await this.openData.dictionary(), 'dictionary.csv');
  }
}

function csv(bytes: Buffer, name: string): StreamableFile {
  const type = 'text/csv; charset=utf-8';
  return new StreamableFile(bytes, {
    type,
    length: bytes.length,
    disposition: attachmentHeader(name),
  });
}
