import { Controller, Post, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { RouteCheck } from './route-check';
import { AnswerRoute, ApiCommand, CommandRoute, NO_FORM, PageRoute, Public } from './routes';

const LOCATION = { location: '/' };

@Controller('right')
class RightController {
  @PageRoute('page', 'pages/x')
  showPage() {
    return {};
  }

  @CommandRoute('page', 'showPage')
  send() {
    return LOCATION;
  }

  @CommandRoute('without', NO_FORM, { idempotent: true })
  @Public()
  sendWithout() {
    return LOCATION;
  }

  @ApiCommand('program')
  sendByProgram() {
    return {};
  }
}

@Controller('no-page')
class NoSuchPageController {
  @CommandRoute('', 'showPge')
  send() {
    return LOCATION;
  }
}

@Controller('other')
class NotAPageController {
  @AnswerRoute('', 'pages/x', 'helper')
  send() {
    return this.helper();
  }

  helper() {
    return {};
  }
}

@Controller('bare')
class BarePostController {
  @Post()
  send() {
    return {};
  }
}

@Controller('public')
@Public()
class PublicWithKeyController {
  @CommandRoute('', NO_FORM)
  send() {
    return LOCATION;
  }
}

describe('The check of the routes at start', () => {
  it('lets a product start whose routes are declared rightly', async () => {
    const app = await start(RightController);
    await app.close();
  });

  it.each<[Type, string]>([
    [
      NoSuchPageController,
      'NoSuchPageController.send names the page showPge, which its controller does not have',
    ],
    [NotAPageController, 'NotAPageController.send names helper, which is not a page'],
    [BarePostController, 'BarePostController.send does not say how it is run'],
    [PublicWithKeyController, 'PublicWithKeyController.send is public and has a form key'],
  ])('stops the start for %p', async (controller, message) => {
    await expect(start(RightController, controller)).rejects.toThrow(message);
  });
});

async function start(...controllers: Type[]) {
  const module = await Test.createTestingModule({
    imports: [DiscoveryModule],
    controllers,
    providers: [RouteCheck],
  }).compile();
  return module.createNestApplication({ logger: false }).init();
}
