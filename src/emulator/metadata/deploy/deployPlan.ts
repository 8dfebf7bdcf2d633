import { strFromU8 } from 'fflate';
import type { Candidate, ComponentType } from '../types/componentType.js';
import { componentType, parentName, refusal, refusedChildren } from '../types/registry.js';
import { isMetadataType } from '../xml/schema.js';
import type { DeployOptions } from './deployRecord.js';
import { readManifest, type Manifest, type ManifestMember } from './manifest.js';
import { canonicalName } from '../types/naming.js';
import { isManifest, readPackageFiles, type FileProblem, type PackageContent } from './packageFiles.js';
import type { ZipFiles } from './zip.js';

export type Deletion = { readonly type: string; readonly fullName: string; readonly fileName: string };

export type PlannedProblem = FileProblem & { readonly warning?: true };

/** What a package asks for, and what is wrong with it before the org is even looked at. */
export type DeployPlan = {
  readonly manifests: readonly string[];
  readonly before: readonly Deletion[];
  readonly candidates: readonly Candidate[];
  readonly after: readonly Deletion[];
  readonly problems: readonly PlannedProblem[];
};

const NOTHING: DeployPlan = { manifests: [], before: [], candidates: [], after: [], problems: [] };

/** How far the reading of a package is: the file that was read last, components so far, and how many its manifests name. */
export type PlanStep = { readonly file: string; readonly read: number; readonly total: number };

