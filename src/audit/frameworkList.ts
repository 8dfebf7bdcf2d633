import { frameworkIds, frameworksNamed } from './frameworks/index.js';

/** A framework as `--json` gives it. */
export type FrameworkDescription = {
  id: string;
  name: string;
  reference: string;
  url: string;
  about: string;
  requirements: {
    id: string;
    group: string;
    title: string;
    text: string;
    /** The checks that bear on it; none where only a person can judge. */
    checks: string[];
    /** What it shows when these checks pass. */
    shows?: string;
    /** What remains for a person to judge. */
    judge: string;
  }[];
};

/** Every framework there is. */
export function frameworkList(): FrameworkDescription[] {
  return frameworksNamed(frameworkIds).map((framework) => ({
    ...framework,
    requirements: framework.requirements.map((requirement) => ({ ...requirement, checks: [...requirement.checks] })),
  }));
}

/** The requirements that a check bears on, `gdpr 5(1)(a)`. */
export function requirementsOf(check: string, frameworks: readonly FrameworkDescription[]): string[] {
  return frameworks.flatMap(({ id, requirements }) =>
    requirements.filter(({ checks }) => checks.includes(check)).map((requirement) => `${id} ${requirement.id}`),
  );
}
