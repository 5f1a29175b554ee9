import { type AddressInfo, createServer } from 'node:net';
import { requireFreePort } from './port';

describe('requireFreePort', () => {
  it('accepts a free port and names a taken one with the variable to change', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const expected = new RegExp(`ポート ${port} は.*PORT=${port + 1} npm start`);
    await expect(requireFreePort('127.0.0.1', port)).rejects.toThrow(expected);
    await new Promise((resolve) => server.close(resolve));
    await expect(requireFreePort('127.0.0.1', port)).resolves.toBeUndefined();
  });

  it('names HOST when the address is not of this machine', async () => {
    await expect(requireFreePort('192.0.2.1', 3000)).rejects.toThrow(/HOST（192\.0\.2\.1）/);
  });
});
