import { z } from 'zod';
import { callKinds } from './call.js';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const;

const oneOrMore = <T extends z.ZodType>(shape: T): z.ZodUnion<[T, z.ZodArray<T>]> => z.union([shape, z.array(shape)]);
const text = z.string().min(1);
const count = z.int().min(1);
const milliseconds = z.int().min(0).max(86_400_000);

/** Which calls a fault may befall; what is absent does not matter, what is there must all hold. */
const selectorSchema = z.strictObject({
  call: oneOrMore(z.enum(callKinds)).exactOptional(),
  /** Name of a SOAP operation, e.g. `listMetadata`. */
  operation: oneOrMore(text).exactOptional(),
  method: oneOrMore(z.enum(METHODS)).exactOptional(),
  /** Path without the query; `*` stands for any text. */
  path: text.exactOptional(),
});

/** Which of those calls it does befall, counted from 1 in the order of their arrival. All that is there must hold. */
const occasionSchema = z.strictObject({
  nth: oneOrMore(count).exactOptional(),
  every: count.exactOptional(),
  after: count.exactOptional(),
  probability: z.number().min(0).max(1).exactOptional(),
  /** At most so many times. */
  times: count.exactOptional(),
});

const common = {
  name: text.exactOptional(),
  on: selectorSchema.exactOptional(),
  when: occasionSchema.exactOptional(),
};

const fault = <K extends string, S extends z.ZodRawShape>(
  kind: K,
  shape: S,
): z.ZodObject<{ kind: z.ZodLiteral<K> } & typeof common & S, z.core.$strict> =>
  z.strictObject({ kind: z.literal(kind), ...common, ...shape });

const polls = z.int().min(0).max(1_000_000);

const faultKinds = [
  fault('latency', { ms: milliseconds, jitterMs: milliseconds.default(0) }),
  fault('unavailable', { retryAfter: z.int().min(0).exactOptional() }),
  fault('requestLimit', {}),
  fault('sessionExpired', { all: z.boolean().default(false) }),
  fault('reset', { at: z.enum(['before', 'after', 'halfway']).default('before') }),
  fault('noAnswer', { at: z.enum(['before', 'after']).default('before') }),
  fault('slowBody', { bytesPerSecond: z.int().min(1) }),
  fault('malformed', { body: z.enum(['truncated', 'html']).default('truncated') }),
  fault('writeFails', { code: z.enum(['UNABLE_TO_LOCK_ROW', 'SERVER_UNAVAILABLE']).default('UNABLE_TO_LOCK_ROW') }),
  fault('queryTimeout', { objects: oneOrMore(text).exactOptional() }),
  fault('deployFails', {
    as: z.enum(['componentFailure', 'unexpectedError']).default('componentFailure'),
    problem: text.exactOptional(),
    polls: polls.default(0),
  }),
  fault('deployCancelled', { polls: polls.default(1) }),
  fault('deployHangs', { polls: polls.exactOptional() }),
  fault('retrieveTruncated', { keep: z.number().min(0).lt(1).default(0.5) }),
  fault('retrievePartial', {
    members: oneOrMore(text).exactOptional(),
    share: z.number().min(0).max(1).exactOptional(),
  }),
] as const;

/**
 * What goes wrong on an org on purpose, and when: faults in the order in which they befall a call, and the seed of
 * everything that chance decides. `docs/emulator-faults.md` explains each kind.
 */
export const faultPlanSchema = z.strictObject({
  seed: z.int().default(0),
  faults: z
    .array(
      z.discriminatedUnion('kind', faultKinds, {
        error: `expected a mapping whose kind is one of ${faultKinds.map(({ shape }) => shape.kind.value).join(', ')}`,
      }),
    )
    .default([]),
});

export type FaultPlan = z.output<typeof faultPlanSchema>;
/** A plan as a person writes it: what has a default may be absent. */
export type WrittenFaultPlan = z.input<typeof faultPlanSchema>;
export type Fault = FaultPlan['faults'][number];
export type FaultKind = Fault['kind'];
export type FaultOf<K extends FaultKind> = Extract<Fault, { readonly kind: K }>;
