#!/usr/bin/env node
/**
 * Like run.js, plus the development plugins of package.json (`oclif.devPlugins`), which hold `snapshot` and `schema`.
 * It runs the compiled code in lib/: oclif cannot transpile ESM on the fly without a loader.
 */
import { execute, settings } from '@oclif/core';

process.env.NODE_ENV = 'development';
settings.enableAutoTranspile = false;
await execute({ dir: import.meta.url });