/** Reads every package of the zip: the one at its top, or one in each top folder. */
export function planDeploy(files: ZipFiles, options: DeployOptions): DeployPlan {
  const steps = planSteps(files, options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same with a pause after every file. */
export function* planSteps(files: ZipFiles, options: DeployOptions): Generator<PlanStep, DeployPlan> {
  const roots = options.singlePackage
    ? ['']
    : [...new Set([...files.keys()].flatMap((name) => (name.includes('/') ? [`${name.split('/')[0]}/`] : [])))];
  if (roots.length === 0) return { ...NOTHING, problems: [noManifest('')] };
  const plans: DeployPlan[] = [];
  for (const root of roots) plans.push(yield* planPackage(files, root, options));
  return refuseAlone({
    manifests: plans.flatMap((plan) => plan.manifests),
    before: plans.flatMap((plan) => plan.before),
    candidates: plans.flatMap((plan) => plan.candidates),
    after: plans.flatMap((plan) => plan.after),
    problems: plans.flatMap((plan) => plan.problems),
  });
}

function* planPackage(files: ZipFiles, root: string, options: DeployOptions): Generator<PlanStep, DeployPlan> {
  const manifestFile = files.get(`${root}package.xml`);
  if (!manifestFile) return { ...NOTHING, problems: [noManifest(root)] };
  const read = readManifest(strFromU8(manifestFile), 'package');
  if (!read.ok) return { ...NOTHING, problems: [manifestProblem(`${root}package.xml`, read.fault)] };
  const reading = readPackageFiles(files, root);
  let progress = reading.next();
  for (; progress.done !== true; progress = reading.next()) {
    yield { ...progress.value, total: Math.max(read.manifest.members.length, progress.value.read) };
  }
  const agreed = agree(read.manifest, progress.value, `${root}package.xml`, options);
  const deletions = readDeletions(files, root);
  return {
    manifests: [...files.keys()].filter((name) => name.startsWith(root) && isManifest(name.slice(root.length))),
    before: deletions.before,
    candidates: agreed.candidates,
    after: deletions.after,
    problems: [...agreed.problems, ...deletions.problems],
  };
}

/** Wording: https://salesforce.stackexchange.com/questions/252340 */
function noManifest(root: string): PlannedProblem {
  return { type: '', fullName: 'package.xml', fileName: `${root}package.xml`, problem: 'No package.xml found' };
}

function manifestProblem(fileName: string, fault: { problem: string; line?: number; column?: number }): PlannedProblem {
  return { type: '', fullName: fileName.split('/').at(-1) ?? fileName, fileName, ...fault };
}

/** Holds manifest and files against each other, in both directions. */
function agree(
  manifest: Manifest,
  content: PackageContent,
  manifestName: string,
  options: DeployOptions,
): { candidates: Candidate[]; problems: PlannedProblem[] } {
  const problems: PlannedProblem[] = [];
  const named = new Set<string>();
  const allOf = new Set<string>();
  const brought = new Set(content.candidates.map(({ type, fullName }) => `${listed(type)}:${fullName}`));
  let refusedTypes = false;
  for (const member of manifest.members) {
    const refused = memberRefusal(member, manifestName);
    if (refused) {
      problems.push(refused);
      refusedTypes ||= isMetadataType(member.type);
      continue;
    }
    const wildcard = member.member === '*' && componentType(member.type)?.element === undefined;
    if (wildcard) {
      allOf.add(member.type);
      continue;
    }
    const { type, fullName } = canonical(member);
    named.add(`${type}:${fullName}`);
    if (!brought.has(`${type}:${fullName}`) && !options.allowMissingFiles && !isBroken(content, type, fullName)) {
      problems.push({
        type,
        fullName: member.member,
        fileName: manifestName,
        problem: `An object '${member.member}' of type ${type} was named in package.xml, but was not found in zipped directory`,
      });
    }
  }
  const isNamed = (type: string, fullName: string): boolean => allOf.has(type) || named.has(`${type}:${fullName}`);
  const isWanted = ({ type, fullName }: Candidate): boolean =>
    isNamed(listed(type), fullName) || (type.parent !== undefined && isNamed(type.parent, parentName(type, fullName)));
  for (const candidate of content.candidates) {
    const { type, body } = candidate;
    const onlyAFolder = type.container ?? (type.name === 'CustomObject' && Object.keys(body).length === 0);
    if (isWanted(candidate) || onlyAFolder) continue;
    // Wording: release notes of the CLI, https://github.com/forcedotcom/cli/issues/1133
    problems.push({
      type: candidate.type.name,
      fullName: candidate.fullName,
      fileName: candidate.fileName,
      problem: 'Not in package.xml',
      warning: true,
    });
  }
  const told = new Set(problems.map(({ fullName, problem }) => `${fullName}\n${problem}`));
  return {
    candidates: content.candidates.filter(isWanted),
    // What the manifest names of a type that is not taken is refused there, not again at its file.
    problems: [
      ...problems,
      ...content.problems.filter(
        (each) => (each.type !== '' || !refusedTypes) && !told.has(`${each.fullName}\n${each.problem}`),
      ),
    ],
  };
}

/** The type that manifests list a component under. */
function listed(type: ComponentType): string {
  return type.listedAs ?? type.name;
}

function isBroken(content: PackageContent, typeName: string, fullName: string): boolean {
  const type = componentType(typeName);
  return content.problems.some(
    (problem) =>
      (problem.type === typeName && problem.fullName === fullName) ||
      (problem.type === type?.parent && problem.fullName === parentName(type, fullName)),
  );
}

function canonical({ type, member }: ManifestMember): { type: string; fullName: string } {
  return { type, fullName: canonicalName(type, member) };
}

function memberRefusal({ type, member }: ManifestMember, fileName: string): PlannedProblem | undefined {
  if (componentType(type)) return undefined;
  const known = isMetadataType(type) || Object.values(refusedChildren).includes(type);
  return known
    ? { type, fullName: member, fileName, problem: refusal(type) }
    : { type: '', fullName: 'package.xml', fileName, problem: `Unknown type name '${type}' specified in package.xml` };
}

/** Deletions run before the additions unless their file says after. Source: https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_deploy_deleting_files.htm */
function readDeletions(
  files: ZipFiles,
  root: string,
): { before: Deletion[]; after: Deletion[]; problems: PlannedProblem[] } {
  const problems: PlannedProblem[] = [];
  const read = (name: string): Deletion[] => {
    const fileName = root + name;
    const bytes = files.get(fileName);
    const manifest = bytes && readManifest(strFromU8(bytes), 'destructive');
    if (!manifest) return [];
    if (!manifest.ok) {
      problems.push(manifestProblem(fileName, manifest.fault));
      return [];
    }
    return manifest.manifest.members.flatMap((member) => {
      const refused = memberRefusal(member, fileName);
      const problem =
        refused ??
        (member.member.includes('*')
          ? {
              type: member.type,
              fullName: member.member,
              fileName,
              problem: 'Wildcards are not supported in a destructive manifest.',
            }
          : undefined);
      if (problem) problems.push(problem);
      return problem ? [] : [{ ...canonical(member), fileName }];
    });
  };
  return {
    before: [...read('destructiveChanges.xml'), ...read('destructiveChangesPre.xml')],
    after: read('destructiveChangesPost.xml'),
    problems,
  };
}

/** Takes out what is wrong by itself, or twice in the zip. */
export function refuseAlone(plan: DeployPlan): DeployPlan {
  const problems: PlannedProblem[] = [];
  const seen = new Set<string>();
  const candidates = plan.candidates.filter((candidate) => {
    const key = `${candidate.type.name}:${candidate.fullName.toLowerCase()}`;
    const own = seen.has(key)
      ? [`Duplicate name: ${candidate.fullName} is in the package more than once`]
      : candidate.type.checkAlone(candidate);
    seen.add(key);
    problems.push(...own.slice(0, 1).map((problem) => componentProblem(candidate, problem)));
    return own.length === 0;
  });
  return { ...plan, candidates, problems: [...plan.problems, ...problems] };
}

export function componentProblem(candidate: Candidate, problem: string): PlannedProblem {
  const { type, fullName, fileName, line, column } = candidate;
  return {
    type: type.name,
    fullName,
    fileName,
    problem,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  };
}
