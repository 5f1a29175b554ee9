import { Controller, Req } from '@nestjs/common';
import { actorOf, type PageRequest } from '../../shell/http';
import { Allow, PageRoute } from '../../shell/routes';

@Controller()
@Allow('self')
export class HomeController {
  @PageRoute('', 'pages/home/home')
  showHome(@Req() request: PageRequest) {
    return { title: 'ホーム', name: actorOf(request).name };
  }
}
