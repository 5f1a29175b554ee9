import { Injectable } from '@nestjs/common';
import {
  FigureSnapshotsService,
  DraftEffectsService,
  FORECAST_HEAD_COUNT,
  HeadCountForecastsService,
  MAKE_PUBLICATIONS,
  MakePublications,
  PLAY_DRAFTS,
  WRITE_FIGURES_DOWN,
} from '@app/coverage';
import { handles } from '@app/platform';
import type { JobProcessor } from './processor';

@Injectable()
export class FiguresProcessor implements JobProcessor {
  readonly handlers;

  constructor(
    snapshots: FigureSnapshotsService,
    forecasts: HeadCountForecastsService,
    publications: MakePublications,
    drafts: DraftEffectsService,
  ) {
    this.handlers = [
      handles(WRITE_FIGURES_DOWN, () => snapshots.run()),
      handles(FORECAST_HEAD_COUNT, () => forecasts.run()),
      handles(MAKE_PUBLICATIONS, () => publications.run()),
      handles(PLAY_DRAFTS, () => drafts.run()),
    ];
  }
}
