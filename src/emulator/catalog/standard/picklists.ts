/** Value sets and references that several standard fields share, as a new org has them. */

export const industries: readonly string[] = [
  'Agriculture',
  'Apparel',
  'Banking',
  'Biotechnology',
  'Chemicals',
  'Communications',
  'Construction',
  'Consulting',
  'Education',
  'Electronics',
  'Energy',
  'Engineering',
  'Entertainment',
  'Environmental',
  'Finance',
  'Food & Beverage',
  'Government',
  'Healthcare',
  'Hospitality',
  'Insurance',
  'Machinery',
  'Manufacturing',
  'Media',
  'Not For Profit',
  'Recreation',
  'Retail',
  'Shipping',
  'Technology',
  'Telecommunications',
  'Transportation',
  'Utilities',
  'Other',
];

export const leadSources: readonly string[] = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'];

export const ratings: readonly string[] = ['Hot', 'Warm', 'Cold'];

export const salutations: readonly string[] = ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.', 'Mx.'];

/** The ways on which somebody is reached, or gave their consent. */
export const consentChannels: readonly string[] = [
  'Email',
  'Phone',
  'Web',
  'Social',
  'MailingAddress',
  'InPerson',
  'Video',
];

/** The objects whose records are ways to reach somebody. */
export const contactPoints: readonly string[] = ['ContactPointAddress', 'ContactPointEmail', 'ContactPointPhone'];
