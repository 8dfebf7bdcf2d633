import { Decimal } from '../decimal.js';
import { FormulaEvaluationError } from '../evaluationError.js';
import { FormulaLocation } from '../location.js';
import type { Value } from '../types.js';
import { readers } from '../values.js';
import { FormulaCompileError, wording } from '../wording.js';
import { argument, checkCount, checkType, failType } from './signature.js';
import type { Call, FunctionDefinition, Typed } from './signature.js';

/** Points on the globe. Source: https://github.com/salesforce/formula-engine (FunctionGeolocation, FunctionDistance). */

const MAX_LATITUDE = 90;
const MAX_LONGITUDE = 180;

/** The mean radius of the earth, by unit. Source: the same (DistanceUnit). */
const RADIUS: ReadonlyMap<string, number> = new Map([
  ['km', 6371.009],
  ['mi', 3958.761],
]);

function compileGeolocation(call: Call): Typed {
  checkCount(call, 2);
  const [latitude, longitude] = [argument(call, 0), argument(call, 1)];
  const limits = [MAX_LATITUDE, MAX_LONGITUDE];
  [latitude, longitude].forEach((arg, index) => {
    if (arg.type !== 'number') failType(call, arg, ['Number']);
    if (arg.node.kind === 'number' && Number(arg.node.value) > (limits[index] ?? 0))
      throw new FormulaCompileError(wording.parameter(call.written), arg.node.at);
  });
  return { type: 'location', run: (context) => locationOf(latitude.run(context), longitude.run(context)) };
}

function locationOf(north: Value, east: Value): FormulaLocation | null {
  const latitude = coordinate('Latitude', north, MAX_LATITUDE);
  const longitude = coordinate('Longitude', east, MAX_LONGITUDE);
  if (latitude === null && longitude === null) return null;
  if (latitude === null) throw new FormulaEvaluationError('Latitude can be null if and only if longitude is null');
  if (longitude === null) throw new FormulaEvaluationError('Longitude can be null if and only if latitude is null');
  return new FormulaLocation(latitude, longitude);
}

function coordinate(name: string, value: Value, limit: number): number | null {
  const degrees = readers.number(value)?.toNumber() ?? null;
  if (degrees !== null && Math.abs(degrees) > limit)
    throw new FormulaEvaluationError(`${name} out of range: ${degrees}`);
  return degrees;
}

function compileDistance(call: Call): Typed {
  checkCount(call, 3);
  const [from, to, unit] = [argument(call, 0), argument(call, 1), argument(call, 2)];
  for (const arg of [from, to]) if (arg.type !== 'location') failType(call, arg, ['Geolocation']);
  checkType(call, unit, 'text');
  if (unit.node.kind === 'text' && !RADIUS.has(unit.node.value.toLowerCase()))
    throw new FormulaCompileError(
      wording.parameterValue(call.written, "'mi'/'km'", `"${unit.node.value}"`),
      unit.node.at,
    );
  return {
    type: 'number',
    run: (context) => {
      const name = readers.text(unit.run(context));
      const radius = RADIUS.get(name);
      if (radius === undefined) throw new FormulaEvaluationError(`Invalid unit for the distance() function: ${name}`);
      const [start, end] = [from.run(context), to.run(context)];
      if (!(start instanceof FormulaLocation) || !(end instanceof FormulaLocation)) return null;
      return Decimal.of(2 * radius * Math.asin(start.chordTo(end) / 2));
    },
  };
}

export const locationFunctions: readonly FunctionDefinition[] = [
  { name: 'GEOLOCATION', compile: compileGeolocation },
  { name: 'DISTANCE', compile: compileDistance },
];
