import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthInfo, Connection } from '@salesforce/core';
import { startEmulator } from '../../../src/emulator/http/server.js';
import { selfSigned } from './selfSigned.js';

describe('the login by JWT of the Salesforce libraries', () => {
  it('Given an org started with a certificate, When its key signs, Then the connection works; another key is refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jwt-login-'));
    const [own, other] = [selfSigned(), selfSigned()];
    const name = `ci-${randomUUID().slice(0, 8)}`;
    const emulator = await startEmulator({ orgs: [{ name, kind: 'production' }], jwtCertificates: [own.certificate] });
    try {
      const { username, url, orgId } = emulator.orgs[0]!;
      const logIn = async (key: typeof own): Promise<AuthInfo> => {
        const privateKeyFile = join(folder, 'server.key');
        await writeFile(privateKeyFile, key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
        return AuthInfo.create({
          username,
          oauth2Options: { clientId: 'any', privateKeyFile, loginUrl: url },
        });
      };
      await expect(logIn(other)).rejects.toThrow(/invalid assertion/);
      const connection = await Connection.create({ authInfo: await logIn(own) });
      expect(await connection.singleRecordQuery('SELECT Id FROM Organization')).toMatchObject({ Id: orgId });
    } finally {
      await emulator.stop();
      await rm(folder, { recursive: true });
    }
  });
});
