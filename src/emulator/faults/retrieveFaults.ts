import type { FaultOf } from './faultPlan.js';
import { globOf } from './glob.js';
import type { Stroke } from './rule.js';

/**
 * A retrieve request that asks for less than the client did, so that what is left out is missing without a word. Only
 * members that the request names can be left out, `*` as a whole.
 */
export function withoutMembers(xml: string, { fault, chance }: Stroke<FaultOf<'retrievePartial'>>): string {
  const { members, share } = fault;
  const patterns = members === undefined ? undefined : [members].flat().map(globOf);
  return xml.replace(/<((?:[\w.-]+:)?members)\s*>([^<]*)<\/\1\s*>/g, (element, _tag: string, name: string) => {
    const meant = patterns === undefined || patterns.some((pattern) => pattern.test(name.trim()));
    const left = meant && (share === undefined || chance() < share);
    return left ? '' : element;
  });
}

/** The answer to a retrieve's poll with the beginning of its zip only. */
export function withCutZip(xml: string, { keep }: FaultOf<'retrieveTruncated'>): string {
  return xml.replace(/(<zipFile>)([^<]*)(<\/zipFile>)/, (_whole, open: string, base64: string, close: string) => {
    const zip = Buffer.from(base64, 'base64');
    return open + zip.subarray(0, Math.floor(zip.length * keep)).toString('base64') + close;
  });
}
