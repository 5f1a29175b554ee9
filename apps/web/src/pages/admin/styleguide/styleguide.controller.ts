import { Controller } from '@nestjs/common';
import { Allow, PageRoute } from '../../../shell/routes';
import { styleguideView } from './styleguide.views';

@Controller('styleguide')
@Allow('self')
export class StyleguideController {
  @PageRoute('', 'pages/admin/styleguide/styleguide')
  showParts() {
    return styleguideView();
  }
}
