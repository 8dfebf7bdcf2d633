/** What usually helps with a problem that the platform reports about a component. */
const tips: readonly { readonly problem: RegExp; readonly tip: string }[] = [
  {
    problem: /referenced elsewhere|it is assigned to/i,
    tip: 'Something else in the org needs it. Change or delete what is named, then run the command again.',
  },
  {
    problem: /\$CustomMetadata/i,
    tip: 'The policy record is not in the org. Run the deploy without --dry-run, or deploy the whole schema again.',
  },
  {
    problem: /Field .* does not exist|no CustomField named/i,
    tip: 'Something else in the org depends on a field that is not there. Deploy the whole schema again.',
  },
  {
    problem: /duplicate|already (exists|in use)/i,
    tip: 'The org uses this name already. Choose another name in the provenance schema.',
  },
  {
    problem: /maximum number|limit|too many/i,
    tip: 'The org is at a limit. Remove custom fields or rules that are no longer used, or leave the object out of the schema.',
  },
  {
    problem: /insufficient|not (have|permitted)|access/i,
    tip: 'Use a user with "Customize Application" and "Modify Metadata Through Metadata API Functions".',
  },
  {
    problem: /compil|syntax|formula/i,
    tip: 'The org rejects a formula. Check that the API names in the provenance schema are those of this org.',
  },
];

/** Advice for a component failure; general where the problem is not a known one. */
export function deployFailureTip(problem: string): string {
  return (
    tips.find((candidate) => candidate.problem.test(problem))?.tip ??
    'See the component in Setup, correct the cause, then run the deploy again.'
  );
}
