import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AccountsModule } from '@app/accounts';
import { RemindersModule } from '@app/reminders';
import { AccessInterceptor } from './access.interceptor';
import { AccessRecorder } from './access-recorder';
import { Assets } from './assets';
import { ErrorFilter } from './error.filter';
import { FormInterceptor } from './form.interceptor';
import { Navigation } from './navigation';
import { FormTokens } from './form-tokens';
import { BodyReader } from './intake/body-reader';
import { UploadIntake } from './intake/upload-intake';
import { KeptForms } from './kept-forms';
import { RequestLimits } from './limits/request-limits';
import { AccountSerializer } from './passport';
import { FormAddresses } from './form-addresses';
import { RouteCheck } from './route-check';
import { PrintedListInterceptor } from './lists/printed-list.interceptor';
import { ShellInterceptor } from './shell.interceptor';
import { ShellViews } from './shell.views';
import { SignInPages } from './sign-in-pages';
import { SignInGuard } from './sign-in.guard';
import { WebCommands } from './web-commands';

/** What stands around every page and every answer: sign-in, rights, commands, errors, the frame with its navigation. */
@Global()
@Module({
  imports: [
    DiscoveryModule,
    PassportModule.register({ session: true }),
    AccountsModule,
    RemindersModule,
  ],
  providers: [
    AccessRecorder,
    Assets,
    Navigation,
    FormAddresses,
    RouteCheck,
    ShellViews,
    WebCommands,
    BodyReader,
    UploadIntake,
    RequestLimits,
    FormTokens,
    KeptForms,
    SignInPages,
    AccountSerializer,
    { provide: APP_GUARD, useClass: SignInGuard },
    { provide: APP_INTERCEPTOR, useClass: PrintedListInterceptor },
    { provide: APP_INTERCEPTOR, useClass: AccessInterceptor },
    { provide: APP_INTERCEPTOR, useClass: ShellInterceptor },
    { provide: APP_INTERCEPTOR, useClass: FormInterceptor },
    { provide: APP_FILTER, useClass: ErrorFilter },
  ],
  exports: [AccessRecorder, Assets, FormTokens, KeptForms, Navigation, RequestLimits],
})
export class ShellModule {}
