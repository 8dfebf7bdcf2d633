/**
 * A home of its own for each worker below that of all tests: the core library writes its key file without a lock, and a
 * worker that reads it meanwhile finds half of it.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const own = join(process.env.SYNTHETIC_TEST_HOME, `worker-${process.env.JEST_WORKER_ID ?? '1'}`);
mkdirSync(own, { recursive: true });
process.env.HOME = own;
process.env.USERPROFILE = own;
