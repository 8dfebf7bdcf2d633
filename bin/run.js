#!/usr/bin/env node
/** Runs the plugin's commands without an installed Salesforce CLI: `node bin/run.js synthetic audit …`. */
import { execute } from '@oclif/core';

await execute({ dir: import.meta.url });
