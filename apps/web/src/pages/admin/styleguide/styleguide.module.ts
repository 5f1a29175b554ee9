import { Module } from '@nestjs/common';
import { StyleguideController } from './styleguide.controller';

/** For whoever builds pages; a city's own server has no such address. */
@Module({ controllers: [StyleguideController] })
export class StyleguideModule {}
