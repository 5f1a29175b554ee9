import { Controller, Get, Req, Res } from '@nestjs/common';
import { CoursesQueries } from '@app/courses';
import { NotFound } from '@app/platform';
import type { Response } from 'express';
import { param, type PageRequest } from '../../../shell/http';
import { Allow } from '../../../shell/routes';

/** Opened by itself, a figure is a document: this keeps scripts and requests out of it, whatever it contains. */
const FIGURE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

/** Figures and films of a published version: what an address names never changes, so browsers keep it for a year. */
@Controller('courses')
@Allow('self')
export class CourseAssetsController {
  constructor(private readonly courses: CoursesQueries) {}

  @Get(':key/assets/:versionId/:name')
  async sendAsset(@Req() request: PageRequest, @Res() response: Response): Promise<void> {
    const asset = await this.courses.findAsset(
      param(request, 'key'),
      param(request, 'versionId'),
      param(request, 'name'),
    );
    if (!asset) throw new NotFound();
    response.set('Content-Type', asset.mediaType);
    // A table is there to be saved: it keeps the headers of every page.
    if (asset.mediaType.startsWith('text/csv')) response.set('Cache-Control', 'no-store');
    else
      response
        .set('Content-Security-Policy', FIGURE_POLICY)
        .set('Cache-Control', 'private, max-age=31536000, immutable');
    response.send(asset.bytes);
  }
}
