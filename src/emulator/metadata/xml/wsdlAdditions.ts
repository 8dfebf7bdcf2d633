import { WSDL_FLOW_ADDITIONS } from './wsdlFlowAdditions.js';

/**
 * What the metadata WSDL has gained since the version that jsforce ships, for the types that the embedded org takes:
 * a type (`<` and the type it extends), then its new elements, `?` before the type of an optional one and `[]` behind
 * that of one that may repeat.
 * `displayLocationInDecimal` and `allowGuestPaymentsApi` are in deployed files of
 * https://github.com/trailheadapps/dreamhouse-lwc and https://github.com/trailheadapps/ebikes-lwc.
 * Source: https://www.npmjs.com/package/@salesforce/types (version 1.9.0, metadata WSDL)
 */
export const WSDL_ADDITIONS = `
  AccountSettings enableAccountDiscovery:?boolean enableReportsToOnPersonAccount:?boolean
  ActivitiesSettings enableCalendarHomeLWC:?boolean enableFlowTaskNotifsViaApex:?boolean
      enableHideChildEventsPreference:?boolean enableMLSingleClientProfile:?boolean enableTimelineCompDateSort:?boolean
  Audience isDefaultAudience:?boolean
  AudienceCriteriaValue audienceDeveloperName:?string
  AuraDefinition defType:string source:string
  AuraDefinitionBundle auraDefinitions:?AuraDefinitions
  AuraDefinitions auraDefinition:AuraDefinition[]
  Capabilities capability:string[]
  CaseSettings aiCaseCommentRefine:?boolean caseAssignRuleCommunity:?boolean caseDescAttachments:?boolean
      caseTimelineConfigs:?boolean enableCaseCommentTranslation:?boolean enableCaseSwarming:?boolean
      enableEmailContactOnCasePost:?boolean enableEscalateQfiToCaseInternal:?boolean
      enableEscalateQfiToCaseNetworks:?boolean enableExtNetworksCaseFeedEnabled:?boolean
      enableModernSlackSwarming:?boolean enableMultiLangSolnSrchCSS:?boolean enableMultiLangSolnSrchPKB:?boolean
      enableMultiLangSolution:?boolean enableSlackSwarmingPhasedRollout:?boolean enableSolutionCategory:?boolean
      enableSolutionInlineCategory:?boolean enableSolutionShortSummary:?boolean enhancedCaseMerge:?boolean
      hidePublicInCaseComment:?boolean keepCaseMergeRecords:?boolean omniChnlCaseMrgFix:?boolean
      rtaCaseComment:?boolean rtaCaseDescFieldAccess:?boolean rtaCaseDescription:?boolean visibleInCssCheckbox:?boolean
  ComponentInstance identifier:?string
  ComponentInstanceProperty valueList:?ComponentInstancePropertyList
  ComponentInstancePropertyList valueListItems:ComponentInstancePropertyListItem[]
  ComponentInstancePropertyListItem value:?string visibilityRule:?UiFormulaRule
  ConnectedApp oauthPolicy:?ConnectedAppOauthPolicy sessionPolicy:?ConnectedAppSessionPolicy
  ConnectedAppOauthAssetToken assetAudiences:string assetIncludeAttributes:boolean assetIncludeCustomPerms:boolean
      assetSigningCertId:string assetValidityPeriod:number
  ConnectedAppOauthConfig assetTokenConfig:?ConnectedAppOauthAssetToken isClientCredentialEnabled:?boolean
      isCodeCredentialEnabled:?boolean isCodeCredentialPostOnly:?boolean isConsumerSecretOptional:?boolean
      isDPopEnabled:?boolean isDeviceFlowEnabled:?boolean isEnforceRefreshTokenTTL:?boolean
      isIntrospectAllTokens:?boolean isIpBindingEnabled:?boolean isNamedUserJwtEnabled:?boolean
      isPKImTLSEnabled:?boolean isPkceRequired:?boolean isRefreshTokenRotationEnabled:?boolean
      isSecretRequiredForRefreshToken:?boolean isSecretRequiredForTokenExchange:?boolean
      isTokenExchangeEnabled:?boolean oauthClientCredentialUser:?string
  ConnectedAppOauthPolicy ipRelaxation:string isTokenExchangeFlowEnabled:?boolean refreshTokenPolicy:string
      singleLogoutUrl:?string
  ConnectedAppSamlConfig samlSigningAlgoType:?string
  ConnectedAppSessionPolicy policyAction:?string sessionLevel:?string sessionTimeout:?number
  ContentAssetRelationships emailTemplate:ContentAssetLink[]
  CspTrustedSite canAccessCamera:?boolean canAccessMicrophone:?boolean isApplicableToConnectSrc:?boolean
      isApplicableToFontSrc:?boolean isApplicableToFrameSrc:?boolean isApplicableToImgSrc:?boolean
      isApplicableToMediaSrc:?boolean isApplicableToStyleSrc:?boolean mobileExtension:?string
  CustomApplication isNavTabPersistenceDisabled:?boolean isOmniPinnedViewEnabled:?boolean uiBundle:?string
  CustomField displayLocationInDecimal:?boolean elementType:?string
  CustomNotificationActionDefinition actionLabel:string actionName:string actionTarget:?string actionType:string
  CustomNotificationActionGroup actions:CustomNotificationActionDefinition[] groupName:string
  CustomNotificationType actionGroups:CustomNotificationActionGroup[] slack:?boolean
  CustomObject enablePublishStatusTracking:?boolean enrichments:?MetadataEnrichments
  CustomPermission externalClientApplication:?string isLicensed:boolean
  CustomSite allowGuestPaymentsApi:?boolean cachePublicVisualforcePagesInProxyServers:?boolean redirectToCustomDomain:?boolean
      siteGuestRecordDefaultOwner:?string siteIframeWhiteListUrls:SiteIframeWhiteListUrl[]
  Dashboard owner:?string
  DashboardComponent dashboardComponentContents:DashboardComponentContent[]
      dashboardDynamicValues:DashboardDynamicValue[] sortLegendValues:?boolean
  DashboardComponentContent additionalInfo:?string altText:?string componentParameters:?string fileName:?string
      fit:?any horizontalAlignment:?any richTextContent:?string tooltip:?string verticalAlignment:?any
  DashboardDynamicValue additionalInfo:?string fieldName:string isDynamicUser:?boolean
  DashboardFlexTableComponentProperties useReportTableSetting:?boolean
  DelegateGroup permissionSetGroups:string[]
  EmailTemplate pageDevName:?string
  EmailToCaseRoutingAddress botEmailDefinition:?string fallbackQueue:?string isPermsetControlled:?boolean
      newEntityRecordType:?string routingFlow:?string
  EmailToCaseSettings enableE2CAdvancedSecurity:?boolean enableE2CDeduplicateAttachments:?boolean
      enableE2CExternalServer:?boolean enableNewToReadTriggers:?boolean enableThreadTokenInBody:?boolean
      enableThreadTokenInSubject:?boolean movingEmailEnabled:?boolean notifySenderE2CError:?boolean
      replyWithNewContentOnly:?boolean showServiceEmailOpenPrompt:?boolean showWordCountInComposer:?boolean
      useEmailHeadersForThreading:?boolean
  EnrichedField name:string
  EventRelayConfig<Metadata destinationResourceName:string eventChannel:string label:?string relayOption:?string
      state:?string usageType:?string
  ExternalCredential<Metadata authenticationProtocol:string description:?string
      externalCredentialParameters:ExternalCredentialParameter[] label:string
  ExternalCredentialParameter authProvider:?string certificate:?string description:?string
      externalAuthIdentityProvider:?string parameterGroup:?string parameterName:string parameterType:string
      parameterValue:?string sequenceNumber:?number
  FieldInstance fieldInstanceProperties:FieldInstanceProperty[] fieldItem:string identifier:?string
      visibilityRule:?UiFormulaRule
  FieldInstanceProperty name:?string value:?string
  FieldSetItem alternativeDisplayFormat:?string
  FlexiPage events:FlexiPageEvent[]
  FlexiPageEvent sourceName:string sourceProperties:FlexiPageEventSourceProperty[] sourceType:string
      targets:FlexiPageEventTarget[]
  FlexiPageEventPropertyMapping name:string value:?string
  FlexiPageEventSourceProperty name:string value:string
  FlexiPageEventTarget mappings:FlexiPageEventPropertyMapping[] method:string name:string
      properties:FlexiPageEventTargetProperty[] type:string
  FlexiPageEventTargetProperty name:string value:string
  FlexiPageRegion itemInstances:ItemInstance[]
  Group description:?string enrichments:?MetadataEnrichments
  ItemInstance componentInstance:?ComponentInstance fieldInstance:?FieldInstance
  LanguageSettings displayedLanguages:?string enableDataTranslation:?boolean enableLanguageExtensionPackage:?boolean
      enableLocalNamesForStdObjects:?boolean enableLocaleInsensitiveFiltering:?boolean
      enableTranslationWorkbenchConnectAPI:?boolean
  LightningComponentBundle ai:?string capabilities:?Capabilities
  LightningExperienceSettings activeThemeName:?string enableAuraBoxcarReductionPref:?boolean
      enableDeferRenderingWorkspacePage:?boolean enableErrorExperienceEnabled:?boolean
      enableGoogleSheetsForSfdcEnabled:?boolean enableHideOpenInQuip:?boolean enableInAppLearning:?boolean
      enableLEXExtensionComponentCustomization:?boolean enableLEXExtensionDarkMode:?boolean
      enableLEXExtensionInlineEditModifier:?boolean enableLEXExtensionLinkGrabber:?boolean
      enableLEXExtensionRelatedLists:?boolean enableLEXExtensionRequiredFields:?boolean
      enableLEXExtensionTrailhead:?boolean enableLightningCdnAllAppsPref:?boolean
      enableLightningDomainSidCHIPS:?boolean enableLightningPreviewPref:?boolean enableNoBackgroundNavigations:?boolean
      enableQuip:?boolean enableSalesforceNext:?boolean enableSidToken3rdPartyAuraApp:?boolean
      enableSkypeChatEnabled:?boolean enableSparkAllUsers:?boolean enableSparkConversationEnabled:?boolean
      enableStackedModalManagerEnabled:?boolean enableWebExEnabled:?boolean enableWebexAllUsers:?boolean
      isLEXExtensionComponentCustomizationOff:?boolean isLEXExtensionDarkModeOff:?boolean
      isLEXExtensionLinkGrabberOff:?boolean isLEXExtensionOff:?boolean
  LightningExperienceTheme designSystemVersion:?any isDarkModeEnabled:?boolean
  LoginFlow flow:?string flowType:string friendlyName:string uiLoginFlowType:string useLightningRuntime:?boolean
      vfFlowPage:?string vfFlowPageTitle:?string
  MetadataAiDescriptor enrichedDescription:string
  MetadataEnrichments aiDescriptor:?MetadataAiDescriptor
  NamedCredential calloutStatus:?string description:?string namedCredentialParameters:NamedCredentialParameter[]
      namedCredentialType:?string outboundNetworkConnection:?string
  NamedCredentialParameter certificate:?string description:?string externalCredential:?string
      globalNamedPrincipalCredential:?boolean managedFeatureEnabledCallout:?boolean outboundNetworkConnection:?string
      parameterName:string parameterType:string parameterValue:?string readOnlyNamedCredential:?boolean
      sequenceNumber:?number systemUserNamedCredential:?boolean
  Network chgEmailVerNewTemplate:?string chgEmailVerOldTemplate:?string deviceActEmailTemplate:?string
      disablePvtPagesForPwdResetInLWR:?boolean emailDomainSubstitutionEnabled:?boolean embeddedLoginEnabled:?boolean
      enableApexCDNCaching:?boolean enableExpFriendlyUrlsAsDefault:?boolean
      enableExperienceBundleBasedSnaOverrideEnabled:?boolean enableImageOptimizationCDN:?boolean
      enableLWRExperienceConnectedApp:?boolean headlessForgotPasswordTemplate:?string
      headlessRegistrationTemplate:?string networkAuthApiSettings:?NetworkAuthApiSettings
      pendingSecondaryEmailAddress:?string pwdlessRegEmailTemplate:?string secondaryEmailSenderEnabled:?boolean
      selfRegMicroBatchSubErrorEmailTemplate:?string siteArchiveStatus:?string
  NetworkAuthApiSettings doesForgotPasswordRequireAuth:?boolean doesPasswordLoginRequireAuth:?boolean
      doesPwdlessLoginRequireAuth:?boolean doesRegistrationRequireAuth:?boolean
      emailTmplsAllowlist:NetworkEmailTmplAllowlist[] headlessDiscoveryExecutionUser:?string
      headlessDiscoveryHandler:?string isFirstPartyAppsAllowed:?boolean isForgotPwdAllowed:?boolean
      isForgotPwdEmailTemplateAllowlistingEnabled:?boolean isHeadlessUserRegistrationAllowed:?boolean
      isPwdlessLoginAllowed:?boolean isRecaptchaRequiredForgotPwd:?boolean isRecaptchaRequiredPwdlessLogin:?boolean
      isRecaptchaRequiredRgstr:?boolean isUniversalClientRgstrAllowed:?boolean
      isUserDisambiguationAllowedForgotPwd:?boolean isUserDisambiguationAllowedUsernamePwd:?boolean
      maxPasswordResetAttempts:?number recaptchaScoreThreshold:?number recaptchaSecretKey:?string
      registrationExecutionUser:?string registrationHandler:?string registrationUserDefaultProfile:?string
  NetworkEmailTmplAllowlist emailTemplate:string
  PackageVersion packageId:?string
  PermissionSet agentAccesses:PermissionSetAgentAccess[] customSettingAccesses:PermissionSetCustomSettingAccess[]
      emailRoutingAddressAccesses:PermissionSetEmailRoutingAddressAccess[] enrichments:?MetadataEnrichments
      externalCredentialPrincipalAccesses:PermissionSetExternalCredentialPrincipalAccess[]
      genComputingSummaryDefAccesses:PermissionSetGenComputingSummaryDefAccess[]
      servicePresenceStatusAccesses:PermissionSetServicePresenceStatusAccess[]
  PermissionSetAgentAccess agentName:string enabled:boolean
  PermissionSetCustomSettingAccess enabled:boolean name:string
  PermissionSetEmailRoutingAddressAccess enabled:boolean name:string
  PermissionSetExternalCredentialPrincipalAccess enabled:boolean externalCredentialPrincipal:string
  PermissionSetGenComputingSummaryDefAccess configName:string enabled:boolean
  PermissionSetGroup enrichments:?MetadataEnrichments hasActivationRequired:?boolean
  PermissionSetObjectPermissions viewAllFields:?boolean
  PermissionSetServicePresenceStatusAccess enabled:boolean servicePresenceStatus:string
  PlatformEventChannel eventType:?string
  PlatformEventChannelMember enrichedFields:EnrichedField[] filterExpression:?string
  Profile agentAccesses:ProfileAgentAccess[] customSettingAccesses:ProfileCustomSettingAccess[]
      genComputingSummaryDefAccesses:ProfileGenComputingSummaryDefAccess[] loginFlows:LoginFlow[]
      servicePresenceStatusAccesses:ProfileServicePresenceStatusAccess[]
  ProfileAgentAccess agentName:string enabled:boolean
  ProfileCustomSettingAccess enabled:boolean name:string
  ProfileGenComputingSummaryDefAccess configName:string enabled:boolean
  ProfileObjectPermissions viewAllFields:?boolean
  ProfileServicePresenceStatusAccess enabled:boolean servicePresenceStatus:string
  PromptVersion elementRelativePosition:?string experience:?string experienceContext:?string icon:?string image:?string
      imageAltText:?string imageLink:?string imageLocation:?string referenceElementContext:?string
      shouldIgnoreGlobalDelay:?boolean stepNumber:?number targetPageKey3:?string targetPageKey4:?string
      targetRecordType:?string themeColor:?string themeSaturation:?string userProfileAccess:?string videoLink:?string
  Queue description:?string doesIncludeBosses:?boolean
  QuickAction actionSubtype:?string flexiPage:?string lightningWebComponent:?string modalSize:?string
  RelatedListItem quickActions:string[]
  Report aggregateFilters:ReportAggregateFilter[] hierarchyScopeBindings:ReportHierarchyScopeBinding[]
      isSmartTotalDisabled:?boolean reportTypeApiName:?string showCommonRowsOnly:?boolean
  ReportAggregateFilter aggregate:string operator:string value:string
  ReportColumn isExtendedColumn:?boolean
  ReportGrouping hierarchyApiName:?string
  ReportHierarchyScopeBinding hierarchyApiName:string hierarchyNodeApiName:?string scopeType:string
  SecuritySettings enableCoepHeader:?boolean enableCoopHeader:?boolean enableCrossOrgRedirects:?boolean
      enableGraphQLApiForGuestUsers:?boolean enablePermissionsPolicy:?boolean redirectBlockModeEnabled:?boolean
      sendCspForUncommonClients:?boolean
  SessionSettings allowUserCertBasedAuthenticationWithOcspValidation:?boolean auraBoxcarReductionPref:?boolean
      canConfirmIdentityBySmsOnly:?boolean enableBuiltInAuthenticator:?boolean enableCoepHeader:?boolean
      enableCoopHeader:?boolean enableMFADirectUILoginOptIn:?boolean enableOauthCorsPolicy:?boolean
      enablePermissionsPolicy:?boolean enforceUserDeviceRevoked:?boolean grantCameraAccess:?string
      grantMicrophoneAccess:?string lockerServiceNext:?boolean lockerServiceNextControl:?boolean
      lockerTrustedMode:?boolean lockerTrustedResources:?string redirectBlockModeEnabled:?boolean
      referrerPolicyDirective:?string sendCspForUncommonClients:?boolean sidToken3rdPartyAuraApp:?boolean
      skipSFAWhenMFADirectUILogin:?boolean terminateUserSessionsWhenAdminResetsPassword:?boolean
      unescapedHtmlSanitization:?boolean untrustedRedirect:?string useEAPIRateLimitForConnectAPI:?boolean
      useLocalStorageForLogoutUrl:?boolean vfInlineScriptInjection:?string welcomeEmailTemplateId:?string
  SharedTo allRestrictedEmployeeUsers:?string
  SharingCriteriaRule includeRecordsOwnedByAll:boolean
  SharingGuestRule includeHVUOwnedRecords:boolean
  SingleSignOnSettings enableCaseInsensitiveFederationID:?boolean isLoginWithSalesforceCredentialsDisabled:?boolean
  SiteIframeWhiteListUrl url:string
  SiteRedirectMapping isDynamic:?boolean
  Workflow flowAutomation:WorkflowFlowAutomation[] notifications:WorkflowNotification[]
  WorkflowAlert promptTemplateVersion:?string
  WorkflowFlowAutomation<WorkflowAction activeOrLastInactiveVersion:?string activeOrLatestVersion:?string
      activeVersion:?string fireflyGuid:?string isFlowAccessEnabled:?boolean latestVersion:?string masterLabel:?string
      migratedFrom:?string objectType:?string
  WorkflowNotification<WorkflowAction isProtected:?boolean masterLabel:string notificationType:?string
      refObjectApiName:?string referenceObject:?string relatedObjectApiRef:?string status:string
      triggerEventType:string usageType:string
  WorkflowRule failedMigrationToolVersion:?string
${WSDL_FLOW_ADDITIONS}`;
