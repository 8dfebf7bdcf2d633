import type { Messages } from '@salesforce/core/messages';
import type { SfCommand } from '@salesforce/sf-plugins-core';
import type { RemoveResult } from '../../fleet/remove/removeFromOrg.js';
import type { RemovalSurvey } from '../../fleet/remove/removalSurvey.js';
import { purposes } from '../../metadata/component.js';
import type { DeployProgress } from '../../org/deployJob.js';
import { groupByObject, nameObjects } from '../../plan/objectGroups.js';
import type { Named } from '../../plan/plan.js';
import { deployFailureTip } from '../deploy/deployTips.js';

type Terminal = Pick<SfCommand<unknown>, 'log' | 'logSuccess' | 'table' | 'spinner' | 'warn'>;

/** What a person sees of a removal: what goes and what would be lost, the progress, and how it ended. */
export class RemovalDisplay {
  public constructor(
    private readonly terminal: Terminal,
    private readonly messages: Messages<string>,
    private readonly options: { readonly verbose: boolean },
  ) {}

  public step(text: string): void {
    this.terminal.spinner.stop();
    this.terminal.spinner.start(text);
  }

  public progress({ status, deployed, total }: DeployProgress): void {
    this.terminal.spinner.status = total > 0 ? this.text('info.progress', deployed, total) : status;
  }

  public survey({ org, plan, populated, references, holders }: RemovalSurvey): void {
    this.terminal.spinner.stop();
    const { name, role, organizationId } = org;
    if (plan.deletions.length + plan.retractions.length > 0) {
      this.terminal.log(this.text('info.survey', name, role, organizationId, plan.deletions.length));
      this.components('info.goes', plan.deletions);
    }
    this.rows(
      'info.extended',
      plan.retractions.map(({ component: { type, fullName }, removed }) => ({
        component: `${fullName} (${type})`,
        loses: removed.map(({ element }) => element).join(', '),
      })),
      ['component', 'loses'],
    );
    this.rows(
      'info.records',
      populated.map(({ object, total, fields, values }) => ({
        object,
        records: total,
        values: fields.map(({ name: field }, index) => `${field} ${values[index] ?? 0}`).join(', '),
      })),
      ['object', 'records', 'values'],
    );
    if (references.state === 'unread') this.terminal.warn(this.text('warning.references', references.reason));
    else this.references(references.value);
    this.rows(
      'info.holders',
      holders
        .filter(({ assignments, groups }) => assignments > 0 || groups.length > 0)
        .map(({ name: permissionSet, assignments, groups }) => ({
          permissionSet,
          assignments,
          groups: groups.join(', '),
        })),
      ['permissionSet', 'assignments', 'groups'],
    );
    this.rows(
      'info.left',
      plan.left.map(({ component: { type, fullName }, reason }) => ({ component: `${fullName} (${type})`, reason })),
      ['component', 'reason'],
    );
    if (plan.elsewhere.length > 0) this.terminal.warn(this.text('warning.elsewhere', nameObjects(plan.elsewhere, 10)));
  }

  public result(result: RemoveResult): void {
    this.terminal.spinner.stop();
    const { survey, outcome, failures, errorMessage } = result;
    const text = this.text(`outcome.${outcome}`, survey.org.name);
    if (outcome === 'absent' || outcome === 'validated' || outcome === 'removed') this.terminal.logSuccess(text);
    else this.terminal.log(text);
    if (failures.length > 0) {
      this.rows(
        'info.failures',
        failures.map(({ type, fullName, problem }) => ({
          component: `${type} ${fullName}`,
          problem,
          help: deployFailureTip(problem),
        })),
        ['component', 'problem', 'help'],
      );
    } else if (errorMessage !== undefined) this.terminal.log(errorMessage);
    if (result.notValidated.length > 0)
      this.terminal.warn(this.text('warning.notValidated', result.notValidated.join(', ')));
    this.components('info.remaining', result.remaining);
    if (outcome === 'validated') this.terminal.log(this.text('info.nextDryRun', survey.org.name, flagsFor(survey)));
    this.done(result);
  }

  /** What was done, in its order. */
  private done({ exported, unassigned, jobs }: RemoveResult): void {
    this.rows(
      'info.done',
      [
        ...exported.map(({ object, file, rows }) => ({
          action: this.text('action.exported', object),
          count: rows,
          detail: file,
        })),
        ...(unassigned > 0 ? [{ action: this.text('action.unassigned'), count: unassigned, detail: '' }] : []),
        ...jobs.map(({ id, stages, status, deleted }) => ({
          action: this.text('action.deleted', stages.join(' + ')),
          count: deleted,
          detail: this.text('info.job', status, id),
        })),
      ],
      ['action', 'count', 'detail'],
    );
  }

  private components(title: string, unsorted: readonly Named[]): void {
    const components = [...unsorted].sort((a, b) => purposes.indexOf(a.purpose) - purposes.indexOf(b.purpose));
    const lines = this.options.verbose
      ? components.map((sample) => ({ sample, objects: sample.object === undefined ? [] : [sample.object] }))
      : groupByObject(components, (each) => [each.purpose, each.type, nameWithin(each)]);
    this.rows(
      title,
      lines.map(({ sample, objects }) => ({
        purpose: sample.purpose,
        component: `${nameWithin(sample)} (${sample.type})`,
        objects: nameObjects(objects),
      })),
      ['purpose', 'component', 'objects'],
      components.length,
    );
  }

  private references(references: readonly { type: string; name: string; field: string }[]): void {
    this.rows(
      'info.references',
      references.map(({ type, name, field }) => ({ component: `${name} (${type})`, field })),
      ['component', 'field'],
    );
  }

  private rows<Row extends Record<string, string | number>>(
    title: string,
    data: Row[],
    columns: readonly (keyof Row & string)[],
    count: number = data.length,
  ): void {
    if (data.length === 0) return;
    this.terminal.table({
      title: this.text(title, count),
      data,
      columns: columns.map((key) => ({ key, name: this.text(`column.${key}`) })),
      overflow: 'wrap',
    });
  }

  private text(key: string, ...tokens: (string | number)[]): string {
    return this.messages.getMessage(key, tokens);
  }
}

/** What a person has to agree to, as it is typed. */
function flagsFor({ populated, holders }: RemovalSurvey): string {
  return [
    ...(populated.length > 0 ? [' --export-dir <folder> --delete-data'] : []),
    ...(holders.some(({ assignments }) => assignments > 0) ? [' --unassign'] : []),
  ].join('');
}

function nameWithin({ fullName, object }: Named): string {
  return object === undefined ? fullName : fullName.slice(object.length + 1);
}
