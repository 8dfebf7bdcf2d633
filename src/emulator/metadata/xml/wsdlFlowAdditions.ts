/**
 * What the metadata WSDL has gained for flows, in the notation of `WSDL_ADDITIONS`.
 * Source: https://www.npmjs.com/package/@salesforce/types (version 1.9.0, metadata WSDL)
 */
export const WSDL_FLOW_ADDITIONS = `
  Flow accessType:?string apiVersion:?number areMetricsLoggedToDataCloud:?boolean
      collectionFilterCriteria:FlowCollectionFilterCriteria[] collectionProcessors:FlowCollectionProcessor[]
      customErrors:FlowCustomError[] customProperties:FlowCustomProperty[] dataLookups:FlowDataLookup[]
      dataSpace:?string ends:any[] environments:string[] exitRules:FlowExitRule[] experiments:FlowExperiment[]
      groups:FlowNodeGroup[] isOverridable:?boolean migratedFromWorkflowRuleName:?string
      orchestratedStages:FlowOrchestratedStage[] overriddenFlow:?string recordRollbacks:FlowRecordRollback[]
      runInMode:?string sourceTemplate:?string timeZoneSidKey:?string transforms:FlowTransform[] triggerOrder:?number
  FlowActionCall actionCallPaths:FlowActionCallPath[] dataTypeMappings:FlowDataTypeMapping[]
      flowTransactionModel:?string isWaitUntilCompleted:?boolean nameSegment:?string offset:?number offsetUnit:?string
      storeOutputAutomatically:?boolean timeoutConnector:?FlowConnector timeoutPathUsage:?string versionString:?string
  FlowActionCallPath<FlowBaseElement connector:FlowConnector pathName:string
  FlowAttribute<FlowBaseElement type:string value:?string
  FlowCapability<FlowElement capabilityName:string inputs:FlowCapabilityInput[]
  FlowCapabilityInput<FlowElement capabilityInputName:string dataType:?string isCollection:boolean
  FlowChoice choiceIcon:?FlowIcon
  FlowCollectionFilterCondition<FlowBaseElement leftValueReference:?string objectFieldName:?string
      objectReferencePath:?string operator:?string rightValue:?FlowElementReferenceOrValue
  FlowCollectionFilterCriteria<FlowElement complexConditionLogic:?string dataType:?string filterCondition:string
      filterOptions:FlowCollectionFilterCondition[] formatType:?string isGroupedConditions:?boolean
      objectReferencePath:?string sortOptions:FlowCollectionFilterSortOption[] subType:?string
  FlowCollectionFilterSortOption<FlowBaseElement nullsFirst:?boolean objectReferencePath:?string sortField:?string
      sortOrder:?string
  FlowCollectionMapItem<FlowBaseElement assignToFieldReference:string operator:string value:FlowElementReferenceOrValue
  FlowCollectionProcessor<FlowNode assignNextValueToReference:?string collectionProcessorType:string
      collectionReference:string conditionLogic:?string conditions:FlowCondition[] connector:?FlowConnector
      formula:?string limit:?number mapItems:FlowCollectionMapItem[] outputSObjectType:?string
      sortOptions:FlowCollectionSortOption[]
  FlowCollectionSortOption<FlowBaseElement doesPutEmptyStringAndNullFirst:boolean sortField:?string sortOrder:string
  FlowCondition aggregationField:?string aggregationOperator:?string conditionLogic:?string conditionType:?string
      conditions:FlowCondition[]
  FlowConnector isGoTo:?boolean
  FlowCustomError<FlowNode description:?string connector:?FlowConnector customErrorMessages:FlowCustomErrorMessage[]
  FlowCustomErrorMessage<FlowBaseElement errorMessage:string fieldSelection:?string isFieldError:boolean
  FlowCustomProperty name:string value:?FlowElementReferenceOrValue
  FlowDataLookup<FlowElement lookupField:?string lookupReference:?string sourceApiName:?string sourceType:?string
  FlowDataTypeMapping<FlowBaseElement apexClass:?string schemaUri:?string typeName:?string typeValue:?string
      valueMappingKey:?string valueMappingTarget:?string valueMappingTransformType:?string
  FlowDecision attributes:FlowAttribute[]
  FlowDefinition enrichments:?MetadataEnrichments
  FlowDynamicChoiceSet collectionReference:?string filterLogic:?string
  FlowElementReferenceOrValue apexValue:?string collectionElements:FlowElementReferenceOrValue[] complexValue:?string
      complexValueType:?string formulaDataType:?string formulaExpression:?string inputConfiguratorMode:?string
      isReverseValueMapping:?boolean setupReference:?string setupReferenceType:?string sobjectValue:?string
      timeValue:?any transform:?FlowInlineTransform transformValueReference:?string valueMapName:?string
  FlowExitEventInputParameter<FlowBaseElement name:?string value:?FlowElementReferenceOrValue
  FlowExitEventOutputParameter<FlowBaseElement assignToReference:string name:string
  FlowExitRule<FlowElement automationEventName:?string automationEventType:?string conditions:FlowCondition[]
      inputParameters:FlowExitEventInputParameter[] label:string logicalOperator:?string
      outputParameters:FlowExitEventOutputParameter[] ruleOrder:number
  FlowExpEngmtSignal<FlowBaseElement engagementSignal:string
  FlowExperiment<FlowNode duration:?number durationUnit:?string engagementSignals:FlowExpEngmtSignal[]
      fallbackMode:?string paths:FlowExperimentPath[] personalizationEndDate:?any primaryMetric:?string
      testGroupPercentage:?number type:any
  FlowExperimentPath<FlowElement connector:?FlowConnector label:string percentage:number
  FlowIcon iconName:?string
  FlowInlineTransform<FlowBaseElement apexClass:?string dataType:?string isCollection:?boolean objectType:?string
      schemaUri:?string transformValues:FlowTransformValue[]
  FlowNode elementSubtype:?string group:?string
  FlowNodeGroup<FlowNode faultConnector:?FlowConnector groupType:string sourceBranchApiName:?string
      sourceReference:?string
  FlowObjectTrigger<FlowBaseElement conditions:FlowCondition[] filterLogic:?string label:?string object:?string
  FlowOrchestratedStage<FlowNode connector:?FlowConnector
      exitActionInputParameters:FlowStageStepExitActionInputParameter[] exitActionName:?string
      exitActionOutputParameters:FlowStageStepExitActionOutputParameter[] exitActionType:?string
      exitConditionLogic:?string exitConditions:FlowCondition[] faultConnector:?FlowConnector
      stageSteps:FlowStageStep[]
  FlowRecordCreate doesUpsert:?boolean doesUpsertAllOrNone:?boolean filterLogic:?string filters:FlowRecordFilter[]
      operationMultMatchingRecords:?string operationOneMatchingRecord:?string operationZeroMatchingRecords:?string
      storeOutputAutomatically:?boolean upsertExternalIdField:?string upsertStandardIdField:?string
  FlowRecordDelete filterLogic:?string
  FlowRecordLookup filterLogic:?string limit:?FlowElementReferenceOrValue relatedRecords:FlowRelatedRecordLookup[]
  FlowRecordRollback<FlowNode connector:?FlowConnector
  FlowRecordUpdate filterLogic:?string
  FlowRelatedRecordLookup<FlowBaseElement filterLogic:?string filters:FlowRecordFilter[] getFirstRecordOnly:?boolean
      limit:?FlowElementReferenceOrValue queriedFields:string[] relatedObject:?string
      relatedRecords:FlowRelatedRecordLookup[] relationshipField:?string sortField:?string sortOrder:?string
  FlowRule attributes:FlowAttribute[] doesRequireRecordChangedToMeetCriteria:?boolean isGroupedConditions:?boolean
  FlowSchedule dayOfMonthToRun:?number daysOfWeekToRun:?string endDate:?any endTime:?any frequencyNumber:?number
  FlowScheduledPath<FlowElement connector:?FlowConnector label:?string maxBatchSize:?number offsetNumber:?number
      offsetUnit:?string pathType:?string recordField:?string timeSource:?string
  FlowScreen actions:FlowScreenAction[] backButtonLabel:?string isAsyncLoadingScreen:?boolean loadingMessage:?string
      nextOrFinishButtonLabel:?string pauseButtonLabel:?string stageReference:?FlowElementReferenceOrValue
      styleSettings:FlowScreenStyleSetting[] triggers:FlowScreenTrigger[]
  FlowScreenAction<FlowElement actionName:?string actionType:?string inputParameters:FlowScreenActionInputParameter[]
      label:string nameSegment:?string versionString:?string
  FlowScreenActionInputParameter<FlowBaseElement name:string value:?FlowElementReferenceOrValue
  FlowScreenField attributes:FlowAttribute[] dataTypeMappings:FlowDataTypeMapping[] fields:FlowScreenField[]
      inputsOnNextNavToAssocScrn:?string isDisabled:?FlowElementReferenceOrValue
      isReadOnly:?FlowElementReferenceOrValue objectFieldReference:?string regionContainerType:?string
      sourceTemplateApiName:?string sourceTemplateProviderType:?string styleProperties:?FlowScreenFieldStyleProperties
  FlowScreenFieldStyleProperties styleSettings:FlowScreenStyleSetting[] verticalAlignment:FlowElementReferenceOrValue
      width:FlowElementReferenceOrValue
  FlowScreenStyleSetting<FlowBaseElement propertyName:string propertyValue:FlowElementReferenceOrValue scope:?string
  FlowScreenTrigger<FlowBaseElement eventName:string eventSource:string handlers:FlowScreenTriggerHandler[]
  FlowScreenTriggerHandler<FlowBaseElement conditionLogic:?string conditions:FlowCondition[] initBehavior:?string
      screenActionName:string
  FlowStageStep<FlowElement actionName:?string actionType:?string assignees:FlowStageStepAssignee[]
      autoApprovalActionInputParameters:FlowStageStepAutoApprovalActionInputParameter[] autoApprovalActionName:?string
      autoApprovalActionOutputParameters:FlowStageStepAutoApprovalActionOutputParameter[]
      autoApprovalActionType:?string canAssigneeEdit:?boolean debugSimulateStep:?boolean
      entryActionInputParameters:FlowStageStepEntryActionInputParameter[] entryActionName:?string
      entryActionOutputParameters:FlowStageStepEntryActionOutputParameter[] entryActionType:?string
      entryConditionLogic:string entryConditions:FlowCondition[]
      exitActionInputParameters:FlowStageStepExitActionInputParameter[] exitActionName:?string
      exitActionOutputParameters:FlowStageStepExitActionOutputParameter[] exitActionType:?string
      exitConditionLogic:?string exitConditions:FlowCondition[] inputParameters:FlowStageStepInputParameter[]
      label:string outputConfigParams:FlowStageStepOutputConfigParam[] outputParameters:FlowStageStepOutputParameter[]
      requiresAsyncProcessing:?boolean requiresMultiMemberApproval:?string runAsUser:?boolean shouldLock:?boolean
      sldsIcon:?string stepSubtype:?string
  FlowStageStepAssignee<FlowBaseElement assignee:?FlowElementReferenceOrValue assigneeType:string
  FlowStageStepAutoApprovalActionInputParameter<FlowBaseElement name:string value:?FlowElementReferenceOrValue
  FlowStageStepAutoApprovalActionOutputParameter<FlowBaseElement assignToReference:string name:string
  FlowStageStepEntryActionInputParameter<FlowBaseElement name:string value:?FlowElementReferenceOrValue
  FlowStageStepEntryActionOutputParameter<FlowBaseElement assignToReference:string name:string
  FlowStageStepExitActionInputParameter<FlowBaseElement name:string value:?FlowElementReferenceOrValue
  FlowStageStepExitActionOutputParameter<FlowBaseElement assignToReference:string name:string
  FlowStageStepInputParameter<FlowBaseElement name:string value:?FlowElementReferenceOrValue
  FlowStageStepOutputConfigParam<FlowBaseElement name:string value:FlowElementReferenceOrValue
  FlowStageStepOutputParameter<FlowBaseElement assignToReference:string name:string
  FlowStart activation:?string activationDef:?string activationTemplate:?string capabilityTypes:FlowCapability[]
      conditionLogic:?string conditions:FlowCondition[] contactPointDedupeWindowDays:?number dataGraph:?string
      dataTypeMappings:FlowDataTypeMapping[] doesRequireRecordChangedToMeetCriteria:?boolean entryType:?string
      eventName:?string eventType:?string fanOutAction:?FlowActionCall filterFormula:?string filterLogic:?string
      flowRunAsUser:?string form:?string individualObjectRelatedField:?string inputs:FlowStartInputParameter[]
      isAsync:?boolean isContactPointDedupeEnabled:?boolean listAction:?FlowActionCall maxBatchSize:?number
      objectContainer:?string platformDataType:?string prioritizedContactPointsList:?string publishSegment:?boolean
      recordTriggerType:?string reentryMode:?string relatedRecordObject:?string relatedRecordPrimaryField:?string
      relatedRecordReferenceField:?string scheduledPaths:FlowScheduledPath[] segment:?string
      sendMsgToOneContactPtPerIndv:?boolean triggeringDataGraph:?string triggeringDataModelObjectPath:?string
      triggers:FlowObjectTrigger[] versionString:?string
  FlowStartInputParameter<FlowBaseElement name:string value:?FlowElementReferenceOrValue
  FlowSubflow storeOutputAutomatically:?boolean
  FlowTextTemplate isViewedAsPlainText:?boolean
  FlowTransform<FlowNode apexClass:?string connector:?FlowConnector dataType:?string isCollection:?boolean
      objectType:?string scale:?number schemaUri:?string storeOutputAutomatically:?boolean
      transformValues:FlowTransformValue[]
  FlowTransformValue<FlowBaseElement transformValueActions:FlowTransformValueAction[] transformValueDescription:?string
      transformValueLabel:?string transformValueName:?string
  FlowTransformValueAction<FlowBaseElement actionName:?string actionType:?string actionVersionString:?string
      assignToReference:?string inputParameters:FlowTransformValueActionInputParameter[] name:?string
      outputFieldApiName:?string transformType:string value:?FlowElementReferenceOrValue
  FlowTransformValueActionInputParameter<FlowBaseElement name:string value:?FlowElementReferenceOrValue
  FlowWait timeZoneId:?string
  FlowWaitEvent associatedElement:?string automationEventName:?string automationEventType:?string filterLogic:?string
      filters:FlowRecordFilter[] interactionType:?string maxBatchSize:?number object:?string offset:?number
      offsetUnit:?string recordTriggerType:?string resumeDate:?any resumeDateReference:?string resumeTime:?any
`;
