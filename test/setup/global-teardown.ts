import { rmSync } from 'node:fs';
import { templateFilesFolder } from '../../libs/testing/src/template-files';
import { takeServers } from './test-server';

/** After the last spec: the throw-away server and its folder go. */
export default async function globalTeardown(): Promise<void> {
  for (const { server, folder } of takeServers()) {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
    rmSync(templateFilesFolder(server.url), { recursive: true, force: true });
  }
}
