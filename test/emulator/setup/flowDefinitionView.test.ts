import { aLiveOrg, type LiveOrg } from '../../builders/embeddedOrg.js';

let org: LiveOrg;
beforeAll(async () => {
  org = await aLiveOrg();
  const flow = (fullName: string, status: string, triggerType: string): object => ({
    fullName,
    label: fullName,
    processType: 'AutoLaunchedFlow',
    start: { locationX: 0, locationY: 0, object: 'Account', recordTriggerType: 'Create', triggerType },
    status,
  });
  const flows = [
    flow('Before', 'Active', 'RecordBeforeSave'),
    flow('Draft', 'Draft', 'RecordBeforeSave'),
    flow('After', 'Active', 'RecordAfterSave'),
  ];
  await org.connection.metadata.create('Flow', flows as never);
});
afterAll(() => org.stop());

describe('FlowDefinitionView', () => {
  it('Given flows, When asked for those that run before a save and have an active version, Then the others are not among them', async () => {
    const { records } = await org.connection.query<{ ApiName: string }>(
      "SELECT ApiName FROM FlowDefinitionView WHERE TriggerType = 'RecordBeforeSave' AND ActiveVersionId != NULL AND NamespacePrefix = NULL",
    );

    expect(records.map(({ ApiName }) => ApiName)).toEqual(['Before']);
  });

  it('Given the Tooling API, When asked, Then it has no such object', async () => {
    await expect(org.connection.tooling.query('SELECT ApiName FROM FlowDefinitionView')).rejects.toThrow(
      "sObject type 'FlowDefinitionView' is not supported",
    );
  });
});
