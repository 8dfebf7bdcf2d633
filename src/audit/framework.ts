import * as z from 'zod';
import { checks } from './checks/index.js';

const text = z.string().min(2);

/**
 * One requirement of a framework, in our own words. An org can tell something of it where checks bear on it; what
 * remains for a person to judge is always said, since no software makes an organisation compliant.
 */
const requirement = z.union([
  z.strictObject({
    /** As the framework numbers it: `5(1)(a)`. */
    id: text.max(20),
    group: text,
    title: text.max(80),
    text: text.min(10),
    checks: z.tuple([]),
    judge: text,
  }),
  z.strictObject({
    id: text.max(20),
    group: text,
    title: text.max(80),
    text: text.min(10),
    checks: z.tuple([z.enum(Object.keys(checks))], z.enum(Object.keys(checks))),
    /** What it shows when these checks pass. */
    shows: text.min(10),
    judge: text,
  }),
]);

/** The shape of `frameworks/<id>.json`: every requirement, those too that only a person can judge. */
export const frameworkShape = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: text,
  /** By which it is cited. */
  reference: text,
  url: z.url(),
  /** What of it is here. */
  about: text,
  requirements: z.array(requirement).min(1),
});

export type Framework = Readonly<z.infer<typeof frameworkShape>>;
export type Requirement = Framework['requirements'][number];
