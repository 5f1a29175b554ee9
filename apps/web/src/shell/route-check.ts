import { Injectable, type OnApplicationBootstrap, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { COMMAND, type CommandRule, PAGE_TEMPLATE, PUBLIC } from './routes';

type Method = (...values: never[]) => unknown;
type Methods = Readonly<Record<string, Method | undefined>>;

/** Stops the start when a route is declared wrongly, instead of failing when somebody first sends its form. */
@Injectable()
export class RouteCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const problems = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => (metatype ? this.problemsOf(metatype as Type) : []));
    if (problems.length > 0) throw new Error(`Routes declared wrongly:\n${problems.join('\n')}`);
  }

  private problemsOf(controller: Type): string[] {
    const methods = controller.prototype as Methods;
    return this.scanner.getAllMethodNames(methods).flatMap((name) => {
      const method = methods[name];
      if (!method || this.reflector.get(METHOD_METADATA, method) !== RequestMethod.POST) return [];
      const rule = this.reflector.get<CommandRule | undefined>(COMMAND, method);
      const isPublic = this.reflector.getAllAndOverride<boolean>(PUBLIC, [method, controller]);
      const problem = rule ? this.problemOf(rule, methods, isPublic) : 'does not say how it is run';
      return problem === null ? [] : [`${controller.name}.${name} ${problem}`];
    });
  }

  private problemOf(rule: CommandRule, methods: Methods, isPublic: boolean): string | null {
    // A form's key belongs to an account: without one there is nothing that a repeat could be known by.
    if (isPublic && !rule.idempotent) return 'is public and has a form key';
    if (rule.form === null) return null;
    const page = methods[rule.form];
    if (!page) return `names the page ${rule.form}, which its controller does not have`;
    const isPage = this.reflector.get<string | undefined>(PAGE_TEMPLATE, page) !== undefined;
    return isPage ? null : `names ${rule.form}, which is not a page`;
  }
}
