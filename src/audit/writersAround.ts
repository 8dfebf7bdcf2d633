import type { ForeignComponent } from '../metadata/foreignComponent.js';
import { listOf, textOf, type XmlBody, type XmlValue } from '../metadata/xml.js';

/** Something that writes, or may write, markers of one object where the guards don't look. */
export type Writer = {
  readonly object: string;
  /** `certain`: it does. `possible`: whether it does can't be told from what an org gives out. */
  readonly kind: 'certain' | 'possible';
  readonly component: ForeignComponent;
  /** What it does, after its name: `sets Is_Synthetic__c before the guards look`. */
  readonly what: string;
};

/**
 * What in an org writes markers around the guards. The order of a save settles what counts: flows and Apex triggers that
 * run before a save come before the validation rules, so that what a sender stated is replaced unseen; a field update of
 * a workflow comes after them, and they are not run again. What runs after a save and writes with a save of its own is
 * looked at by the guards like everybody else.
 * Source: https://developer.salesforce.com/docs/atlas.en-us.apexcode.meta/apexcode/apex_triggers_order_of_execution.htm
 */
export function writersAround(components: readonly ForeignComponent[], markers: readonly string[]): Writer[] {
  return components.flatMap((component) => {
    switch (component.type) {
      case 'Flow':
        return inFlow(component, markers);
      case 'Workflow':
        return inWorkflow(component, markers);
      case 'ApexTrigger':
        return inTrigger(component, markers);
      default:
        return [];
    }
  });
}

/** A flow before a save changes the record by assignments to `$Record`, or by updating `$Record`. */
function inFlow(component: ForeignComponent, markers: readonly string[]): Writer[] {
  const [start] = bodies(component.body, 'start');
  const object = textOf(start?.['object']) ?? '';
  if (textOf(component.body['status']) !== 'Active' || textOf(start?.['triggerType']) !== 'RecordBeforeSave') return [];
  const assigned = bodies(component.body, 'assignments')
    .flatMap((assignment) => bodies(assignment, 'assignmentItems'))
    .map((item) => textOf(item['assignToReference']) ?? '')
    .filter((reference) => /^\$Record\./i.test(reference))
    .map((reference) => reference.slice('$Record.'.length));
  const updated = bodies(component.body, 'recordUpdates')
    .filter((update) => /^\$Record$/i.test(textOf(update['inputReference']) ?? ''))
    .flatMap((update) => bodies(update, 'inputAssignments').map((item) => textOf(item['field']) ?? ''));
  return written([...assigned, ...updated], markers).map((field) => ({
    object,
    kind: 'certain',
    component,
    what: `sets ${field} before the guards look, whatever the sender stated`,
  }));
}

/** A workflow's file is named after its object; a field update may be of another object that the record refers to. */
function inWorkflow(component: ForeignComponent, markers: readonly string[]): Writer[] {
  const active = new Set(
    bodies(component.body, 'rules')
      .filter((rule) => textOf(rule['active']) === 'true')
      .flatMap((rule) => [rule, ...bodies(rule, 'workflowTimeTriggers')])
      .flatMap((source) => bodies(source, 'actions'))
      .filter((action) => textOf(action['type']) === 'FieldUpdate')
      .map((action) => textOf(action['name'])),
  );
  return bodies(component.body, 'fieldUpdates').flatMap((update) => {
    const name = textOf(update['fullName']) ?? '';
    return written([textOf(update['field']) ?? ''], markers).map((field): Writer => ({
      object: textOf(update['targetObject']) ?? component.fullName,
      kind: active.has(name) ? 'certain' : 'possible',
      component,
      what: active.has(name)
        ? `updates ${field} by the field update ${name} after the guards have looked`
        : `has a field update of ${field}, ${name}, that no active rule uses; an approval process may`,
    }));
  });
}

/** A trigger says its object and events in its first line. Comments say nothing. */
function inTrigger({ source = '', ...component }: ForeignComponent, markers: readonly string[]): Writer[] {
  const code = source.replace(/\/\*[^]*?\*\/|\/\/[^\n\r]*/g, ' ');
  const [head, object = '', events = ''] = /trigger\s+\w+\s+on\s+(\w+)\s*\(([^)]*)\)/i.exec(code) ?? [];
  if (textOf(component.body['status']) !== 'Active' || head === undefined || !/before\s+(insert|update)/i.test(events))
    return [];
  const body = code.slice(code.indexOf(head) + head.length);
  const writer = (kind: Writer['kind'], what: string): Writer => ({ object, kind, component, what });
  const named = markers.filter((marker) => new RegExp(String.raw`\b${marker}\b`, 'i').test(body));
  if (named.length > 0) {
    return named.map((marker) => {
      const sets = new RegExp(String.raw`\b${marker}\s*=(?!=)|\.put\(\s*'${marker}'`, 'i').test(body);
      return sets
        ? writer('certain', `sets ${marker} before the guards look, whatever the sender stated`)
        : writer('possible', `names ${marker} and runs before the guards look`);
    });
  }
  const other = body.replace(/'(?:[^'\\]|\\.)*'/g, "''").matchAll(/\b(?:new\s+([A-Z]\w*)|([A-Z]\w*)\s*\.\s*\w+\s*\()/g);
  const calls = [...new Set([...other].map(([, made, called]) => made ?? called ?? ''))];
  const foreign = calls.filter((name) => !PLATFORM_CLASSES.has(name.toLowerCase()));
  return foreign.length === 0
    ? []
    : [writer('possible', `runs before the guards look and calls ${foreign.join(', ')}, which was not read`)];
}

/** Classes of the platform that write to no record by themselves. */
const PLATFORM_CLASSES: ReadonlySet<string> = new Set(
  'database date datetime decimal double id integer json limits list long map math pattern schema set string system test time trigger userinfo'.split(
    ' ',
  ),
);

/** Names of fields ignore case. */
function written(fields: readonly string[], markers: readonly string[]): string[] {
  const names = new Set(fields.map((field) => field.toLowerCase()));
  return markers.filter((marker) => names.has(marker.toLowerCase()));
}

function bodies(body: XmlBody, element: string): XmlBody[] {
  return listOf(body[element]).filter(isBody);
}

function isBody(value: XmlValue): value is XmlBody {
  return typeof value !== 'string' && !Array.isArray(value);
}
