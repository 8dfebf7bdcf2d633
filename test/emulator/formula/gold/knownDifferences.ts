/** Where the embedded org gives something else than the gold files, by test, and why. */
export const knownDifferences: Readonly<Record<string, string>> = {
  testAbsUsesMOD: 'inputs of 18 digits, which a record of the embedded org does not hold',
  testExpUsesMOD: 'inputs of 18 digits',
  testLNUsesMOD: 'inputs of 18 digits',
  testLogUsesMOD: 'inputs of 18 digits',
  testModSwapTypes: 'inputs of 18 digits',
  testModUsesLog: 'the last of 12 digits, after a logarithm in floating point',
  testArcTan2: 'a NullPointerException of the Java engine at a blank, where its SQL gives blank',
  testChr: 'the gold file writes a tab and a line end as a space',
};

/** Functions of the gold files that no page of the platform's help names: the embedded org does not know them. */
export const unknownFunctions: readonly string[] = [
  'FORMATCURRENCY',
  'IFERROR',
  'IN',
  'JSONPATHVALUE',
  'JSONVALUE',
  'LIKE',
  'SUBSTR',
];
