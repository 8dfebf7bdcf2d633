/**
 * jest runs tests in a realm of their own, in which errors that Node itself makes are no `instanceof Error`: code that
 * tells a missing file from other trouble that way would go wrong in tests only.
 * Source: https://github.com/jestjs/jest/issues/2549
 */
import { types } from 'node:util';

const ofClass = Function.prototype[Symbol.hasInstance];

Object.defineProperty(Error, Symbol.hasInstance, {
  value(candidate) {
    return ofClass.call(this, candidate) || (this === Error && types.isNativeError(candidate));
  },
});
