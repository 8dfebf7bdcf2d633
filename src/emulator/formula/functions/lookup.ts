import { isText } from '../types.js';
import type { EvaluationContext } from '../types.js';
import { importer, readers } from '../values.js';
import { FormulaCompileError, wording } from '../wording.js';
import { argument, checkCount, checkType } from './signature.js';
import type { Call, FunctionDefinition, Typed } from './signature.js';

/**
 * VLOOKUP(field to return, name field, name): a field of the first record of a custom object that has the name; blank
 * when there is none. Both fields are written `$ObjectType.Object__c.Fields.Field__c`.
 * Source: https://help.salesforce.com/s/articleView?id=sf.customize_functions_vlookup.htm
 */
function compileVlookup(call: Call): Typed {
  checkCount(call, 3);
  const [returned, key, name] = [argument(call, 0), argument(call, 1), argument(call, 2)];
  const [wanted, matched] = [returned.named, key.named];
  const refuse = (): never => {
    throw new FormulaCompileError(wording.parameter(call.written), call.node.at);
  };
  if (wanted === undefined || matched === undefined || !matched.isName) return refuse();
  if (wanted.object.toLowerCase() !== matched.object.toLowerCase() || !isText(key.type)) return refuse();
  if (returned.type === 'null' || returned.type === 'location' || /picklist/.test(returned.type)) return refuse();
  checkType(call, name, 'text');
  const { type } = returned;
  const convert = importer(type, false);
  return {
    type,
    run: (context) => {
      const text = readers.text(name.run(context));
      const found = text === '' ? null : lookup(context)({ object: wanted.object, field: wanted.field, name: text });
      const value = convert(found);
      if (value === undefined) throw new TypeError(`The value given for ${wanted.field} is not of type ${type}.`);
      return value;
    },
  };
}

function lookup(context: EvaluationContext): NonNullable<EvaluationContext['lookup']> {
  if (context.lookup === undefined) throw new TypeError('The context has no records to look up.');
  return context.lookup;
}

export const lookupFunctions: readonly FunctionDefinition[] = [
  { name: 'VLOOKUP', compile: compileVlookup, kinds: ['validationRule'], namedFields: 2 },
];
