/**
 * Elements with a fixed set of values: the WSDL's simple types, which jsforce flattens to strings. Each entry: the simple
 * type, the elements that have it, `=`, its values. Types with more than 40 values grow with every release; their
 * elements take any text.
 * Source: https://www.npmjs.com/package/@salesforce/types (version 1.9.0, metadata WSDL)
 */
export const WSDL_ENUMS = `
  AccessMethod ConnectedAppCanvasConfig.accessMethod = Get Post
  ActionEmailRecipientTypes WorkflowEmailRecipient.type = group role user opportunityTeam accountTeam roleSubordinates
      owner creator partnerUser accountOwner customerPortalUser portalRole portalRoleSubordinates contactLookup
      userLookup roleSubordinatesInternal email caseTeam campaignMemberDerivedOwner
  ActionEmailSenderType WorkflowAlert.senderType = CurrentUser OrgWideEmailAddress DefaultWorkflowUser
  ActionOverrideType ActionOverride.type ProfileActionOverride.type = Default Standard Scontrol Visualforce Flexipage
      LightningComponent
  ActionSubtype QuickAction.actionSubtype = ScreenAction Action Create Update
  ActionTaskAssignedToTypes WorkflowTask.assignedToType = user role opportunityTeam accountTeam owner accountOwner
      creator accountCreator partnerUser portalRole
  ApexCodeUnitStatus ApexClass.status ApexTrigger.status = Inactive Active Deleted
  Article ObjectNameCaseValue.article = None Indefinite Definite
  AssignToLookupValueType EscalationAction.assignedToType RuleEntry.assignedToType = User Queue
  AudienceCriteriaType RecommendationAudienceDetail.audienceCriteriaType = CustomList MaxDaysInCommunity
  AudienceCriterionOperator AudienceCriterion.operator = Equal NotEqual GreaterThan GreaterThanOrEqual LessThan
      LessThanOrEqual Contains StartsWith Includes NotIncludes
  AudienceCriterionType AudienceCriterion.type = Default Profile FieldBased GeoLocation Domain Permission Audience
  AuraBundleType AuraDefinitionBundle.type = Application Component Event Interface Tokens
  AuthenticationProtocol ExternalCredential.authenticationProtocol NamedCredential.protocol = NoAuthentication Oauth
      Password AwsSv4 Jwt JwtExchange Custom Basic
  BlankValueBehavior MatchingRuleItem.blankValueBehavior = MatchBlanks NullNotAllowed
  BotStepType BotStepTranslation.type = Navigation Invocation VariableOperation Message Wait Group SystemMessage
      RecordLookup RichMessage GoalStep
  BotVariableOperationType BotVariableOperationTranslation.type = Set Unset Collect SetConversationLanguage
      CollectAttachment
  BusinessHoursSourceType RuleEntry.businessHoursSource = None Case Static
  CalloutStatus NamedCredential.calloutStatus = Enabled Disabled
  CanvasLocationOptions ConnectedAppCanvasConfig.locations = None Chatter UserProfile Visualforce Aura Publisher
      ChatterFeed ServiceDesk OpenCTI AppLauncher MobileNav PageLayout
  CanvasOptions ConnectedAppCanvasConfig.options = HideShare HideHeader PersonalEnabled
  CaseType ObjectNameCaseValue.caseType = Nominative Accusative Genitive Dative Inessive Elative Illative Adessive
      Ablative Allative Essive Translative Partitive Objective Subjective Instrumental Prepositional Locative Vocative
      Sublative Superessive Delative Causalfinal Essiveformal Termanative Distributive Ergative Adverbial Abessive
      Comitative
  CategoryGroupVisibility ProfileCategoryGroupVisibility.visibility = ALL NONE CUSTOM
  Channel ArticleTypeTemplate.channel = AllChannels App Pkb Csp Prm
  ChartAxis ChartSummary.axisBinding = x y y2 r
  ChartBackgroundDirection Dashboard.backgroundFadeDirection ReportChart.backgroundFadeDir = TopToBottom LeftToRight
      Diagonal
  ChartColorPalettes Dashboard.colorPalette Dashboard.dashboardColorPalette = Default gray colorSafe unity justice
      nightfall sunrise bluegrass tropic heat dusk pond watermelon fire water earth accessible branding
  ChartLegendPosition DashboardComponent.legendPosition ReportChart.legendPosition = Right Bottom OnChart
  ChartPosition ReportChart.location = CHART_TOP CHART_BOTTOM
  ChartRangeType DashboardComponent.chartAxisRange ReportChart.summaryAxisRange = Auto Manual
  ChartTheme Dashboard.chartTheme Dashboard.dashboardChartTheme DashboardComponent.componentChartTheme = light dark
  ChartType ReportChart.chartType = None Scatter ScatterGrouped Bubble BubbleGrouped HorizontalBar HorizontalBarGrouped
      HorizontalBarStacked HorizontalBarStackedTo100 VerticalColumn VerticalColumnGrouped VerticalColumnStacked
      VerticalColumnStackedTo100 Line LineGrouped LineCumulative LineCumulativeGrouped Pie Donut Funnel
      VerticalColumnLine VerticalColumnGroupedLine VerticalColumnStackedLine Plugin
  ChartUnits DashboardComponent.displayUnits = Auto Integer Hundreds Thousands Millions Billions Trillions
  Complexity PasswordPolicies.complexity = NoRestriction AlphaNumeric SpecialCharacters UpperLowerCaseNumeric
      UpperLowerCaseNumericSpecialCharacters Any3UpperLowerCaseNumericSpecialCharacters
  ComponentInstancePropertyTypeEnum ComponentInstanceProperty.type = decorator
  ConnectedAppOauthAccessScope ConnectedAppOauthConfig.scopes = Basic Api Web Full Chatter CustomApplications
      RefreshToken OpenID Profile Email Address Phone OfflineAccess CustomPermissions Wave Eclair Pardot Lightning
      Content CDPIngest CDPProfile CDPQuery Chatbot CDPSegment CDPIdentityResolution CDPCalculatedInsight
      ForgotPassword UserRegistration SFAP Interaction CDP EinsteinGPT PwdlessLogin MCP SCRT DataCloudUserClaims A2A
      CmdbDiscovery SemanticLayer
  ContentAssetAccess ContentAssetLink.access = VIEWER COLLABORATOR INFERRED
  ContentAssetFormat ContentAsset.format = Original ZippedVersions
  CspTrustedSiteContext CspTrustedSite.context = All LEX Communities FieldServiceMobileExtension LightningOut
      VisualForce
  CustomSettingsType CustomObject.customSettingsType = List Hierarchy
  DashboardComponentFilter DashboardComponent.sortBy DashboardTableColumn.sortBy = RowLabelAscending RowLabelDescending
      RowValueAscending RowValueDescending
  DashboardComponentSize DashboardComponentSection.columnSize = Narrow Medium Wide
  DashboardComponentType DashboardComponent.componentType = Bar BarGrouped BarStacked BarStacked100 Column
      ColumnGrouped ColumnStacked ColumnStacked100 Line LineGrouped Pie Table Metric Gauge LineCumulative
      LineGroupedCumulative Scontrol VisualforcePage Donut Funnel ColumnLine ColumnLineGrouped ColumnLineStacked
      ColumnLineStacked100 Scatter ScatterGrouped FlexTable Image RichText PulseMetric LightningWebComponent
  DashboardFilterOperation DashboardFilterOption.operator = equals notEqual lessThan greaterThan lessOrEqual
      greaterOrEqual contains notContain startsWith includes excludes between
  DashboardType Dashboard.dashboardType = SpecifiedUser LoggedInUser MyTeamUser
  DataCategoryFilterOperation ReportDataCategoryFilter.operator = above below at aboveOrBelow
  DefinitionCreationType  = Standard Custom System Derived Bridge Curated Segment_Membership Calculated_Insight
      Ml_Prediction Activation_Audience CG_Audience Ad_Audience_Insights Transform ADG External Vector_Embedding Chunk
      Directory_Table Semantic Problem_Records Clean_Room Deletion_Records Auxiliary
  DeleteConstraint CustomField.deleteConstraint = Cascade Restrict SetNull
  DeploymentStatus CustomObject.deploymentStatus = InDevelopment Deployed
  DevicePlatformType ConnectedAppMobileDetailConfig.devicePlatform = ios android
  DeviceType ConnectedAppMobileDetailConfig.deviceType = phone tablet minitablet
  DupeActionType DuplicateRule.actionOnInsert DuplicateRule.actionOnUpdate = Allow Block
  DupeSecurityOptionType DuplicateRule.securityOption = EnforceSharingRules BypassSharingRules
  ElementType CustomField.elementType = Float Text
  EmailTemplateStyle EmailTemplate.style = none freeForm formalLetter promotionRight promotionLeft newsletter products
  EmailTemplateType EmailTemplate.type = text html custom visualforce
  EmailTemplateUiType EmailTemplate.uiType = Aloha SFX SFX_Sample
  EmailToCaseOnFailureActionType EmailToCaseSettings.overEmailLimitAction EmailToCaseSettings.unauthorizedSenderAction
      = Bounce Discard Requeue
  EmailToCaseRoutingAddressType EmailToCaseRoutingAddress.addressType = EmailToCase Outlook GmailOAuth E2cEasy
  Encoding CustomPageWebLink.encodingKey CustomTab.urlEncodingKey EmailTemplate.encodingKey WebLink.encodingKey = UTF-8
      ISO-8859-1 Shift_JIS ISO-2022-JP EUC-JP ks_c_5601-1987 Big5 GB2312 Big5-HKSCS x-SJIS_0213
  EncryptedFieldMaskChar CustomField.maskChar = asterisk X
  EncryptedFieldMaskType CustomField.maskType = all creditCard ssn lastFour sin nino
  EncryptionScheme CustomField.encryptionScheme = None ProbabilisticEncryption CaseSensitiveDeterministicEncryption
      CaseInsensitiveDeterministicEncryption
  EscalationStartTimeType RuleEntry.escalationStartTime = CaseCreation CaseLastModified
  EventRelayAdminState EventRelayConfig.state = RUN STOP PAUSE DELETE
  EventRelayUsageType EventRelayConfig.usageType = AMAZON_EVENTBRIDGE INTERNAL_MANAGED_SUBSCRIPTIONS
      INTERNAL_REPLICATION OTEL_TRACE CUSTOM
  Expiration PasswordPolicies.expiration = ThirtyDays SixtyDays NinetyDays SixMonths OneYear Never
  ExternalCredentialParamType ExternalCredentialParameter.parameterType = ExternalAuthIdentityProvider AuthProvider
      AuthProviderUrl AuthProviderUrlQueryParameter SigningCertificate AuthParameter NamedPrincipal PerUserPrincipal
      AwsStsPrincipal GlobalNamedPrincipal SystemUserPrincipal CustomPrincipal PrincipalIdentityAlias AuthHeader
      AuthProtocolVariant JwtBodyClaim JwtHeaderClaim CreatedByNamespace AdditionalRefreshStatusCode ManagedByFeature
      ManagedByComponent SfHttpRequestExtensionName
  ExternalPrincipalType NamedCredential.principalType = Anonymous PerUser NamedUser NamedCustomPrincipal
  FeedItemDisplayFormat FeedItemSettings.displayFormat = Default HideBlankLines
  FeedItemType FeedItemSettings.feedItemType FeedLayoutFilter.feedItemType = TrackedChange UserStatus TextPost
      AdvancedTextPost LinkPost ContentPost PollPost RypplePost ProfileSkillPost DashboardComponentSnapshot
      ApprovalPost CaseCommentPost ReplyPost EmailMessageEvent CallLogPost ChangeStatusPost AttachArticleEvent
      MilestoneEvent ActivityEvent ChatTranscriptPost CollaborationGroupCreated CollaborationGroupUnarchived SocialPost
      QuestionPost FacebookPost BasicTemplateFeedItem CreateRecordEvent CanvasPost AnnouncementPost
  FeedLayoutComponentType FeedLayoutComponent.componentType = HelpAndToolLinks CustomButtons Following Followers
      CustomLinks Milestones Topics CaseUnifiedFiles Visualforce
  FeedLayoutFilterPosition FeedLayout.feedFilterPosition = CenterDropDown LeftFixed LeftFloat
  FeedLayoutFilterType FeedLayoutFilter.feedFilterType = AllUpdates FeedItemType
  FieldManageability CustomField.fieldManageability = DeveloperControlled SubscriberControlled Locked
  FieldType CustomField.type = AutoNumber Lookup MasterDetail Checkbox Currency Date DateTime Email Number Percent
      Phone Picklist MultiselectPicklist Text TextArea LongTextArea Html Url EncryptedText Summary Hierarchy File
      MetadataRelationship Location ExternalLookup IndirectLookup CustomDataType Time Address Array Integer Long
  FieldUpdateOperation WorkflowFieldUpdate.operation = Formula Literal Null NextValue PreviousValue LookupValue
  FilterOperation FilterItem.operation ListViewFilter.operation ReportFilterItem.operator = equals notEqual lessThan
      greaterThan lessOrEqual greaterOrEqual contains notContain startsWith includes excludes within
  FilterScope ListView.filterScope = Everything Mine Queue Delegated MyTerritory MyTeamTerritory Team SalesTeam
      AssignedToMe MineAndMyGroups ScopingRule
  FlexiPageRegionMode FlexiPageRegion.mode = Append Prepend Replace
  FlexiPageRegionType FlexiPageRegion.type = Region Facet Background
  FlexipageEventSourceTypeEnum FlexiPageEvent.sourceType = Component
  FlexipageEventTargetTypeEnum FlexiPageEventTarget.type = FlexipageServices LwcServices InvocableApexServices
      InvocableExternalServices ActionServices ViewServices
  FlowAccessType Flow.accessType = Open NamespaceRestricted
  FlowActionCallTimeoutPath FlowActionCall.timeoutPathUsage = EnableTimeoutPath DisableTimeoutPath
  FlowAssignmentOperator FlowAssignmentItem.operator FlowCollectionMapItem.operator = None Assign Add Subtract AddItem
      RemoveFirst RemoveBeforeFirst RemoveAfterFirst RemoveAll AddAtStart RemoveUncommon AssignCount RemovePosition
  FlowAttributeType FlowAttribute.type = LlmPrompt LlmDescription
  FlowCollectionProcessorType FlowCollectionProcessor.collectionProcessorType = SortCollectionProcessor
      RecommendationMapCollectionProcessor FilterCollectionProcessor
  FlowComplexValueType FlowElementReferenceOrValue.complexValueType = JoinDefinition FieldReference ResourceDescriptor
      ResourceAnnotationMap ComplexObjectFieldDetails FlowDataCloudId
  FlowDataType FlowChoice.dataType FlowCollectionFilterCriteria.dataType FlowConstant.dataType
      FlowDynamicChoiceSet.dataType FlowElementReferenceOrValue.formulaDataType FlowFormula.dataType
      FlowInlineTransform.dataType FlowScreenField.dataType FlowTransform.dataType FlowVariable.dataType = Currency
      Date Number String Boolean SObject DateTime Time Picklist Multipicklist Apex
  FlowElementSubtype FlowNode.elementSubtype FlowStageStep.stepSubtype = SortCollectionProcessor
      RecommendationMapCollectionProcessor FilterCollectionProcessor WaitDate WaitUntilEvent WaitAttribute WaitDuration
      InteractiveStep BackgroundStep MuleSoftStep ManagedContentRoleInteractiveStep
      ManagedContentVariantSetLockBackgroundStep ManagedContentVariantSetReadyBackgroundStep
      ManagedContentVariantAutoPublishBackgroundStep ManagedContentVariantAutoUnpublishBackgroundStep
      AddPromptInstructions ApprovalStep AgxBackgroundStep AgxInteractiveStep SendToFlow PersonalizedPaths
      SplitPathByDate SplitPathByField
  FlowEntryType FlowStart.entryType = Always AfterCompletion Never
  FlowEnvironment Flow.environments = Default Slack Offline
  FlowExperimentFallbackMode FlowExperiment.fallbackMode = BestPerformer Randomize
  FlowInputConfiguratorMode FlowElementReferenceOrValue.inputConfiguratorMode = Custom Resource Transform Formula
      ValueMapping
  FlowNodeGroupType FlowNodeGroup.groupType = generic
  FlowRecordFilterOperator FlowRecordFilter.operator = EqualTo NotEqualTo GreaterThan LessThan GreaterThanOrEqualTo
      LessThanOrEqualTo StartsWith EndsWith Contains IsNull IsChanged In NotIn
  FlowReentryMode FlowStart.reentryMode = Individual IndividualAndRelatedRecord
  FlowRegionContainerType FlowScreenField.regionContainerType = SectionWithHeader SectionWithoutHeader
  FlowRunAsUser FlowStart.flowRunAsUser = TriggeringUser DefaultWorkflowUser
  FlowRunInMode Flow.runInMode = DefaultMode SystemModeWithSharing SystemModeWithoutSharing UserMode
  FlowScheduledPathOffsetUnit FlowActionCall.offsetUnit FlowExperiment.durationUnit FlowScheduledPath.offsetUnit
      FlowWaitEvent.offsetUnit = Hours Days Minutes Months Weeks
  FlowScheduledPathTimeSource FlowScheduledPath.timeSource = RecordTriggerEvent RecordField
  FlowScheduledPathType FlowScheduledPath.pathType = AsyncAfterCommit ApprovalRecall
  FlowScreenFieldInputsRevisited FlowScreenField.inputsOnNextNavToAssocScrn = UseStoredValues ResetValues
  FlowScreenFieldType FlowScreenField.fieldType = DisplayText InputField LargeTextArea PasswordField RadioButtons
      RadioButtonGroup DropdownBox MultiSelectCheckboxes MultiSelectPicklist ComponentInstance ComponentInput
      ComponentChoice ComponentMultiChoice ComponentDisplay Repeater RegionContainer Region ObjectProvided
  FlowStageStepAssigneeType FlowStageStepAssignee.assigneeType = User Group Queue Invalid Resource
  FlowStartFrequency FlowSchedule.frequency = OnActivate Once Daily Weekly Monthly Yearly Hourly Weekdays
  FlowTransactionModel FlowActionCall.flowTransactionModel = Automatic NewTransaction CurrentTransaction
  FlowTransformValueActionType FlowTransformValueAction.transformType = Map Count Sum GetItemByIndex InnerJoin
      InvocableAction
  FlowTriggerType FlowStart.triggerType = None Scheduled RecordBeforeSave RecordBeforeDelete RecordAfterSave
      PlatformEvent EventDrivenJourney Segment DataCloudDataChange FormSubmissionEvent Capability AutomationEvent
      ExternalSystemChange DataGraphDataChange Activation AdminAutomationEvent BroadcastNoTrigger OnDemandNoTrigger
      IndivRelatedRecord RecordQuery CampaignMember EnterpriseScaleExternalSystemChange List ApiEventTrigger Cadence
  FlowValueMappingType FlowDataTypeMapping.valueMappingTransformType = FirstEntry
  FlowVersionStatus Flow.status = Active Draft Obsolete InvalidDraft UnderReview
  FlowWaitInteractionType FlowWaitEvent.interactionType = EmailResponse SmsResponse WhatsappResponse RcsResponse
  ForecastCategories PicklistValue.forecastCategory StandardValue.forecastCategory = Omitted Pipeline BestCase
      MostLikely Forecast Closed
  FormFactor ActionOverride.formFactor CustomApplication.formFactors ProfileActionOverride.formFactor = Small Medium
      Large
  FormulaFilterType Audience.formulaFilterType = AllCriteriaMatch AnyCriterionMatches CustomLogicMatches
  Gender CustomFieldTranslation.gender CustomObject.gender CustomObjectTranslation.gender = Neuter Masculine Feminine
      AnimateMasculine ClassI ClassIII ClassV ClassVII ClassIX ClassXI ClassXIV ClassXV ClassXVI ClassXVII ClassXVIII
  InvalidMergeActionType  = Drop Keep Override
  IterationOrder FlowLoop.iterationOrder = Asc Desc
  KnowledgeWorkflowAction WorkflowKnowledgePublish.action = PublishAsNew Publish
  LayoutHeader Layout.headers = PersonalTagging PublicTagging
  LayoutSectionStyle LayoutSection.style QuickActionLayout.layoutSectionStyle = TwoColumnsTopToBottom
      TwoColumnsLeftToRight OneColumn CustomLinks
  LetterheadHorizontalAlignment LetterheadHeaderFooter.horizontalAlignment = None Left Center Right
  LetterheadVerticalAlignment LetterheadHeaderFooter.verticalAlignment = None Top Middle Bottom
  LockoutInterval PasswordPolicies.lockoutInterval = FifteenMinutes ThirtyMinutes SixtyMinutes Forever
  LoginFlowType LoginFlow.flowType = UI
  LookupValueType WorkflowFieldUpdate.lookupValueType = User Queue RecordType
  MappingAlertType  = None Warning Error
  MatchingMethod MatchingRuleItem.matchingMethod = Exact FirstName LastName CompanyName Phone City Street Zip Title
  MatchingRuleStatus MatchingRule.ruleStatus = Inactive DeactivationFailed Activating Deactivating Active
      ActivationFailed
  MaxLoginAttempts PasswordPolicies.maxLoginAttempts = ThreeAttempts FiveAttempts TenAttempts NoLimit
  NamedCredentialParamType NamedCredentialParameter.parameterType = Url HttpHeader ClientCertificate Authentication
      OutboundNetworkConnection AllowedManagedPackageNamespaces CreatedByNamespace CustomParameter
      StandardNamedCredentialType ManagedByFeature ManagedByComponent ConnectionStatus SfHttpRequestExtensionName
      NamedCredentialOptions ManagedByNamespace
  NamedCredentialType NamedCredential.namedCredentialType = Legacy SecuredEndpoint PrivateEndpoint Standard
  NavType CustomApplication.navType = Standard Console
  NetworkPageOverrideSetting NetworkPageOverride.changePasswordPageOverrideSetting
      NetworkPageOverride.forgotPasswordPageOverrideSetting NetworkPageOverride.homePageOverrideSetting
      NetworkPageOverride.loginPageOverrideSetting NetworkPageOverride.selfRegProfilePageOverrideSetting = Designer
      VisualForce Standard Configurable
  NetworkStatus Network.status = UnderConstruction Live DownForMaintenance
  NotificationActionType CustomNotificationActionDefinition.actionType = NotificationApiAction Share
  NotificationDefinitionType WorkflowNotification.notificationType = Template Custom
  NotificationStatus WorkflowNotification.status = Active Inactive Draft
  NotificationTriggerObject WorkflowNotification.referenceObject = Incident Problem ChangeRequest Release Case
      ApprovalWorkItem ServiceRequest Asset ProductTransfer WorkOrder ProductRequest ReturnOrder DisposalOrder
      FulfillmentOrder Shipment Employee CompPlcyCommsResponse RiskEvalSurveyInvt ComplianceEvidenceRequest
      ChgAdvsryBoardRelChgReq ChgAdvsryBrdMtgRelChgReq ChgAdvsryBoardMeeting ComplianceIssue IncidentComment
      ServiceRequestComment ExternalPrvdIncdEvntStor ExternalPrvdAppvlEvntStor ExtPrvdSvcRqstEvntStor
  NotificationTriggerType WorkflowNotification.triggerEventType = Insert Update ParentUpdate Associate Disassociate
  NotificationUsageType WorkflowNotification.usageType = ITServices SLA DirectNotification RelatedObject
  ObjectFilterOperator ReportCrossFilter.operation = with without
  PageComponentType HomePageComponent.pageComponentType = links htmlArea imageOrNote visualforcePage
  PageComponentWidth HomePageComponent.width = narrow wide
  PermissionSetTabVisibility PermissionSetTabSetting.visibility = None Available Visible
  PlatformActionListContext PlatformActionList.actionListContext = ListView RelatedList ListViewRecord
      RelatedListRecord Record FeedElement Chatter Global Flexipage MruList MruRow RecordEdit Photo BannerPhoto
      ObjectHomeChart ListViewDefinition Dockable Lookup Assistant
  PlatformActionType PlatformActionListItem.actionType = QuickAction StandardButton CustomButton ProductivityAction
      ActionLink InvocableAction
  PlatformEventChannelEventType PlatformEventChannel.eventType = custom standard monitoring data
  PlatformEventChannelType PlatformEventChannel.channelType = event data
  PlatformEventPublishBehavior CustomObject.publishBehavior = PublishAfterCommit PublishImmediately
  PlatformEventType CustomObject.eventType = HighVolume StandardVolume ExternalEvent
  Possessive ObjectNameCaseValue.possessive = None First Second
  PromptDisplayPosition PromptVersion.displayPosition = TopLeft TopCenter TopRight BottomLeft BottomCenter BottomRight
      MiddleLeft MiddleCenter MiddleRight
  PromptDisplayType PromptVersion.displayType = DockedComposer FloatingPanel Targeted
  PromptElementRelativePosition PromptVersion.elementRelativePosition = TopLeft TopCenter TopRight LeftTop LeftCenter
      LeftBottom RightTop RightCenter RightBottom BottomLeft BottomCenter BottomRight
  PromptExperience PromptVersion.experience = Lightning Site
  PromptImageLocation PromptVersion.imageLocation = Top Bottom Left Right
  PromptThemeColor PromptVersion.themeColor = Theme1 Theme2 Theme3 Theme4
  PromptThemeSaturation PromptVersion.themeSaturation = Dark Light
  PromptUserAccess PromptVersion.userAccess = Everyone SpecificPermissions
  PromptUserProfileAccess PromptVersion.userProfileAccess = Everyone SpecificProfiles
  QuestionRestriction PasswordPolicies.questionRestriction = None DoesNotContainPassword
  QuickActionModalSize QuickAction.modalSize = Small Medium Large
  QuickActionType QuickAction.type = Create VisualforcePage Post SendEmail LogACall SocialPost Canvas Update
      LightningComponent LightningWebComponent Flow MobileExtension Quip SendConversationMessage Flexipage
  RecommendationChannel ScheduledRecommendationDetail.channel = DefaultChannel CustomChannel1 CustomChannel2
      CustomChannel3 CustomChannel4 CustomChannel5
  RecordTriggerType FlowStart.recordTriggerType FlowWaitEvent.recordTriggerType = Update Create CreateAndUpdate Delete
      None
  RegionFlagStatus FlexiPageRegion.appendable FlexiPageRegion.prependable FlexiPageRegion.replaceable = disabled
      enabled
  ReportAggrType ReportGrouping.aggregateType = Sum Average Maximum Minimum Unique RowCount Median Noop
  ReportAggregateDatatype ReportAggregate.datatype = currency percent number
  ReportBucketFieldType ReportBucketField.bucketType = text number picklist
  ReportChartComponentSize ReportChartComponentLayoutItem.size = SMALL MEDIUM LARGE
  ReportChartSize ReportChart.size = Tiny Small Medium Large Huge
  ReportFormat Report.format = MultiBlock Matrix Summary Tabular
  ReportFormulaNullTreatment ReportBucketField.nullTreatment = n z
  ReportHierarchyScopeType ReportHierarchyScopeBinding.scopeType = User Team Organization
  ReportSortType ReportGrouping.sortType = Column Aggregate CustomSummaryFormula
  ReportSummaryType ChartSummary.aggregate DashboardTableColumn.aggregateType ReportColorRange.aggregate
      ReportColumn.aggregateTypes ReportFormattingRule.aggregate = Sum Average Maximum Minimum Unique Median Noop None
  ReportTypeCategory ReportType.category = accounts opportunities forecasts cases leads campaigns activities busop
      products admin territory other content usage_entitlement wdc calibration territory2 quotes individual employee
      data_cloud commerce flow semantic_model
  SamlEncryptionType ConnectedAppSamlConfig.encryptionType = AES_128 AES_256 Triple_Des
  SamlIdpSLOBinding ConnectedAppSamlConfig.samlIdpSLOBindingEnum = RedirectBinding PostBinding
  SamlInitiationMethod ConnectedAppCanvasConfig.samlInitiationMethod = None IdpInitiated SpInitiated
  SamlNameIdFormatType ConnectedAppSamlConfig.samlNameIdFormat = Unspecified EmailAddress Persistent Transient
  SamlSigningAlgoType ConnectedAppSamlConfig.samlSigningAlgoType = SHA1 SHA256
  SamlSubjectType ConnectedAppSamlConfig.samlSubjectType = Username FederationId UserId SpokeId CustomAttribute
      PersistentId
  SendAction WorkflowSend.action = Send
  SessionTimeout SessionSettings.sessionTimeout = TwentyFourHours TwelveHours EightHours FourHours TwoHours
      NinetyMinutes SixtyMinutes ThirtyMinutes FifteenMinutes
  SetupObjectVisibility CustomObject.visibility = PackageProtected Protected Public
  SharingModel CustomObject.externalSharingModel CustomObject.sharingModel = Private Read ReadSelect ReadWrite
      ReadWriteTransfer FullAccess ControlledByParent ControlledByLeadOrContact ControlledByCampaign
  SiteClickjackProtectionLevel CustomSite.clickjackProtectionLevel = AllowAllFraming External SameOriginOnly NoFraming
  SiteRedirect SiteRedirectMapping.action = Permanent Temporary
  SiteType CustomSite.siteType = Siteforce Visualforce
  SitesArchiveStatus Network.siteArchiveStatus = TemporarilyArchived NotArchived
  SortOrder FlowCollectionFilterSortOption.sortOrder FlowCollectionSortOption.sortOrder FlowDynamicChoiceSet.sortOrder
      FlowRecordLookup.sortOrder FlowRelatedRecordLookup.sortOrder RelatedListItem.sortOrder Report.sortOrder
      ReportGrouping.sortOrder = Asc Desc
  StartsWith CustomFieldTranslation.startsWith CustomObject.startsWith CustomObjectTranslation.startsWith = Consonant
      Vowel Special
  StaticResourceCacheControl StaticResource.cacheControl = Private Public
  SummaryLayoutStyle SummaryLayout.summaryLayoutStyle = Default QuoteTemplate DefaultQuoteTemplate
      ServiceReportTemplate ChildServiceReportTemplateStyle DefaultServiceReportTemplate CaseInteraction
      QuickActionLayoutLeftRight QuickActionLayoutTopDown PathAssistant
  SummaryOperations CustomField.summaryOperation = count sum min max
  TabVisibility ProfileTabVisibility.visibility = Hidden DefaultOff DefaultOn
  Template ArticleTypeTemplate.template = Page Tab Toc
  TreatBlanksAs CustomField.formulaTreatBlanksAs = BlankAsBlank BlankAsZero
  UiBehavior LayoutItem.behavior QuickActionLayoutItem.uiBehavior = Edit Required Readonly
  UiLoginFlowType LoginFlow.uiLoginFlowType = VisualWorkflow VisualForce
  UiType CustomApplication.uiType = Aloha Lightning
  UntrustedRedirectEnum SessionSettings.untrustedRedirect = AlwaysAllowed AllowWithUserPermission NeverAllowed
  UsageTag  = NONE KEY_QUALIFIER
  UserDateGranularity ReportGrouping.dateGranularity = None Day Week Month Quarter Year FiscalQuarter FiscalYear
      MonthInYear DayInMonth FiscalPeriod FiscalWeek
  VfInlineScriptInjection SessionSettings.vfInlineScriptInjection = Allow ReportOnly NeverAllow
  VisibleOrRequired LeadConvertSettings.opportunityCreationOptions = VisibleOptional VisibleRequired NotVisible
  WebLinkAvailability CustomPageWebLink.availability WebLink.availability = online offline
  WebLinkDisplayType CustomPageWebLink.displayType WebLink.displayType = link button massActionButton
  WebLinkPosition CustomPageWebLink.position WebLink.position = fullScreen none topLeft
  WebLinkType CustomPageWebLink.linkType WebLink.linkType = url sControl javascript page flow
  WebLinkWindowType CustomPageWebLink.openType WebLink.openType = newWindow sidebar noSidebar replace onClickJavaScript
  WorkflowActionType WorkflowActionReference.type = FieldUpdate KnowledgePublish Task Alert Send Notification
      OutboundMessage FlowAction FlowAutomation
  WorkflowTimeUnits WorkflowTimeTrigger.workflowTimeTriggerUnit = Hours Days
  WorkflowTriggerTypes WorkflowRule.triggerType = onCreateOnly onCreateOrTriggeringUpdate onAllChanges
      OnRecursiveUpdate
`;
