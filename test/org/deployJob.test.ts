import { failuresIn } from '../../src/org/deployJob.js';

/** As the platform's documentation shows a RunTestsResult, over SOAP: one of a kind is no list. */
const runTestResult = {
  numFailures: '1',
  numTestsRun: '2',
  totalTime: '10',
  failures: {
    id: '01p',
    name: 'OrderTest',
    methodName: 'total',
    message: 'System.AssertException: Expected 1',
    stackTrace: 'Class.OrderTest.total: line 3',
    packageName: 'OrderTest',
    time: '5',
    type: 'Class',
  },
  codeCoverageWarnings: [{ id: '', namespace: '', message: 'Average test coverage is 60%, at least 75% is required.' }],
};

describe('what stood in a deploy job’s way', () => {
  it('Given components, tests and coverage, When read, Then all are named, and no stack trace', () => {
    const failures = failuresIn({
      componentFailures: {
        componentType: 'CustomField',
        fullName: 'Account.A__c',
        problem: 'No',
        lineNumber: '3',
        columnNumber: '4',
      } as never,
      runTestResult,
    });

    expect(failures).toEqual([
      { type: 'CustomField', fullName: 'Account.A__c', problem: 'No', line: 3, column: 4 },
      {
        type: 'ApexClass',
        fullName: 'OrderTest.total',
        problem: 'The test failed: System.AssertException: Expected 1',
      },
      {
        type: 'ApexClass',
        fullName: 'test coverage',
        problem: 'Average test coverage is 60%, at least 75% is required.',
      },
    ]);
  });
});
